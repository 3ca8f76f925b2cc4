// Times as frozen text says them (C48): in the site's zone, 24 h, never relative. Pure.
import { dateText, dayText, timeText } from '../time/civil.js';
import { offsetAt } from '../time/zone.js';
import type { Zone } from '../time/zone.js';

export interface Clock {
  /** `HH:mm` on the day of `now`, else `D Mon HH:mm`. */
  time(at: number): string;
  /** `D Mon`. */
  day(at: number): string;
  /** `HH:mm` on the day of `now`, else `D Mon`. */
  date(at: number): string;
}

export function clockOf(zone: Zone, now: number): Clock {
  return {
    time: (at) => timeText(at, now, offsetAt(zone, at)),
    day: (at) => dayText(at, offsetAt(zone, at)),
    date: (at) => dateText(at, now, offsetAt(zone, at)),
  };
}
