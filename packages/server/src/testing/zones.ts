// Time zones as tables, built by hand: tests of the domain must not need the platform's clock data.
import type { Zone } from '../domain/time/zone.js';

const at = (iso: string, minutes: number): { from: number; minutes: number } => ({ from: Date.parse(iso), minutes });

/** 2025–2027. */
export const BERLIN: Zone = {
  offsets: [
    { from: 0, minutes: 60 },
    at('2025-03-30T01:00:00Z', 120),
    at('2025-10-26T01:00:00Z', 60),
    at('2026-03-29T01:00:00Z', 120),
    at('2026-10-25T01:00:00Z', 60),
    at('2027-03-28T01:00:00Z', 120),
    at('2027-10-31T01:00:00Z', 60),
  ],
};
/** 2026. */
export const NEW_YORK: Zone = {
  offsets: [{ from: 0, minutes: -300 }, at('2026-03-08T07:00:00Z', -240), at('2026-11-01T06:00:00Z', -300)],
};
/** 2026: half an hour of daylight saving, in the southern summer. */
export const LORD_HOWE: Zone = {
  offsets: [{ from: 0, minutes: 660 }, at('2026-04-04T15:00:00Z', 630), at('2026-10-03T15:30:00Z', 660)],
};
