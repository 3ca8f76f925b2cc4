// The day that a promise names (C32): tomorrow, Monday, next week, 12 May. Days are local day numbers, so nothing here knows a zone. Pure.
import { dayOfDate, weekday } from '../time/calendar.js';
import { civil } from '../time/civil.js';
import { indexOfWord, MONTHS, NAMING, NEXT, WEEKDAYS, whole } from './deadline-words.js';

const DAY_MS = 86_400_000;

export interface NamedDay {
  day: number;
  /** The day is a Sunday that stands for its week: due on the last business day of it. */
  lastOfWeek: boolean;
}

const DAY_AFTER = whole('day after tomorrow|übermorgen|uebermorgen');
const TOMORROW = whole('tomorrow|(?<!guten )morgen');
const TODAY = whole(
  'today|tonight|this (?:morning|afternoon|evening)|end of (?:the |this )?(?:business )?day|eod|close of (?:business|play)|cob|heute|feierabend|ende des tages|tagesende',
);
const NEXT_WEEK = whole(`(?:${NEXT}|the following|kommende[rn]?) (?:week|woche)`);
const THIS_WEEK = whole('(?:end of (?:the |this )?|this |later this )week|(?:ende )?(?:der|diese[rn]?) woche|wochenende|weekend');
const MONTH_END = whole('end of (?:the |this )?month|(?:ende (?:des|dieses) monats)|monatsende|month[- ]end');
const MONTH = MONTHS.join('|');
const DAY_NUMBER = '(?:(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s*(?:-|–|to|bis|or|oder)\\s*)?(\\d{1,2})(?:st|nd|rd|th|\\.)?';
const DAY_MONTH = whole(`${DAY_NUMBER}\\s*(?:of )?(${MONTH})\\.?(?:,?\\s*(\\d{4}))?`);
const MONTH_DAY = whole(`(${MONTH})\\.? ${DAY_NUMBER}(?:,?\\s*(\\d{4}))?`);
const NUMERIC = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d))?/gu;

/** The day named in `text` (lower case), seen from `today`; null when none is. A past date of this year means next year's. */
export function namedDay(text: string, today: number): NamedDay | null {
  const latest = (days: readonly number[]): NamedDay | null => (days.length === 0 ? null : { day: Math.max(...days), lastOfWeek: false });
  const sunday = today + 7 - weekday(today);
  const nextWeek = has(NEXT_WEEK, text);
  const plain = [
    ...(has(TODAY, text) ? [today] : []),
    ...(has(TOMORROW, text) ? [today + 1] : []),
    ...(has(DAY_AFTER, text) ? [today + 2] : []),
  ];
  return (
    latest(dates(text, today)) ??
    latest(nextWeek ? weekdays(text).map((index) => sunday + index) : weekdays(text).map((index) => coming(index, today, text))) ??
    (nextWeek ? { day: sunday + 7, lastOfWeek: true } : null) ??
    (has(DAY_AFTER, text) ? latest([today + 2]) : latest(plain)) ??
    (has(THIS_WEEK, text) ? { day: sunday, lastOfWeek: true } : null) ??
    (has(MONTH_END, text) ? latest([endOfMonth(today)]) : null)
  );
}

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;

/** ISO weekdays named. */
function weekdays(text: string): number[] {
  return WEEKDAYS.flatMap(([full, short], index) =>
    has(whole(full), text) || has(whole(`(?:${NAMING}) (?:${short})`), text) ? [index + 1] : [],
  );
}

/** The next such weekday after today. `next Friday` said on a Thursday is the one of next week: of two readings the later one counts. */
function coming(index: number, today: number, text: string): number {
  const ahead = (index - weekday(today) + 7) % 7 || 7;
  const [full, short] = WEEKDAYS[index - 1] ?? ['', ''];
  const thisWeek = weekday(today) + ahead <= 7;
  return today + ahead + (thisWeek && has(whole(`(?:${NEXT}) (?:${full}|${short})`), text) ? 7 : 0);
}

function dates(text: string, today: number): number[] {
  const found: (number | null)[] = [];
  for (const [, , date, month, year] of text.matchAll(DAY_MONTH)) found.push(dateNear({ date, month: monthOf(month), year }, today));
  for (const [, month, , date, year] of text.matchAll(MONTH_DAY)) found.push(dateNear({ date, month: monthOf(month), year }, today));
  for (const [, date, month, year] of text.matchAll(NUMERIC)) found.push(dateNear({ date, month: Number(month), year }, today));
  return found.flatMap((day) => (day === null ? [] : [day]));
}

const monthOf = (word: string | undefined): number => indexOfWord(MONTHS, word ?? '') + 1;

function dateNear(
  { date, month, year }: { date: string | undefined; month: number; year: string | undefined },
  today: number,
): number | null {
  const thisYear = civil(today * DAY_MS).year;
  if (year !== undefined) return dayOfDate(year.length === 2 ? 2000 + Number(year) : Number(year), month, Number(date));
  const near = dayOfDate(thisYear, month, Number(date));
  // 29 February is up to eight years away.
  for (let next = thisYear, day = near; next <= thisYear + 8; next += 1, day = dayOfDate(next, month, Number(date))) {
    if (day !== null && day >= today) return day;
  }
  return null;
}

function endOfMonth(today: number): number {
  const { year, month } = civil(today * DAY_MS);
  const first = month === 12 ? dayOfDate(year + 1, 1, 1) : dayOfDate(year, month + 1, 1);
  return (first ?? today + 1) - 1;
}
