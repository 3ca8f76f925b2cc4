// Dates as customers write them, read in the order of the message's locale (C23). Pure, linear: every repetition is bounded.
import type { Found } from './found.js';

const MONTHS: ReadonlyMap<string, number> = new Map([
  ['jan', 1],
  ['feb', 2],
  ['mar', 3],
  ['mär', 3],
  ['mrz', 3],
  ['apr', 4],
  ['may', 5],
  ['mai', 5],
  ['jun', 6],
  ['jul', 7],
  ['aug', 8],
  ['sep', 9],
  ['oct', 10],
  ['okt', 10],
  ['nov', 11],
  ['dec', 12],
  ['dez', 12],
] as [string, number][]);
const MONTH =
  'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mrz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?';
const ISO = /(?<![\p{L}\p{N}-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\p{N}-])/gu;
const NUMERIC = /(?<![\p{L}\p{N}./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{N}/-])/gu;
const GERMAN_SHORT = /(?<![\p{L}\p{N}.])(\d{1,2})\.(\d{1,2})\.(?![\p{N}])/gu;
const DAY_MONTH = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? ?(${MONTH})\\.?(?:,? (\\d{4}))?(?![\\p{L}\\p{N}])`,
  'giu',
);
const MONTH_DAY = new RegExp(`(?<![\\p{L}\\p{N}])(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?![\\p{L}\\p{N}:.])`, 'giu');
/** Month first in these; day first everywhere else. */
const MONTH_FIRST = /^en(?:-(?:us|ph|ca))?$/i;

/** `YYYY-MM-DD`, or `--MM-DD` without a year; null for a day that no calendar has. */
export function isoDate(year: number | null, month: number, day: number): string | null {
  const leap = year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (days === undefined || day < 1 || day > days) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${year === null ? '-' : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Without a locale `12/05/2026` is 12 May; `en` and `en-US` put the month first. A number above 12 decides by itself. */
export function findDates(text: string, locale: string | null): Found[] {
  const found: Found[] = [];
  const keep = (match: RegExpExecArray, norm: string | null): void => {
    if (norm !== null) found.push({ key: 'date', start: match.index, end: match.index + match[0].length, norm });
  };
  for (const match of text.matchAll(ISO)) keep(match, isoDate(Number(match[1]), Number(match[2]), Number(match[3])));
  for (const match of text.matchAll(NUMERIC)) {
    const [a, b] = [Number(match[1]), Number(match[3])];
    const monthFirst = match[2] !== '.' && (b > 12 || (a <= 12 && locale !== null && MONTH_FIRST.test(locale)));
    const year = Number(match[4]);
    keep(match, isoDate(year < 100 ? 2000 + year : year, monthFirst ? a : b, monthFirst ? b : a));
  }
  if (locale?.toLowerCase().startsWith('de') === true)
    for (const match of text.matchAll(GERMAN_SHORT)) keep(match, isoDate(null, Number(match[2]), Number(match[1])));
  for (const match of text.matchAll(DAY_MONTH)) keep(match, isoDate(yearOf(match[3]), monthOf(match[2]), Number(match[1])));
  for (const match of text.matchAll(MONTH_DAY)) keep(match, isoDate(yearOf(match[3]), monthOf(match[1]), Number(match[2])));
  return found;
}

const yearOf = (written: string | undefined): number | null => (written === undefined ? null : Number(written));
const monthOf = (written: string | undefined): number => MONTHS.get((written ?? '').slice(0, 3).toLowerCase()) ?? 0;
