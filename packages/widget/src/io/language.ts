// Asks the page and the browser for their language, and the relay for its words (W140, W141). A later chunk: who reads English needs none
// of it.
import { languageOf } from '../core/languages.js';
import { shortName } from '../core/short-name.js';
import type { Tongue, Words } from '../core/words.js';
import type { PanelHost } from '../seams/panel.js';

/** Resolves with what to speak; a language that cannot be had is English. */
export async function chooseLanguage({ options, settings, words }: Pick<PanelHost, 'options' | 'settings' | 'words'>): Promise<Tongue> {
  const asked = options['locale'];
  const wanted = [asked === 'auto' ? '' : asked, document.documentElement.lang, ...navigator.languages, settings.locale];
  const language = languageOf(wanted);
  let table: Words = {};
  if (language !== 'en')
    try {
      table = await words(language);
    } catch {
      // Blocked or away: English is understood by more people than nothing is.
    }
  const own: Words = { ...settings.texts?.[language], ...Object(options['texts'])[language] };
  const rules = new Intl.PluralRules(language);
  return {
    language,
    direction: /^(ar|he)/.test(language) ? 'rtl' : 'ltr',
    // Dates as the browser writes them where it speaks the same language: 12 or 24 hours is the visitor's choice.
    locale: navigator.languages.find((name) => languageOf([name]) === language) ?? language,
    said: (key) => own[key] ?? table[shortName(key)],
    plural: (n) => rules.select(n),
  };
}
