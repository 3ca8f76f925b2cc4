// The form (W190): when it is asked, at most five questions, their order. Answers become facts, so nobody asks again.
import type { VNode } from 'preact';
import type { FormField, WidgetConfig } from '@throughline/types';
import { NEW_FIELD } from '../../state/widget-draft.js';
import { Choice, flawAt } from './fields.js';
import { FormFieldEditor } from './FormFieldEditor.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { inLanguage, t } from '../../state/t.js';

const FIELDS_MAX = 5;
const WHEN = inLanguage(
  () =>
    [
      ['never', t('Never')],
      ['after', t('After the first message')],
      ['before', t('Before the first message')],
    ] as const satisfies readonly (readonly [WidgetConfig['form']['when'], string])[],
);

let made = 0;
const blank = (): FormField => ({ id: `${NEW_FIELD}${(made += 1)}`, type: 'text', label: '', required: false, choices: [] });

export function FormSection({ model }: { model: WidgetSettingsModel }): VNode {
  const { form } = model.draft.value.config;
  const flaw = flawAt(model, 'form.when');
  const setFields = (fields: FormField[]): void => model.configure({ form: { ...form, fields } });
  function move(index: number, by: 1 | -1): void {
    const fields = [...form.fields];
    const [taken] = fields.splice(index, 1);
    if (taken !== undefined) fields.splice(index + by, 0, taken);
    setFields(fields);
  }
  return (
    <>
      <Choice label={t('Ask')} value={form.when} options={WHEN()} onValue={(when) => model.configure({ form: { ...form, when } })} />
      {form.when === 'before' && (
        <p class="field-hint">{t('Visitors have to answer before they can write. Asking after the first message keeps more of them.')}</p>
      )}
      {flaw !== null && (
        <p class="field-error" role="alert">
          {flaw}
        </p>
      )}
      <p class="settings-lead">{t('What a visitor answered before, or your site already told, is filled in or left out.')}</p>
      <ol class="questions" role="list" aria-label={t('Questions')}>
        {form.fields.map((field, index) => (
          <li key={field.id}>
            <FormFieldEditor
              model={model}
              field={field}
              index={index}
              last={index === form.fields.length - 1}
              onChange={(changed) => setFields(form.fields.map((one, at) => (at === index ? changed : one)))}
              onMove={(by) => move(index, by)}
              onRemove={() => setFields(form.fields.filter((_one, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {form.fields.length < FIELDS_MAX ? (
        <button type="button" class="button" onClick={() => setFields([...form.fields, blank()])}>
          {t('Add a question')}
        </button>
      ) : (
        <p class="field-hint">{t('Five questions are the most a visitor is asked.')}</p>
      )}
    </>
  );
}
