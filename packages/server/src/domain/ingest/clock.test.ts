// Times by the relay's clock, with the vectors of docs/ingest.md.
import { describe, expect, it } from 'vitest';
import { correctTime } from './clock.js';
import { parseInstant } from './instant.js';

const RECEIVED = Date.UTC(2026, 2, 3, 12, 0, 5, 200);

describe('clocks', () => {
  const at = (timestamp: unknown, sentAt?: unknown) => correctTime({ timestamp, sentAt, receivedAt: RECEIVED });
  it('[C19] a wrong clock is corrected by its own sentAt', () => {
    expect(at('2026-03-03T09:59:00Z', '2026-03-03T10:00:05Z')).toEqual({
      occurredAt: Date.UTC(2026, 2, 3, 11, 59, 0, 200),
      flags: [],
      tooOld: false,
    });
    expect(at('2026-03-03T11:59:00Z').occurredAt).toBe(Date.UTC(2026, 2, 3, 11, 59));
    expect(at(undefined)).toEqual({ occurredAt: RECEIVED, flags: [], tooOld: false });
    expect(at('yesterday')).toEqual({ occurredAt: RECEIVED, flags: ['bad_clock'], tooOld: false });
  });

  it('[C20] never after it was received; skewed, late and too old are said', () => {
    expect(at('2026-03-03T10:03:00Z', '2026-03-03T10:00:05Z')).toEqual({ occurredAt: RECEIVED, flags: [], tooOld: false });
    expect(at('2026-03-01T10:00:00Z', '2026-03-01T10:00:05Z').flags).toEqual(['skewed']);
    expect(at('2026-03-03T09:00:00Z', '2026-03-03T10:00:05Z').flags).toEqual(['late']);
    expect(at('2020-01-01T00:00:00Z').tooOld).toBe(true);
  });

  it('reads instants like the platform does', () => {
    for (const text of [
      '2024-02-29T23:59:59.999Z',
      '1999-12-31T00:00:00.5+05:30',
      '2026-03-03',
      '2000-03-01T12:00:00-0800',
      '1970-01-01T00:00:00Z',
    ]) {
      expect(parseInstant(text), text).toBe(Date.parse(text));
    }
    for (const text of ['2025-02-29T00:00:00Z', '2025-13-01', '12:00', '', 'x', '2025-01-01T25:00:00Z'])
      expect(parseInstant(text), text).toBeNull();
  });
});
