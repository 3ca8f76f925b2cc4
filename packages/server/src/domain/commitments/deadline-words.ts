// The words that English and German name times with (C32). Letters, not `\b`: a word border of the regexp engine does not know umlauts. Pure.

const START = '(?<![\\p{L}\\d])';
const END = '(?![\\p{L}\\d])';

/** A regexp for whole words; `source` is matched in lower case. */
export function whole(source: string): RegExp {
  return new RegExp(`${START}(?:${source})${END}`, 'gu');
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  ein: 1,
  eine: 1,
  einer: 1,
  einem: 1,
  einen: 1,
  eines: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
};
export const NUMBER = `\\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')}`;

/** What NUMBER matched, as a number. */
export const numberOf = (text: string): number => NUMBER_WORDS[text] ?? Number(text);

export const RANGE = '\\s*(?:-|–|—|to|bis(?: zu)?|or|oder|and|und)\\s*';

export type Unit = 'minute' | 'hour' | 'business_day' | 'day' | 'week' | 'month';

export const UNITS: readonly (readonly [Unit, string])[] = [
  ['minute', 'minutes?|mins?|minuten?'],
  ['hour', 'hours?|hrs?|h|stunden?|std'],
  ['business_day', '(?:business|working|work|week)[ -]?days?|werktag(?:e|en|es)?|arbeitstag(?:e|en|es)?|geschäftstag(?:e|en|es)?'],
  ['day', 'days?|tag(?:e|en|es)?'],
  ['week', 'weeks?|wochen?'],
  ['month', 'months?|monat(?:e|en|s)?'],
];

/** 1 Monday … 7 Sunday. Short forms are words of their own (`sat`, `sun`, `wed`): they count only after one of NAMING. */
export const WEEKDAYS: readonly (readonly [string, string])[] = [
  ['mondays?|montags?', 'mon'],
  ['tuesdays?|dienstags?', 'tue|tues'],
  ['wednesdays?|mittwochs?', 'wed'],
  ['thursdays?|donnerstags?', 'thu|thur|thurs'],
  ['fridays?|freitags?', 'fri'],
  ['saturdays?|samstags?|sonnabends?', 'sat'],
  ['sundays?|sonntags?', 'sun'],
];
export const NAMING = 'by|on|until|till|before|next|this|bis|am|or|and|to';
export const NEXT = 'next|nächste[nrs]?|naechste[nrs]?';

/** January first. */
export const MONTHS: readonly string[] = [
  'jan(?:uary|uar)?|jänner',
  'feb(?:ruary|ruar)?',
  'mar(?:ch)?|märz|maerz|mrz',
  'apr(?:il)?',
  'may|mai',
  'june?|juni',
  'july?|juli',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?|okt(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?|dez(?:ember)?',
];

/** Index of the entry of `list` that matches `word` whole; -1 for none. */
export function indexOfWord(list: readonly string[], word: string): number {
  return list.findIndex((source) => new RegExp(`^(?:${source})$`, 'u').test(word));
}
