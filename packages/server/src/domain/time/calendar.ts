// When a department works (C32): the site's zone, the week's hours, the days off. Everything asks for wall times of the site's own days, so
// that a day of 23 or 25 hours closes when its clock says so. Pure.
import { civil, daysFromCivil } from './civil.js';
import { offsetAt } from './zone.js';
import type { Zone } from './zone.js';

export interface Calendar {
  zone: Zone;
  /** Per ISO weekday (1 = Monday … 7 = Sunday): minutes after local midnight, ascending; a missing day is closed. */
  week: Readonly<Partial<Record<number, readonly { from: number; until: number }[]>>>;
  /** Local dates `YYYY-MM-DD` without business. */
  holidays: readonly string[];
}

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const OFFICE = [{ from: 9 * 60, until: 17 * 60 }] as const;
/** A calendar that opens on no day of a year is read as closing at this time of every day, instead of never. */
const FALLBACK_CLOSE = 17 * 60;
const SEARCH_DAYS = 366;
const BUSINESS_DAYS_MAX = 1_000;

/** Monday to Friday, 09:00 to 17:00. */
export function officeHours(zone: Zone): Calendar {
  return { zone, week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE }, holidays: [] };
}

/**
 * A calendar from settings: hours per weekday (`mon` … `sun`, full names, or `1` Monday … `7` Sunday) as `['09:00', '17:00']` pairs, `24:00`
 * is midnight, and a pair that ends before it begins goes on into the next day. No hours: office hours. What is no time or no date is left out.
 */
export function calendarOf(zone: Zone, hours?: Record<string, [string, string][]>, holidays: string[] = []): Calendar {
  const off = holidays.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).sort();
  if (hours === undefined) return { ...officeHours(zone), holidays: off };
  const week: Partial<Record<number, { from: number; until: number }[]>> = {};
  const open = (weekday: number, from: number, until: number): void => {
    if (until > from) (week[weekday] ??= []).push({ from, until });
  };
  for (const [name, pairs] of Object.entries(hours)) {
    const weekday = weekdayOf(name);
    if (weekday === null) continue;
    for (const [start, end] of pairs) {
      const [from, until] = [clockMinutes(start), clockMinutes(end)];
      if (from === null || until === null) continue;
      if (until > from) open(weekday, from, until);
      else {
        open(weekday, from, DAY_MINUTES);
        open((weekday % 7) + 1, 0, until);
      }
    }
  }
  for (const spans of Object.values(week)) spans?.sort((a, b) => a.from - b.from || a.until - b.until);
  return { zone, week, holidays: off };
}

/** The site's own day of `at`, as days since 1970-01-01. */
export function localDay(zone: Zone, at: number): number {
  return Math.floor((at + offsetAt(zone, at) * MINUTE_MS) / DAY_MS);
}

/** 1 Monday … 7 Sunday. 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  const { year, month, day: date } = civil(day * DAY_MS);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The day number of a date; null when there is no such date. */
export function dayOfDate(year: number, month: number, date: number): number | null {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null;
  const day = daysFromCivil(year, month, date);
  const back = civil(day * DAY_MS);
  return back.month === month && back.day === date ? day : null;
}

/** ms of a wall time of the zone. A time that the clock skips is read as if it had not yet moved; of a doubled one the first is meant. */
export function instantOf(zone: Zone, day: number, minutes: number): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const first = wall - before * MINUTE_MS;
  if (offsetAt(zone, first) === before) return first;
  const second = wall - after * MINUTE_MS;
  return offsetAt(zone, second) === after ? second : first;
}

/** True when business is done on that local day. */
export function isBusinessDay(calendar: Calendar, day: number): boolean {
  return (calendar.week[weekday(day)] ?? []).length > 0 && !calendar.holidays.includes(dateOfDay(day));
}

/** The first business day at or after `day`; `day` itself when the calendar has none within a year. */
export function businessDayFrom(calendar: Calendar, day: number): number {
  for (let next = day; next <= day + SEARCH_DAYS; next += 1) if (isBusinessDay(calendar, next)) return next;
  return day;
}

/** The first business day after `day`. */
export function nextBusinessDay(calendar: Calendar, day: number): number {
  return businessDayFrom(calendar, day + 1);
}

/** End of business of that local day, or of the next business day when it is closed (ms). */
export function closeOfDay(calendar: Calendar, day: number): number {
  const open = businessDayFrom(calendar, day);
  return instantOf(calendar.zone, open, calendar.week[weekday(open)]?.at(-1)?.until ?? FALLBACK_CLOSE);
}

/** End of business of the local day of `at`, or of the next business day when that day is closed. May lie before `at`: see nextClose. */
export function closeOfBusiness(calendar: Calendar, at: number): number {
  return closeOfDay(calendar, localDay(calendar.zone, at));
}

/** The first end of business at or after `at`. */
export function nextClose(calendar: Calendar, at: number): number {
  const today = closeOfBusiness(calendar, at);
  return today >= at ? today : closeOfDay(calendar, localDay(calendar.zone, at) + 1);
}

/** Close of business `n` business days after the day of `at` (whole, 0–1000); 0 is closeOfBusiness. */
export function addBusinessDays(calendar: Calendar, at: number, n: number): number {
  let day = localDay(calendar.zone, at);
  for (let left = Math.min(Math.max(Math.trunc(n), 0), BUSINESS_DAYS_MAX); left > 0; left -= 1) day = nextBusinessDay(calendar, day);
  return closeOfDay(calendar, day);
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function weekdayOf(name: string): number | null {
  if (/^[1-7]$/.test(name)) return Number(name);
  const lower = name.trim().toLowerCase();
  const index = lower.length < 3 ? -1 : WEEKDAYS.findIndex((full) => full.startsWith(lower));
  return index < 0 ? null : index + 1;
}

function clockMinutes(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const minutes = match === null ? -1 : Number(match[1]) * 60 + Number(match[2]);
  return minutes < 0 || minutes > DAY_MINUTES || Number(match?.[2]) > 59 ? null : minutes;
}
