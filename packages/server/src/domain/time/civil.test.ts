import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateText, fromIso, timeText, toIso } from './civil.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };

it('writes and reads instants exactly as the platform does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
      expect(toIso(at)).toBe(new Date(at).toISOString());
      expect(fromIso(toIso(at))).toBe(at);
    }),
    params,
  );
});

it('reads offsets, refuses dates that do not exist, takes a bare date as the close of business', () => {
  expect(fromIso('2026-03-03T17:00:00+01:00')).toBe(Date.parse('2026-03-03T16:00:00Z'));
  expect(fromIso('2026-03-03T17:00', 60)).toBe(Date.parse('2026-03-03T16:00:00Z'));
  expect(fromIso('2026-03-03')).toBe(Date.parse('2026-03-03T17:00:00Z'));
  for (const text of ['2026-02-29', '2026-13-01', 'tomorrow', '2026-01-01T24:00', '']) expect(fromIso(text)).toBeNull();
});

it("[C48] times are in the site's zone: HH:mm on the day itself, else D Mon HH:mm", () => {
  const now = Date.parse('2026-03-03T22:30:00Z');
  expect(timeText(Date.parse('2026-03-03T08:05:00Z'), now, 60)).toBe('09:05');
  expect(timeText(Date.parse('2026-03-02T09:05:00Z'), now, 60)).toBe('2 Mar 10:05');
  expect(timeText(Date.parse('2026-03-02T23:30:00Z'), now, 60)).toBe('00:30');
  expect(dateText(Date.parse('2026-03-02T09:05:00Z'), now, 60)).toBe('2 Mar');
  expect(dateText(Date.parse('2026-03-03T08:05:00Z'), now, 60)).toBe('09:05');
});
