// A time zone as a table of offsets (domain/time/zone), for operations that run inside the store's own thread, where no other adapter is at
// hand. The platform's Intl is asked once per zone and process.
import { UTC } from '../../../../domain/time/zone.js';
import type { Zone } from '../../../../domain/time/zone.js';

const FROM = Date.UTC(2000, 0, 1);
const UNTIL = Date.UTC(2060, 0, 1);
const STEP_MS = 28 * 86_400_000; // no zone changes twice in four weeks
const MINUTE_MS = 60_000;

const known = new Map<string, Zone>([['UTC', UTC]]);

/** UTC for a name the platform does not know: settings are checked where they are set. */
export function zoneTable(name: string): Zone {
  const held = known.get(name);
  if (held !== undefined) return held;
  const zone = build(name);
  known.set(name, zone);
  return zone;
}

function build(name: string): Zone {
  const minutesAt = offsetReader(name);
  if (minutesAt === null) return UTC;
  const offsets = [{ from: 0, minutes: minutesAt(FROM) }];
  for (let at = FROM; at < UNTIL; at += STEP_MS) {
    const after = minutesAt(at + STEP_MS);
    if (after !== offsets.at(-1)?.minutes) offsets.push({ from: changeBetween(at, at + STEP_MS, minutesAt), minutes: after });
  }
  return { offsets };
}

/** The first minute in (from, until] whose offset is that of `until`. */
function changeBetween(from: number, until: number, minutesAt: (at: number) => number): number {
  let [low, high] = [from, until];
  const after = minutesAt(until);
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (minutesAt(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

function offsetReader(name: string): ((at: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return (at) => {
      const text = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const match = /([+-])(\d{2}):(\d{2})/.exec(text);
      return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
    };
  } catch (error) {
    if (error instanceof RangeError) return null; // an unknown zone
    throw error;
  }
}
