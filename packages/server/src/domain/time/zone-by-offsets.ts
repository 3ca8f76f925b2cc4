// Makes the table of a zone from whoever can say its offset at an instant: looked up every four weeks, the changes between two look-ups
// found by halving, to the second. Pure: the platform's clockwork is the caller's.
import { daysFromCivil } from './civil.js';
import type { Zone } from './zone.js';

const DAY_MS = 86_400_000;
const FROM = daysFromCivil(2000, 1, 1) * DAY_MS;
const UNTIL = daysFromCivil(2060, 1, 1) * DAY_MS; // what is promised today is due long before
const STEP_MS = 28 * DAY_MS; // no zone changes twice in four weeks
const PRECISION_MS = 1_000;

/** @param minutesAt minutes east of UTC at an instant in ms */
export function zoneByOffsets(minutesAt: (at: number) => number): Zone {
  const offsets = [{ from: 0, minutes: minutesAt(FROM) }];
  for (let at = FROM; at < UNTIL; at += STEP_MS) {
    const minutes = minutesAt(at + STEP_MS);
    if (minutes !== offsets.at(-1)?.minutes) offsets.push({ from: changeBetween(at, at + STEP_MS, minutesAt), minutes });
  }
  return { offsets };
}

/** The first second in (from, until] whose offset is that of `until`. */
function changeBetween(from: number, until: number, minutesAt: (at: number) => number): number {
  let [low, high] = [from, until];
  const after = minutesAt(until);
  while (high - low > PRECISION_MS) {
    const middle = low + Math.floor((high - low) / 2 / PRECISION_MS) * PRECISION_MS;
    if (minutesAt(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}
