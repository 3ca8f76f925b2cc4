// The console's words in the agent's language (K119). The English sentence is the key: what reads well in the code is what an agent without a
// catalogue sees. Catalogues are `words/<locale>.json` and are loaded before the first paint; changing the language reloads the page.
// Names, messages and other things that people wrote are never passed through here as the key: they are values of `{places}`.

/** A sentence, or one per plural category of the language (CLDR: zero, one, two, few, many, other). */
export type Translated = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;
export type Catalogue = Readonly<Record<string, Translated>>;
export type Locale = 'en' | 'de' | 'es' | 'fr' | 'pt-BR' | 'ar';
export const LOCALES: readonly Locale[] = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar'];

let current: { locale: Locale; words: Catalogue; plural: Intl.PluralRules } = {
  locale: 'en',
  words: {},
  plural: new Intl.PluralRules('en'),
};

/** From here on `t` speaks this language. Called once, before anything is drawn. */
export function speak(locale: Locale, words: Catalogue): void {
  current = { locale, words, plural: new Intl.PluralRules(locale) };
}

/** For dates, numbers and the `lang` of the page. */
export const spoken = (): Locale => current.locale;
export const readsFromRight = (locale: Locale): boolean => locale === 'ar';

const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));

/** Where English has one word for two things, `##` and what it means stands behind it: `t('Claim##insurance')`. It is never shown. */
const shown = (english: string): string => english.replace(/##.*$/, '');

/** `t('Waiting for {time}', { time: '3 min' })`. The first argument is a literal: the build collects them (words.test.ts). */
export function t(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  const found = current.words[english];
  return fill(typeof found === 'string' ? found : (found?.other ?? shown(english)), values);
}

/** `tn(3, '{n} update', '{n} updates')`: the sentence for a number. The catalogue's key is the second form. */
export function tn(n: number, one: string, other: string, values: Readonly<Record<string, string | number>> = {}): string {
  const found = current.words[other];
  const form = current.plural.select(n);
  const sentence = typeof found === 'string' ? found : (found?.[form] ?? found?.other ?? (n === 1 ? one : other));
  return fill(sentence, { n: new Intl.NumberFormat(current.locale).format(n), ...values });
}

/** Between parts of a list that are no sentence. */
export const listMark = (): string => (current.locale === 'ar' ? '، ' : ', ');
/** `a, b, c`: what is there of it. */
export const listed = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(listMark());

/** What is made once per language: tables of words, formats of dates. */
export function inLanguage<T>(make: (locale: Locale) => T): () => T {
  let made: { value: T; of: typeof current } | null = null;
  return () => {
    if (made?.of !== current) made = { value: make(current.locale), of: current };
    return made.value;
  };
}

/** The supported language that a preference or the browser's list names first; English otherwise. */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const exact = LOCALES.find((locale) => locale.toLowerCase() === tag.toLowerCase());
    const near = exact ?? LOCALES.find((locale) => locale.split('-')[0] === tag.toLowerCase().split('-')[0]);
    if (near !== undefined) return near;
  }
  return 'en';
}
