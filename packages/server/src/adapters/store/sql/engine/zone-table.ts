// A time zone as a table of offsets (domain/time/zone), for operations that run inside the store's own thread, where no other adapter is at
// hand. The platform's Intl is asked once per zone and process.
import { UTC } from '../../../../domain/time/zone.js';
import { zoneByOffsets } from '../../../../domain/time/zone-by-offsets.js';
import type { Zone } from '../../../../domain/time/zone.js';

const known = new Map<string, Zone>([['UTC', UTC]]);

/** UTC for a name the platform does not know: settings are checked where they are set. */
export function zoneTable(name: string): Zone {
  const held = known.get(name);
  if (held !== undefined) return held;
  const minutesAt = offsetReader(name);
  const zone = minutesAt === null ? UTC : zoneByOffsets(minutesAt);
  known.set(name, zone);
  return zone;
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
