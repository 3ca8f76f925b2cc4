// Calendar arithmetic on milliseconds since 1970-01-01T00:00Z. Pure: the domain has no Date and no Intl (C1).
// Proleptic Gregorian calendar, days counted from 0000-03-01 so that the leap day ends a year (H. Hinnant's civil algorithms).

import { offsetAt } from './zone.js';
import type { Zone } from './zone.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export interface CivilTime {
  year: number;
  /** 1–12 */ month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The UTC calendar reading of `at` (ms, ≥ 0). */
export function civil(at: number): CivilTime {
  const days = Math.floor(at / DAY_MS);
  const rest = at - days * DAY_MS;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / MINUTE_MS) % 60,
    second: Math.floor(rest / 1_000) % 60,
    ms: rest % 1_000,
  };
}

/** Days from 1970-01-01 to a civil date. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** `2026-03-02T10:05:00.000Z`, as `Date.prototype.toISOString` writes it. */
export function toIso(at: number): string {
  const t = civil(at);
  return `${pad(t.year, 4)}-${pad(t.month, 2)}-${pad(t.day, 2)}T${pad(t.hour, 2)}:${pad(t.minute, 2)}:${pad(t.second, 2)}.${pad(t.ms, 3)}Z`;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** A date without a time is due at the close of business (C32). */
const CLOSE_OF_BUSINESS_HOUR = 17;

/** ms of an ISO 8601 instant; without a zone it is read at `offsetMinutes`; a bare date means 17:00 there. Null when it is not one. */
export function fromIso(text: string, offsetMinutes = 0): number | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const dated = match[4] !== undefined;
  const [hour, minute, second] = dated ? [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)] : [CLOSE_OF_BUSINESS_HOUR, 0, 0];
  const days = daysFromCivil(year, month, day);
  const back = civil(days * DAY_MS);
  if (month < 1 || month > 12 || back.month !== month || back.day !== day || hour > 23 || minute > 59 || second > 59 || days < 0)
    return null;
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const at = days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000 + fraction - zoneMinutes(match[8], offsetMinutes) * MINUTE_MS;
  return at < 0 ? null : at;
}

function zoneMinutes(zone: string | undefined, fallback: number): number {
  if (zone === undefined) return fallback;
  if (zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  return (digits.startsWith('-') ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5)));
}

/** C48: `HH:mm` on the site's day of `now`, else `D Mon HH:mm`; never relative, because the text is frozen. Each instant is read with the offset that holds at it, not at `now`. */
export function zonedTimeText(at: number, now: number, zone: Zone): string {
  const t = civil(at + offsetAt(zone, at) * MINUTE_MS);
  const clock = `${pad(t.hour, 2)}:${pad(t.minute, 2)}`;
  return sameZonedDay(at, now, zone) ? clock : `${zonedDayText(at, zone)} ${clock}`;
}

/** `D Mon` in the zone. */
export function zonedDayText(at: number, zone: Zone): string {
  const t = civil(at + offsetAt(zone, at) * MINUTE_MS);
  return `${t.day} ${MONTHS[t.month - 1] ?? ''}`;
}

/** `HH:mm` on the site's day of `now`, else `D Mon`. */
export function zonedDateText(at: number, now: number, zone: Zone): string {
  return sameZonedDay(at, now, zone) ? zonedTimeText(at, now, zone) : zonedDayText(at, zone);
}

function sameZonedDay(a: number, b: number, zone: Zone): boolean {
  const day = (at: number): number => Math.floor((at + offsetAt(zone, at) * MINUTE_MS) / DAY_MS);
  return day(a) === day(b);
}
