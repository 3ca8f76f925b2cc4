// The site's own words, language by language (W141). An empty field leaves what the widget says.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { languageWords } from '../../state/words.js';
import { Select, TextInput } from './fields.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { GREETING_KEY, OWN_TEXTS, WIDGET_LOCALES } from './widget-words.js';
import { t } from '../../state/t.js';

const TEXT_MAX_CHARS = 400;

export function TextsEditor({ model }: { model: WidgetSettingsModel }): VNode {
  const { texts, locale: first, greeting } = model.draft.value.config;
  const locale = useSignal<string>(first);
  const own = texts[locale.value] ?? {};
  const counted = (tag: string): string => {
    const count = Object.keys(texts[tag] ?? {}).length;
    return count === 0 ? languageWords(tag) : t('{language} ({n} changed)', { language: languageWords(tag), n: count });
  };
  function say(key: string, text: string): void {
    const { [key]: _replaced, ...others } = own;
    const said = text === '' ? others : { ...others, [key]: text };
    const { [locale.value]: _language, ...rest } = texts;
    model.configure({ texts: Object.keys(said).length === 0 ? rest : { ...rest, [locale.value]: said } });
  }
  const locales = [...new Set([...WIDGET_LOCALES, ...Object.keys(texts)])];
  return (
    <details class="settings-more" open={Object.keys(texts).length > 0}>
      <summary>{t('Your own words')}</summary>
      <Select
        label={t('In')}
        value={locale.value}
        options={locales.map((tag) => [tag, counted(tag)] as const)}
        onValue={(tag) => (locale.value = tag)}
      />
      {OWN_TEXTS().map(([key, where]) => (
        <TextInput
          key={`${locale.value} ${key}`}
          label={where}
          value={own[key] ?? ''}
          placeholder={key === GREETING_KEY ? greeting : key}
          maxLength={TEXT_MAX_CHARS}
          {...(key.includes('{') ? { hint: t('Keep {place}: it is filled in.', { place: /\{\w+\}/.exec(key)?.[0] ?? '' }) } : {})}
          onValue={(text) => say(key, text)}
        />
      ))}
    </details>
  );
}
