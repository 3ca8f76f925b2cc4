import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BERLIN, LORD_HOWE, NEW_YORK } from '../../testing/zones.js';
import { addBusinessDays, calendarOf, closeOfBusiness, dateOfDay, instantOf, localDay, nextClose, officeHours } from './calendar.js';
import { toIso, zonedDateText, zonedDayText, zonedTimeText } from './civil.js';
import { offsetAt, UTC } from './zone.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const at = (iso: string): number => Date.parse(iso);
const minute = (ms: number): string => toIso(ms).slice(0, 16);

it('[C32] a day closes when its own clock says so, also the day the clock changes', () => {
  const sundays = { sun: [['09:00', '17:00']] } satisfies Record<string, [string, string][]>;
  expect(minute(closeOfBusiness(calendarOf(BERLIN, sundays), at('2026-03-29T00:30:00Z')))).toBe('2026-03-29T15:00');
  expect(minute(closeOfBusiness(calendarOf(BERLIN, sundays), at('2026-10-25T00:30:00Z')))).toBe('2026-10-25T16:00');
  expect(minute(closeOfBusiness(calendarOf(NEW_YORK, sundays), at('2026-03-08T06:30:00Z')))).toBe('2026-03-08T21:00');
  expect(minute(closeOfBusiness(calendarOf(NEW_YORK, sundays), at('2026-11-01T05:30:00Z')))).toBe('2026-11-01T22:00');
  expect(minute(closeOfBusiness(calendarOf(LORD_HOWE, sundays), at('2026-04-04T14:00:00Z')))).toBe('2026-04-05T06:30');
  expect(minute(closeOfBusiness(calendarOf(LORD_HOWE, sundays), at('2026-10-03T14:00:00Z')))).toBe('2026-10-04T06:00');
});

it('[C32] a closed day is due at the close of the next business day, over weekends and holidays', () => {
  const easter = calendarOf(BERLIN, undefined, ['2026-04-03', '2026-04-06']);
  expect(minute(closeOfBusiness(easter, at('2026-04-03T08:00:00Z')))).toBe('2026-04-07T15:00');
  expect(minute(addBusinessDays(easter, at('2026-04-02T08:00:00Z'), 1))).toBe('2026-04-07T15:00');
  expect(minute(nextClose(easter, at('2026-04-02T15:00:00.001Z')))).toBe('2026-04-07T15:00');
  expect(minute(closeOfBusiness(officeHours(NEW_YORK), at('2026-03-07T15:00:00Z')))).toBe('2026-03-09T21:00');
});

it('[C32] hours come from settings: names or numbers of weekdays, midnight, nights that go on into the next day', () => {
  const nights = calendarOf(
    UTC,
    {
      Friday: [['22:00', '06:00']],
      '3': [
        ['10:00', '24:00'],
        ['8:00', '9:00'],
        ['late', '9:99'],
      ],
      x: [['1:00', '2:00']],
    },
    ['soon'],
  );
  expect(nights.week).toEqual({
    3: [
      { from: 480, until: 540 },
      { from: 600, until: 1440 },
    ],
    5: [{ from: 1320, until: 1440 }],
    6: [{ from: 0, until: 360 }],
  });
  expect(nights.holidays).toEqual([]);
  expect(minute(closeOfBusiness(calendarOf(UTC, {}), at('2026-03-29T08:00:00Z')))).toBe('2026-03-29T17:00');
});

it('wall times that are skipped or doubled have one instant', () => {
  const day = localDay(BERLIN, at('2026-03-29T12:00:00Z'));
  expect(minute(instantOf(BERLIN, day, 150))).toBe('2026-03-29T01:30');
  expect(minute(instantOf(BERLIN, localDay(BERLIN, at('2026-10-25T12:00:00Z')), 150))).toBe('2026-10-25T00:30');
});

it('[C32] the close is a business day at 17:00 of the wall clock, never before today, later when asked later', () => {
  const when = fc.integer({ min: at('2026-01-01'), max: at('2026-12-20') });
  fc.assert(
    fc.property(fc.constantFrom(BERLIN, NEW_YORK, LORD_HOWE), when, fc.integer({ min: 0, max: 9 }), (zone, said, days) => {
      const calendar = officeHours(zone);
      const close = addBusinessDays(calendar, said, days);
      const day = localDay(zone, close);
      expect(close + offsetAt(zone, close) * 60_000).toBe((day * 24 + 17) * 3_600_000);
      expect([0, 6]).not.toContain(new Date(`${dateOfDay(day)}T12:00:00Z`).getUTCDay());
      expect(day).toBeGreaterThanOrEqual(localDay(zone, said) + days);
      expect(nextClose(calendar, said)).toBeGreaterThanOrEqual(said);
      expect(addBusinessDays(calendar, said, days + 2)).toBeGreaterThan(close);
    }),
    { ...params, numRuns: 200 },
  );
});

it("[C48] each time is read with the offset of its own day, not of today's", () => {
  const now = at('2026-03-30T10:00:00Z');
  expect(zonedTimeText(at('2026-03-28T09:05:00Z'), now, BERLIN)).toBe('28 Mar 10:05');
  expect(zonedTimeText(at('2026-03-29T22:30:00Z'), now, BERLIN)).toBe('00:30');
  expect(zonedTimeText(at('2026-03-29T21:30:00Z'), now, BERLIN)).toBe('29 Mar 23:30');
  expect(zonedDateText(at('2026-03-28T23:30:00Z'), now, BERLIN)).toBe('29 Mar');
  expect(zonedDateText(at('2026-03-30T07:00:00Z'), now, BERLIN)).toBe('09:00');
  expect([zonedTimeText(now, now + 9e8, UTC), zonedDayText(now, UTC)]).toEqual(['30 Mar 10:00', '30 Mar']);
});
