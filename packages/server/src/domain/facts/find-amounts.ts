// Amounts of money: a number counts only with its currency (C23). Separators are read as the locale writes them where they leave a choice. Pure.
import type { Found } from './found.js';

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['eur', 'EUR'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['$', 'USD'],
  ['usd', 'USD'],
  ['dollar', 'USD'],
  ['dollars', 'USD'],
  ['bucks', 'USD'],
  ['£', 'GBP'],
  ['gbp', 'GBP'],
  ['pound', 'GBP'],
  ['pounds', 'GBP'],
  ['chf', 'CHF'],
  ['franken', 'CHF'],
]);
const NUMBER = "\\d{1,3}(?:[.,' ]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
const CURRENCY = '€|\\$|£|eur(?:os?)?|usd|dollars?|bucks|gbp|pounds?|chf|franken';
const BEHIND = new RegExp(`(?<![\\p{L}\\p{N}.,])(${NUMBER}) ?(${CURRENCY})(?![\\p{L}\\p{N}])`, 'giu');
const BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(€|\\$|£|eur|usd|gbp|chf) ?(${NUMBER})(?![\\p{L}\\p{N}])`, 'giu');
const COMMA_DECIMAL = /^(?:de|fr|es|it|nl|pt|pl|sv|da|nb|fi|cs|tr|ru|uk)/i;
const COMMA_EXCEPT = /^(?:de-ch|de-li|es-mx|it-ch)/i;

/** `1.234,5` → `1234.5`; a single separator before three digits groups thousands unless the locale says it is the decimal one. */
export function plainNumber(written: string, locale: string | null): string {
  const bare = written.replace(/[' ]/g, '');
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  if (last < 0) return bare;
  const behind = bare.length - last - 1;
  const both = bare.includes(',') && bare.includes('.');
  const comma = locale !== null && COMMA_DECIMAL.test(locale) && !COMMA_EXCEPT.test(locale);
  const isDecimal = both || behind !== 3 || (locale !== null && (bare.charAt(last) === ',') === comma && bare.split(/[.,]/).length === 2);
  const digits = (part: string): string => part.replace(/[.,]/g, '');
  if (!isDecimal) return digits(bare);
  return `${digits(bare.slice(0, last))}.${bare.slice(last + 1)}`.replace(/\.?0+$/, '');
}

export function findAmounts(text: string, locale: string | null): Found[] {
  const found: Found[] = [];
  const keep = (match: RegExpExecArray, number: string | undefined, currency: string | undefined): void => {
    const code = SYMBOLS.get((currency ?? '').toLowerCase());
    if (code === undefined || number === undefined) return;
    found.push({ key: 'amount', start: match.index, end: match.index + match[0].length, norm: `${plainNumber(number, locale)} ${code}` });
  };
  for (const match of text.matchAll(BEHIND)) keep(match, match[1], match[2]);
  for (const match of text.matchAll(BEFORE)) keep(match, match[2], match[1]);
  return found;
}
