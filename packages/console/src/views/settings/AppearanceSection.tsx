// Name, greeting, colour with what becomes of it (W151), side, language, and the site's own words (W141).
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { limits } from '@throughline/types';
import { languageWords } from '../../state/words.js';
import { ContrastResult } from './ContrastResult.js';
import { Choice, flawAt, Select, TextArea, TextInput } from './fields.js';
import { TextsEditor } from './TextsEditor.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { WIDGET_LOCALES } from './widget-words.js';
import { inLanguage, t } from '../../state/t.js';

const GREETING_MAX_CHARS = 200;
const SIDES = inLanguage(
  () =>
    [
      ['end', t('Where lines end (right)')],
      ['start', t('Where lines begin (left)')],
    ] as const,
);

function ColorField({ model }: { model: WidgetSettingsModel }): VNode {
  const id = useId();
  const { color } = model.draft.value.config;
  const flaw = flawAt(model, 'appearance.color');
  const set = (value: string): void => model.configure({ color: value });
  return (
    <div class="field">
      <label for={id}>{t('Colour')}</label>
      <div class="color-row">
        <input
          type="color"
          aria-label={t('Pick a colour')}
          value={model.flaws.value.has('appearance.color') ? '#000000' : color}
          onInput={(event) => set(event.currentTarget.value)}
        />
        <input
          id={id}
          type="text"
          class="color-hex"
          autoComplete="off"
          spellcheck={false}
          maxLength={7}
          dir="ltr"
          value={color}
          aria-invalid={flaw !== null}
          aria-describedby={`${id}-result`}
          onInput={(event) => set(event.currentTarget.value.trim())}
          onBlur={() => model.touch('appearance.color')}
        />
      </div>
      <div id={`${id}-result`} aria-live="polite">
        {flaw === null ? (
          <ContrastResult color={color} />
        ) : (
          <p class="field-error" role="alert">
            {flaw}
          </p>
        )}
      </div>
    </div>
  );
}

export function AppearanceSection({ model }: { model: WidgetSettingsModel }): VNode {
  const { name, config } = model.draft.value;
  return (
    <>
      <TextInput
        label={t('Name')}
        hint={t('Stands at the top of the chat.')}
        value={name}
        maxLength={limits.NAME_MAX_CHARS}
        flaw={flawAt(model, 'appearance.name')}
        onValue={(value) => model.edit({ name: value })}
        onLeave={() => model.touch('appearance.name')}
      />
      <TextArea
        label={t('Greeting')}
        hint={t('The first line of a new conversation.')}
        rows={2}
        value={config.greeting}
        maxLength={GREETING_MAX_CHARS}
        onValue={(greeting) => model.configure({ greeting })}
      />
      <ColorField model={model} />
      <Choice label={t('Position')} value={config.position} options={SIDES()} onValue={(position) => model.configure({ position })} />
      <Select
        label={t('Language')}
        hint={t('Used when neither the page nor the browser names one the widget speaks.')}
        value={config.locale}
        options={[...new Set([...WIDGET_LOCALES, config.locale])].map((locale) => [locale, languageWords(locale)] as const)}
        onValue={(locale) => model.configure({ locale })}
      />
      <TextsEditor model={model} />
    </>
  );
}
