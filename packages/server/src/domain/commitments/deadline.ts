// Until when something was promised (C32), read from what was said against the time it was said and the department's calendar. Pure.
// A day is due at its close of business; hours and times of day are exact; of a range, and of two days named, the later one counts.
import {
  addBusinessDays,
  businessDayFrom,
  closeOfDay,
  dayOfDate,
  instantOf,
  isBusinessDay,
  localDay,
  nextClose,
  weekday,
} from '../time/calendar.js';
import type { Calendar } from '../time/calendar.js';
import { civil, fromIso } from '../time/civil.js';
import { namedDay } from './deadline-day.js';
import { NUMBER, numberOf, RANGE, UNITS, whole } from './deadline-words.js';
import type { Unit } from './deadline-words.js';

const TEXT_MAX_CHARS = 200;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const ISO = /(?<!\d)(\d{4}-\d{2}-\d{2})(?:[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(z|[+-]\d{2}:?\d{2})?)?(?!\d)/u;
const DURATIONS: readonly (readonly [Unit, RegExp])[] = UNITS.map(([unit, words]) => [
  unit,
  whole(`(${NUMBER})(?:${RANGE}(${NUMBER}))?[ -]*(?:full )?(?:${words})`),
]);
const HALF_HOUR = whole('half an hour|halbe[nr]? stunde');
const CLOCK = whole('(?:(\\d{1,2})\\s*(?:-|–|to|bis|and|und)\\s*)?(\\d{1,2})(?:[:.](\\d{2}))?\\s*(am|pm|a\\.m|p\\.m|uhr)');
const COLON_CLOCK = /(?<![\d:.])()(\d{1,2}):(\d{2})()(?![\d:])/gu;

/**
 * When `when`, said at `saidAt` (ms), is due (ms); null when it names no time or one that has passed, so never before `saidAt`. Reads English and
 * German: tomorrow, today, end of day, within 48 hours, in 3–5 business days, by Monday, next week, on 12 May, and ISO dates and instants.
 */
export function deadlineOf(when: string, saidAt: number, calendar: Calendar): number | null {
  const text = when.slice(0, TEXT_MAX_CHARS).toLowerCase().replace(/\s+/g, ' ').trim();
  const due = isoDeadline(text, saidAt, calendar) ?? durationDeadline(text, saidAt, calendar) ?? dayDeadline(text, saidAt, calendar);
  return due === null || due < saidAt ? null : due;
}

function isoDeadline(text: string, saidAt: number, calendar: Calendar): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, date = '', time, zone] = match;
  if (time !== undefined && zone !== undefined) return fromIso(`${date}T${time}${zone.toUpperCase()}`);
  const wall = fromIso(`${date}T${time ?? '00:00'}Z`);
  if (wall === null) return null;
  const day = Math.floor(wall / DAY_MS);
  if (time === undefined) return closeOfNamed(day, saidAt, calendar);
  const rest = wall - day * DAY_MS;
  return instantOf(calendar.zone, day, Math.floor(rest / 60_000)) + (rest % 60_000);
}

/** A day that is today and already closed means the next close: whoever says `today` at 18:00 does not mean the past. */
function closeOfNamed(day: number, saidAt: number, calendar: Calendar): number {
  return day === localDay(calendar.zone, saidAt) ? nextClose(calendar, saidAt) : closeOfDay(calendar, day);
}

function durationDeadline(text: string, saidAt: number, calendar: Calendar): number | null {
  const found: number[] = [];
  const plain = text.replaceAll(HALF_HOUR, '30 minutes');
  for (const [unit, pattern] of DURATIONS) {
    for (const [, from = '', until] of matches(pattern, plain)) {
      found.push(afterUnits(Math.max(numberOf(from), numberOf(until ?? from)), unit, { saidAt, calendar }));
    }
  }
  return found.length === 0 ? null : Math.max(...found);
}

function afterUnits(count: number, unit: Unit, { saidAt, calendar }: { saidAt: number; calendar: Calendar }): number {
  const today = localDay(calendar.zone, saidAt);
  if (unit === 'minute') return saidAt + (count * HOUR_MS) / 60;
  if (unit === 'hour') return saidAt + count * HOUR_MS;
  if (unit === 'business_day') return Math.max(addBusinessDays(calendar, saidAt, count), nextClose(calendar, saidAt));
  if (unit === 'month') return closeOfNamed(monthsLater(today, count), saidAt, calendar);
  return closeOfNamed(today + count * (unit === 'week' ? 7 : 1), saidAt, calendar);
}

/** The same date `count` months on; the month's last day when it has no such date. */
function monthsLater(today: number, count: number): number {
  const { year, month, day } = civil(today * DAY_MS);
  const months = year * 12 + month - 1 + count;
  for (let date = day; date > 27; date -= 1) {
    const found = dayOfDate(Math.floor(months / 12), (months % 12) + 1, date);
    if (found !== null) return found;
  }
  return dayOfDate(Math.floor(months / 12), (months % 12) + 1, Math.min(day, 28)) ?? today;
}

function dayDeadline(text: string, saidAt: number, calendar: Calendar): number | null {
  const today = localDay(calendar.zone, saidAt);
  const named = namedDay(text, today);
  const minutes = clockOf(text);
  if (minutes !== null) {
    const at = instantOf(calendar.zone, named?.day ?? today, minutes);
    if (named !== null && at >= saidAt) return at;
    if (named === null) return at >= saidAt ? at : instantOf(calendar.zone, today + 1, minutes);
  }
  if (named === null) return null;
  return closeOfNamed(named.lastOfWeek ? lastBusinessDay(calendar, named.day, today) : named.day, saidAt, calendar);
}

/** The last business day of the ISO week that `day` (its Sunday) ends, not before `today`; else the first after it. */
function lastBusinessDay(calendar: Calendar, day: number, today: number): number {
  for (let last = day; last > day - weekday(day) && last >= today; last -= 1) if (isBusinessDay(calendar, last)) return last;
  return businessDayFrom(calendar, day + 1);
}

/** The latest time of day named, in minutes after midnight. */
function clockOf(text: string): number | null {
  const found = [...matches(CLOCK, text), ...matches(COLON_CLOCK, text)].flatMap(([, , hours = '', minutes = '0', half = '']) => {
    const [hour, minute] = [Number(hours), Number(minutes)];
    const twelve = half.startsWith('a') || half.startsWith('p');
    if (minute > 59 || hour > 23 || (twelve && (hour === 0 || hour > 12))) return [];
    return [(twelve ? (hour % 12) + (half.startsWith('p') ? 12 : 0) : hour) * 60 + minute];
  });
  return found.length === 0 ? null : Math.max(...found);
}

const matches = (pattern: RegExp, text: string): RegExpExecArray[] => [...text.matchAll(pattern)];
