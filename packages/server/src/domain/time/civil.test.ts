import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromIso, toIso } from './civil.js';

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
