// What a site is computed with (C32): settings, and the calendar that deadlines are read in.
import { deadlineOf } from '../domain/commitments/deadline.js';
import type { Calendar } from '../domain/time/calendar.js';
import { calendarsOf } from '../domain/time/department-calendar.js';
import { UTC } from '../domain/time/zone.js';
import type { Store } from '../ports/store.js';
import type { Zones } from '../ports/zones.js';

export interface SettingsDeps {
  store: Pick<Store, 'siteSettings'>;
  zones: Zones;
}

/** Of a department of the site; null: of the site. */
export async function calendarIn({ store, zones }: SettingsDeps, siteId: string, department: string | null): Promise<Calendar> {
  const settings = await store.siteSettings({ siteId });
  return calendarsOf(settings, zones.named(settings.timezone) ?? UTC)(department);
}

/** Until when `due` is (ms): an instant or a phrase, said `now` by `department`. Null when it is neither. */
export async function deadline(
  deps: SettingsDeps,
  { siteId, due, department, now }: { siteId: string; due: string; department: string | null; now: number },
): Promise<number | null> {
  return deadlineOf(due, now, await calendarIn(deps, siteId, department));
}
