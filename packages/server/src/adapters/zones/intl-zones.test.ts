import { expect, it } from 'vitest';
import { offsetAt } from '../../domain/time/zone.js';
import { createIntlZones } from './intl-zones.js';

const at = (text: string): number => Date.parse(text);

it('[C32] zone tables change their offset at the very second the clocks do', () => {
  const berlin = createIntlZones().named('Europe/Berlin');
  if (berlin === null) throw new Error('no such zone');
  expect(offsetAt(berlin, at('2026-03-29T00:59:59Z'))).toBe(60);
  expect(offsetAt(berlin, at('2026-03-29T01:00:00Z'))).toBe(120);
  expect(offsetAt(berlin, at('2026-10-25T00:59:59Z'))).toBe(120);
  expect(offsetAt(berlin, at('2026-10-25T01:00:00Z'))).toBe(60);
});

it('[C32] knows zones without summer time and with half hours, and says when there is no such zone', () => {
  const zones = createIntlZones();
  expect(zones.named('Asia/Kolkata')?.offsets).toEqual([{ from: 0, minutes: 330 }]);
  expect(zones.named('UTC')?.offsets).toEqual([{ from: 0, minutes: 0 }]);
  expect(zones.named('Mars/Olympus')).toBeNull();
});
