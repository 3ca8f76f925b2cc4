import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BERLIN, LORD_HOWE, NEW_YORK } from '../../testing/zones.js';
import { calendarOf, dateOfDay, localDay, weekday } from './calendar.js';
import type { Calendar } from './calendar.js';
import { toIso } from './civil.js';
import { openingAt } from './opening.js';
import { offsetAt, UTC } from './zone.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
const at = (iso: string): number => Date.parse(iso);
const shown = (calendar: Calendar, iso: string): [boolean, string | null] => {
  const { open, changesAt } = openingAt(calendar, at(iso));
  return [open, changesAt === null ? null : toIso(changesAt).slice(0, 16)];
};

const week = (pairs: [string, string][]) => Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, pairs]));
const office = calendarOf(BERLIN, { '1': [['09:00', '17:00']], '2': [['09:00', '17:00']], '5': [['09:00', '12:00']] }, ['2026-04-06']);

it('[W191] open until the close, closed until the next opening, over days without hours and holidays', () => {
  expect(shown(office, '2026-03-30T07:00:00Z')).toEqual([true, '2026-03-30T15:00']);
  expect(shown(office, '2026-03-30T06:59:59.999Z')).toEqual([false, '2026-03-30T07:00']);
  expect(shown(office, '2026-03-30T15:00:00Z')).toEqual([false, '2026-03-31T07:00']);
  expect(shown(office, '2026-04-03T10:00:00Z')).toEqual([false, '2026-04-07T07:00']); // Friday noon; Monday is a holiday
});

it('[W191] the days the clock changes keep their wall times', () => {
  const nights = (zone: typeof BERLIN) => calendarOf(zone, week([['00:00', '08:00']]));
  expect(shown(nights(BERLIN), '2026-03-29T00:30:00Z')).toEqual([true, '2026-03-29T06:00']);
  expect(shown(nights(BERLIN), '2026-10-25T00:30:00Z')).toEqual([true, '2026-10-25T07:00']);
  expect(shown(nights(NEW_YORK), '2026-03-08T06:30:00Z')).toEqual([true, '2026-03-08T12:00']);
  expect(shown(nights(LORD_HOWE), '2026-10-03T14:00:00Z')).toEqual([true, '2026-10-03T21:00']);
});

it('[W191] hours that touch over midnight are one; always and never have no change', () => {
  const nights = calendarOf(UTC, { '5': [['22:00', '06:00']], '6': [['06:00', '09:00']] });
  expect(shown(nights, '2026-03-27T23:00:00Z')).toEqual([true, '2026-03-28T09:00']);
  expect(shown(calendarOf(UTC, week([['00:00', '24:00']])), '2026-03-27T23:00:00Z')).toEqual([true, null]);
  expect(shown(calendarOf(UTC, {}), '2026-03-27T23:00:00Z')).toEqual([false, null]);
});

/** What the clock on the wall says: hours begin at four in the morning, so none of them falls on a change of the clock. */
function openByTheWall(calendar: Calendar, instant: number): boolean {
  const day = localDay(calendar.zone, instant);
  if (calendar.holidays.includes(dateOfDay(day))) return false;
  const wall = Math.floor(instant / MINUTE) + offsetAt(calendar.zone, instant);
  const minute = ((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return (calendar.week[weekday(day)] ?? []).some(({ from, until }) => from <= minute && minute < until);
}

it('[W191] property: what is told agrees with the clock on the wall, and flips exactly when it says', () => {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const pair = fc
    .tuple(fc.integer({ min: 240, max: DAY_MINUTES - 1 }), fc.integer({ min: 241, max: DAY_MINUTES }))
    .filter(([from, until]) => from < until)
    .map(([from, until]): [string, string] => [clock(from), clock(until)]);
  const hours = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), fc.array(pair, { minLength: 1, maxLength: 3 }));
  const start = at('2026-01-01T00:00:00Z');
  const instant = fc.integer({ min: 0, max: 500 * DAY_MINUTES }).map((minutes) => start + minutes * MINUTE);
  const holidays = fc.array(
    fc.integer({ min: 0, max: 500 }).map((day) => dateOfDay(localDay(UTC, start) + day)),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(fc.constantFrom(BERLIN, NEW_YORK, LORD_HOWE, UTC), hours, holidays, instant, (zone, week, off, now) => {
      const calendar = calendarOf(zone, week, off);
      const { open, changesAt } = openingAt(calendar, now);
      expect(open).toBe(openByTheWall(calendar, now));
      if (changesAt === null) return;
      expect(changesAt).toBeGreaterThan(now);
      expect(openByTheWall(calendar, changesAt)).toBe(!open);
      for (let i = 1; i <= 40; i += 1) expect(openByTheWall(calendar, now + Math.floor(((changesAt - 1 - now) * i) / 40))).toBe(open);
    }),
    { numRuns: 300, ...params },
  );
});
