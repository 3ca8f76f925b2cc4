// How long to wait for an ack and how much to send at once (P62, P65). Pure.
// Two misses in a row end the connection: this cures one-way outages. The timer doubles, so that a slow link is not looped on.
import { ACK_TIMEOUT_MAX_MS, ACK_TIMEOUT_MS, BATCH_MAX_MESSAGES } from '../limits.js';

export interface Pace {
  readonly timeoutMs: number;
  /** Messages per batch. */
  readonly size: number;
  /** Acks missed in a row on this connection. */
  readonly misses: number;
}

/** The pace on a fresh connection: one message; a timer that grew stays grown until an ack comes in time. */
export function freshPace(pace?: Pace): Pace {
  return { timeoutMs: pace?.timeoutMs ?? ACK_TIMEOUT_MS, size: 1, misses: 0 };
}

/** An ack came after `tookMs`. The batch doubles, unless twice as much could outlast the timer. */
export function ackArrived(pace: Pace, tookMs: number): Pace {
  const quick = tookMs * 2 <= ACK_TIMEOUT_MS;
  return {
    timeoutMs: quick ? ACK_TIMEOUT_MS : pace.timeoutMs,
    size: quick ? Math.min(pace.size * 2, BATCH_MAX_MESSAGES) : pace.size,
    misses: 0,
  };
}

/** No ack in time. `strike`: the connection has to go. */
export function ackMissed(pace: Pace): { pace: Pace; strike: boolean } {
  if (pace.misses === 0) return { pace: { ...pace, misses: 1 }, strike: false };
  return { pace: { timeoutMs: Math.min(pace.timeoutMs * 2, ACK_TIMEOUT_MAX_MS), size: 1, misses: 0 }, strike: true };
}
