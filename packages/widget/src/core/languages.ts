// Which language the widget speaks (W140, W141): what the page asked for, else the page's own, else the browser's, else the site's.
// Pure.

export const LANGUAGES = 'en ar cs da de es fr he hi it ja ko nl pl pt-BR ru sv tr uk zh-Hans'.split(' ');

/** The first of `wanted` that the widget speaks, by its whole name, else by its language; English else. */
export function languageOf(wanted: readonly unknown[]): string {
  for (const one of wanted) {
    const name = String(one ?? '').toLowerCase();
    const [language] = name.split('-');
    // Who reads Traditional Chinese is not served by Simplified.
    if (!language || /^zh-(tw|hk|mo|hant)/.test(name)) continue;
    const found = LANGUAGES.find((known) => known.toLowerCase() === name) ?? LANGUAGES.find((known) => known.split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}
