// One question of the form: its kind, its words, whether it must be answered.
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { FormField } from '@throughline/types';
import { Icon } from '../../ui/Icon.js';
import { flawAt, Select, TextArea, TextInput, Toggle } from './fields.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { inLanguage, t } from '../../state/t.js';

const TYPES = inLanguage(
  () =>
    [
      ['text', t('Text')],
      ['email', t('E-mail')],
      ['phone', t('Phone')],
      ['number', t('Number')],
      ['choice', t('Choice')],
      ['checkbox', t('Check box')],
      ['date', t('Date')],
      ['consent', t('Consent with a link')],
    ] as const satisfies readonly (readonly [FormField['type'], string])[],
);
const LABEL_MAX_CHARS = 80;

export interface FormFieldEditorProps {
  model: WidgetSettingsModel;
  field: FormField;
  index: number;
  last: boolean;
  onChange(field: FormField): void;
  onMove(by: 1 | -1): void;
  onRemove(): void;
}

export function FormFieldEditor({ model, field, index, last, onChange, onMove, onRemove }: FormFieldEditorProps): VNode {
  const box = useRef<HTMLFieldSetElement>(null);
  const at = (part: string): string => `form.${index}.${part}`;
  const flaw = (part: string): string | null => flawAt(model, at(part));
  const name = field.label.trim() === '' ? t('question {n}', { n: index + 1 }) : field.label;
  function setUrl(value: string): void {
    const { url: _replaced, ...rest } = field;
    onChange(value.trim() === '' ? rest : { ...rest, url: value.trim() });
  }
  function move(by: 1 | -1): void {
    onMove(by);
    // The same button, where the question stands now (K117).
    queueMicrotask(() => box.current?.querySelector<HTMLElement>(by === 1 ? '[data-down]' : '[data-up]')?.focus());
  }
  return (
    <fieldset class="question" ref={box}>
      <legend>{t('Question {n}', { n: index + 1 })}</legend>
      <div class="question-tools">
        <button
          type="button"
          class="icon-button"
          data-up
          aria-label={t('Move {what} up', { what: name })}
          aria-disabled={index === 0}
          onClick={() => index > 0 && move(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="icon-button"
          data-down
          aria-label={t('Move {what} down', { what: name })}
          aria-disabled={last}
          onClick={() => !last && move(1)}
        >
          ↓
        </button>
        <button type="button" class="icon-button" aria-label={t('Remove {what}', { what: name })} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      </div>
      <div class="question-row">
        <TextInput
          label={t('Label')}
          value={field.label}
          maxLength={LABEL_MAX_CHARS}
          placeholder={t('Order number')}
          flaw={flaw('label')}
          onValue={(label) => onChange({ ...field, label })}
          onLeave={() => model.touch(at('label'))}
        />
        <Select
          label={t('Kind')}
          value={field.type}
          options={TYPES()}
          onValue={(type) => onChange({ ...field, type, choices: type === 'choice' ? field.choices : [] })}
        />
      </div>
      {field.type === 'choice' && (
        <TextArea
          label={t('Answers, one per line')}
          value={field.choices.join('\n')}
          flaw={flaw('choices')}
          onValue={(text) => onChange({ ...field, choices: text === '' ? [] : text.split('\n').slice(0, 20) })}
          onLeave={() => {
            onChange({
              ...field,
              choices: field.choices.map((choice) => choice.trim().slice(0, LABEL_MAX_CHARS)).filter((choice) => choice !== ''),
            });
            model.touch(at('choices'));
          }}
        />
      )}
      {field.type === 'consent' && (
        <TextInput
          label={t('Link')}
          type="url"
          dir="ltr"
          placeholder="https://example.com/terms"
          value={field.url ?? ''}
          flaw={flaw('url')}
          onValue={setUrl}
          onLeave={() => model.touch(at('url'))}
        />
      )}
      <Toggle label={t('Must be answered')} on={field.required} onChange={(required) => onChange({ ...field, required })} />
    </fieldset>
  );
}
