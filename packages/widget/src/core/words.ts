// What the widget says (W140, W141). The English text is its own key: a word without a translation is shown in English, and English costs
// nothing. One language per page; how another one is chosen is io/language.ts.
/** A text, or one per plural category of `Intl.PluralRules`, by the name of the English one. */
export type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface Tongue {
  /** As the widget's languages are called. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** BCP 47, for dates and numbers. */
  locale: string | undefined;
  /** What to say instead of these English words; undefined: nothing is known. */
  said(key: string): Words[string] | undefined;
  /** Plural category of a number. */
  plural(n: number): string;
}

const ENGLISH: Tongue = { language: 'en', direction: 'ltr', locale: undefined, said: () => undefined, plural: () => '' };
let tongue = ENGLISH;

export const speak = (next = ENGLISH): void => void (tongue = next);
export const spoken = (): Tongue => tongue;

/**
 * By the English text, with its slots: `{name} is typing`. Of two texts with a bar between them, `{n} message|{n} messages`, the first is
 * English for one and the second for every other number. @param english what English says, where that is not the key itself
 */
export function t(key: string, slots: Readonly<Record<string, string | number>> = {}, english = key): string {
  const n = Number(slots['n']);
  const known = tongue.said(key) ?? english;
  const said = typeof known === 'string' ? known.split('|') : [known[tongue.plural(n)] ?? known['other'] ?? key];
  return (said[n === 1 ? 0 : said.length - 1] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(slots[name] ?? ''));
}
/** BCP 47, for dates and numbers; undefined: as the browser writes them. */
export const locale = (): string | undefined => tongue.locale;
