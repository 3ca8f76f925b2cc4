import { describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MAX_MS, ACK_TIMEOUT_MS, BACKOFF_MAX_MS, BACKOFF_MIN_MS, BATCH_MAX_MESSAGES } from '../limits.js';
import { ackArrived, ackMissed, freshPace } from './ack-timer.js';
import { backoffMs } from './backoff.js';

describe('pace', () => {
  it('[P62] a fresh connection starts with one message; each ack doubles up to the limit', () => {
    let pace = freshPace();
    const sizes = [pace.size];
    for (let i = 0; i < 6; i += 1) sizes.push((pace = ackArrived(pace, 50)).size);
    expect(sizes).toEqual([1, 2, 4, 8, 16, BATCH_MAX_MESSAGES, BATCH_MAX_MESSAGES]);
    expect(freshPace(pace).size).toBe(1);
  });

  it('[P62] an ack so slow that twice as much could outlast the timer does not double the batch', () => {
    expect(ackArrived(freshPace(), ACK_TIMEOUT_MS / 2).size).toBe(2);
    expect(ackArrived(freshPace(), ACK_TIMEOUT_MS / 2 + 1).size).toBe(1);
  });

  it('[P65] the first miss resends, the second in a row strikes, doubles the timer and falls back to one message', () => {
    const first = ackMissed({ ...freshPace(), size: 8 });
    expect(first).toEqual({ strike: false, pace: { timeoutMs: ACK_TIMEOUT_MS, size: 8, misses: 1 } });
    expect(ackMissed(first.pace)).toEqual({ strike: true, pace: { timeoutMs: 2 * ACK_TIMEOUT_MS, size: 1, misses: 0 } });
    expect(ackMissed(ackArrived(first.pace, 1)).strike).toBe(false);
  });

  it('[P65] the timer grows to its bound, outlives a reconnect, and falls back with an ack in time', () => {
    let pace = freshPace();
    for (let i = 0; i < 20; i += 1) pace = ackMissed(pace).pace;
    expect(pace.timeoutMs).toBe(ACK_TIMEOUT_MAX_MS);
    expect(freshPace(pace).timeoutMs).toBe(ACK_TIMEOUT_MAX_MS);
    expect(ackArrived(pace, ACK_TIMEOUT_MS).timeoutMs).toBe(ACK_TIMEOUT_MAX_MS);
    expect(ackArrived(pace, 100).timeoutMs).toBe(ACK_TIMEOUT_MS);
  });

  it('[P66] full jitter between 0 and a bound that doubles from the least to the most', () => {
    const bounds = [0, 1, 2, 3, 4, 5, 6, 500].map((attempt) => backoffMs(attempt, 1));
    expect(bounds).toEqual([BACKOFF_MIN_MS, 1_000, 2_000, 4_000, 8_000, BACKOFF_MAX_MS, BACKOFF_MAX_MS, BACKOFF_MAX_MS]);
    expect(backoffMs(9, 0)).toBe(0);
    expect(backoffMs(0, 0.5)).toBe(BACKOFF_MIN_MS / 2);
  });
});
