// Zone tables from the time zone data of this machine's Intl. Offsets are looked up month by month and the changes between two months are
// found by halving: to the second, which is finer than any zone has changed since 2000.
import type { Zone } from '../../domain/time/zone.js';
import type { Zones } from '../../ports/zones.js';

const MINUTE_MS = 60_000;
const FROM = Date.UTC(2000, 0, 1);
const YEARS = 60; // until 2060: what is promised today is due long before
const PRECISION_MS = 1_000;

/** Minutes east of UTC at `at`. */
function offsetMinutes(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return Math.round((wall - Math.floor(at / PRECISION_MS) * PRECISION_MS) / MINUTE_MS);
}

function tableOf(format: Intl.DateTimeFormat): Zone {
  const offsets = [{ from: 0, minutes: offsetMinutes(format, FROM) }];
  let before = FROM;
  for (let month = 1; month <= YEARS * 12; month += 1) {
    const after = Date.UTC(2000, month, 1);
    const minutes = offsetMinutes(format, after);
    if (minutes !== offsets.at(-1)?.minutes) offsets.push({ from: changeBetween(format, before, after, minutes), minutes });
    before = after;
  }
  return { offsets };
}

/** The first instant between two that has the offset of the later one. */
function changeBetween(format: Intl.DateTimeFormat, start: number, end: number, minutes: number): number {
  let [low, high] = [start, end];
  while (high - low > PRECISION_MS) {
    const middle = low + Math.floor((high - low) / 2 / PRECISION_MS) * PRECISION_MS;
    if (offsetMinutes(format, middle) === minutes) high = middle;
    else low = middle;
  }
  return high;
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
      const zone = tableOf(format);
      known.set(timezone, zone);
      return zone;
    },
  };
}
