// When a department works (C32): the site's zone, the week's hours, the days off.
import type { Zone } from './zone.js';

export interface Calendar {
  zone: Zone;
  /** Per ISO weekday (1 = Monday … 7 = Sunday): minutes after local midnight, ascending; a missing day is closed. */
  week: Readonly<Partial<Record<number, readonly { from: number; until: number }[]>>>;
  /** Local dates `YYYY-MM-DD` without business. */
  holidays: readonly string[];
}

const OFFICE = [{ from: 9 * 60, until: 17 * 60 }] as const;

/** Monday to Friday, 09:00 to 17:00. */
export function officeHours(zone: Zone): Calendar {
  return { zone, week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE }, holidays: [] };
}
