// What a site is computed with (C32): settings, and the calendar that deadlines are read in.
import { calendarOf } from '../domain/time/calendar.js';
import type { Calendar } from '../domain/time/calendar.js';
import { deadlineOf } from '../domain/commitments/deadline.js';
import { UTC } from '../domain/time/zone.js';
import type { Store } from '../ports/store.js';
import type { Zones } from '../ports/zones.js';

export async function siteCalendar(deps: { store: Pick<Store, 'siteSettings'>; zones: Zones }, siteId: string): Promise<Calendar> {
  const { timezone, hours, holidays } = await deps.store.siteSettings({ siteId });
  return calendarOf(deps.zones.named(timezone) ?? UTC, hours, holidays);
}

/** Until when `due` is (ms): an instant or a phrase, said `now`. Null when it is neither. */
export async function deadline(
  deps: { store: Pick<Store, 'siteSettings'>; zones: Zones },
  { siteId, due, now }: { siteId: string; due: string; now: number },
): Promise<number | null> {
  return deadlineOf(due, now, await siteCalendar(deps, siteId));
}
