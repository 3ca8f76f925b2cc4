// Times as frozen text says them (C48): in the site's zone, 24 h, never relative, with the locale's months. Pure.
import { zonedDateText, zonedDayText, zonedTimeText } from '../time/civil.js';
import type { Zone } from '../time/zone.js';
import { ENGLISH } from './words.js';
import type { Words } from './words.js';

export interface Clock {
  /** `HH:mm` on the day of `now`, else `D Mon HH:mm`. */
  time(at: number): string;
  /** `D Mon`. */
  day(at: number): string;
  /** `HH:mm` on the day of `now`, else `D Mon`. */
  date(at: number): string;
}

export function clockOf(zone: Zone, now: number, words: Words): Clock {
  const localised = (text: string): string =>
    words.months === ENGLISH.months ? text : text.replace(/[A-Z][a-z]{2}/, (month) => words.months[ENGLISH.months.indexOf(month)] ?? month);
  return {
    time: (at) => localised(zonedTimeText(at, now, zone)),
    day: (at) => localised(zonedDayText(at, zone)),
    date: (at) => localised(zonedDateText(at, now, zone)),
  };
}
