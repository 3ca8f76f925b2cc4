// Opening hours of a real zone, with the days on which its clock is moved.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween } from './business-time.js';
import { calendarOf } from './calendar.js';
import { UTC } from './zone.js';
import { zoneByOffsets } from './zone-by-offsets.js';

const HOUR = 3_600_000;
const office = calendarOf(UTC, undefined, ['2026-01-06']);
const at = (text: string): number => Date.parse(text);

describe('business time', () => {
  it('[K70] counts opening hours alone: nights, weekends and holidays are left out', () => {
    expect(addBusinessTime(office, at('2026-01-05T16:00:00Z'), 2 * HOUR)).toBe(at('2026-01-07T10:00:00Z')); // Tuesday is off
    expect(addBusinessTime(office, at('2026-01-09T16:30:00Z'), HOUR)).toBe(at('2026-01-12T09:30:00Z')); // over the weekend
    expect(addBusinessTime(office, at('2026-01-10T12:00:00Z'), 0)).toBe(at('2026-01-12T09:00:00Z'));
    expect(businessTimeBetween(office, at('2026-01-05T16:00:00Z'), at('2026-01-07T10:00:00Z'))).toBe(2 * HOUR);
  });

  it('[K70] a night in which the clock is moved is as long as it is', () => {
    // Berlin, 29 March 2026: at 01:00 UTC the clock goes from 02:00 to 03:00.
    const berlin = zoneByOffsets((instant) => (instant < at('2026-03-29T01:00:00Z') ? 60 : 120));
    const always = calendarOf(berlin, { '7': [['00:00', '24:00']], '1': [['00:00', '24:00']] });
    expect(businessTimeBetween(always, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(23 * HOUR);
  });

  it('[K70] what was added is what lies between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 }), (hours, more) => {
        const from = at('2026-01-01T00:00:00Z') + hours * HOUR;
        const until = addBusinessTime(office, from, more * HOUR);
        expect(businessTimeBetween(office, from, until)).toBe(more * HOUR);
      }),
    );
  });

  it('a calendar that never opens counts every hour', () => {
    expect(addBusinessTime(calendarOf(UTC, {}), 0, HOUR)).toBe(HOUR);
  });
});
