// Business time (C32, K70): what of a span lies within opening hours, and when so much of it will have passed. Pure.
import { DAY_MS, instantOf, isBusinessDay, localDay, weekday } from './calendar.js';
import type { Calendar } from './calendar.js';

const SEARCH_DAYS = 400; // a target of 90 days of one opening hour a week is farther away than anybody plans

/** Opening spans of a local day, as instants, in order. */
function openSpans(calendar: Calendar, day: number): { from: number; until: number }[] {
  if (!isBusinessDay(calendar, day)) return [];
  return (calendar.week[weekday(day)] ?? []).map(({ from, until }) => ({
    from: instantOf(calendar.zone, day, from),
    until: instantOf(calendar.zone, day, until),
  }));
}

/** The instant at which `ms` of business time have passed since `from`. A calendar that never opens counts every hour. */
export function addBusinessTime(calendar: Calendar, from: number, ms: number): number {
  let left = ms;
  const first = localDay(calendar.zone, from);
  for (let day = first; day <= first + SEARCH_DAYS; day += 1) {
    for (const span of openSpans(calendar, day)) {
      const start = Math.max(span.from, from);
      if (start >= span.until) continue;
      if (left <= span.until - start) return start + left;
      left -= span.until - start;
    }
  }
  return left === ms ? from + ms : from + SEARCH_DAYS * DAY_MS;
}

/** Business time between two instants, ms; 0 when `until` is not after `from`. */
export function businessTimeBetween(calendar: Calendar, from: number, until: number): number {
  let sum = 0;
  const last = localDay(calendar.zone, until);
  for (let day = localDay(calendar.zone, from); day <= last; day += 1) {
    for (const span of openSpans(calendar, day)) {
      const [start, end] = [Math.max(span.from, from), Math.min(span.until, until)];
      if (end > start) sum += end - start;
    }
  }
  return sum;
}
