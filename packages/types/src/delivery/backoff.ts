// How long to wait before trying again (P66). Pure: chance comes in.
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS } from '../limits.js';

/**
 * Full jitter: uniform in [0, bound) ms, where the bound doubles with each failed attempt from BACKOFF_MIN_MS to BACKOFF_MAX_MS.
 * `attempt` is 0 for the first retry; `random` is uniform in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt, 20));
}
