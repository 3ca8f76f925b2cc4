// Which calendar a deadline is read in (C32): the department's own hours and days off, else the site's. Pure.
import type { SiteSettings } from '@throughline/types';
import { calendarOf } from './calendar.js';
import type { Calendar } from './calendar.js';
import type { Zone } from './zone.js';

/** The calendar of a department, named by its id or name in any case. Null, or one that the settings do not know: the site's. */
export type CalendarFor = (department: string | null) => Calendar;

const keyOf = (text: string): string => text.trim().toLowerCase();

/** A department without hours of its own works in the site's; its days off come on top of the site's. */
export function calendarsOf(
  { hours, holidays, departments }: Pick<SiteSettings, 'hours' | 'holidays' | 'departments'>,
  zone: Zone,
): CalendarFor {
  const site = calendarOf(zone, hours, holidays);
  const own = new Map<string, Calendar>();
  for (const department of departments) {
    if (department.hours === undefined && department.holidays === undefined) continue;
    const calendar = calendarOf(zone, department.hours ?? hours, [...holidays, ...(department.holidays ?? [])]);
    for (const name of [department.name, department.id]) own.set(keyOf(name), calendar);
  }
  return (department) => (department === null ? site : (own.get(keyOf(department)) ?? site));
}
