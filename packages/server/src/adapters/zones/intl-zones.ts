// Zone tables from the time zone data of this machine's Intl.
import { zoneByOffsets } from '../../domain/time/zone-by-offsets.js';
import type { Zone } from '../../domain/time/zone.js';
import type { Zones } from '../../ports/zones.js';

const MINUTE_MS = 60_000;
const PRECISION_MS = 1_000;

/** Minutes east of UTC at `at`. */
function offsetMinutes(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return Math.round((wall - Math.floor(at / PRECISION_MS) * PRECISION_MS) / MINUTE_MS);
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function createIntlZones(): Zones {
  const known = new Map<string, Zone>();
  return {
    named(timezone) {
      const held = known.get(timezone);
      if (held !== undefined) return held;
      const format = formatOf(timezone);
      if (format === null) return null;
      const zone = zoneByOffsets((at) => offsetMinutes(format, at));
      known.set(timezone, zone);
      return zone;
    },
  };
}
