// Whether business is done at an instant, and until when that holds (W191, C32). Pure. Invariant: `open` is the same at every instant from
// `at` up to `changesAt`, and the other way at `changesAt`; on a day of 23 or 25 hours too, because its hours are read as wall times.
import { DAY_MS, dateOfDay, instantOf, localDay, weekday } from './calendar.js';
import type { Calendar } from './calendar.js';

const SEARCH_DAYS = 366;

export interface Opening {
  open: boolean;
  /** ms; null: it stays as it is for a year at least. */
  changesAt: number | null;
}

interface Span {
  from: number;
  until: number;
}

/** The hours of one local day as instants; what the clock skips is no time at all. */
function spansOf(calendar: Calendar, day: number): Span[] {
  if (calendar.holidays.includes(dateOfDay(day))) return [];
  return (calendar.week[weekday(day)] ?? [])
    .map(({ from, until }) => ({ from: instantOf(calendar.zone, day, from), until: instantOf(calendar.zone, day, until) }))
    .filter(({ from, until }) => from < until);
}

/** At `at` (ms). Hours that touch or overlap, over midnight too, are one. */
export function openingAt(calendar: Calendar, at: number): Opening {
  const today = localDay(calendar.zone, at);
  let openUntil: number | null = null;
  for (let day = today - 1; day <= today + SEARCH_DAYS; day += 1) {
    if (openUntil !== null && openUntil + DAY_MS < instantOf(calendar.zone, day, 0)) break;
    for (const { from, until } of spansOf(calendar, day)) {
      if (until <= at) continue;
      if (openUntil !== null) {
        if (from > openUntil) return { open: true, changesAt: openUntil };
        openUntil = Math.max(openUntil, until);
      } else if (from <= at) openUntil = until;
      else return { open: false, changesAt: from };
    }
  }
  if (openUntil === null) return { open: false, changesAt: null };
  return { open: true, changesAt: openUntil - at > (SEARCH_DAYS - 1) * DAY_MS ? null : openUntil };
}
