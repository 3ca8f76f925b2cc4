// When did it happen, by the relay's clock (C19, C20). A device whose clock is wrong is wrong by the same amount in `sentAt`.
import { limits } from '@throughline/types';
import type { InteractionFlag } from '@throughline/types';
import { parseInstant } from './instant.js';

export interface SentTimes {
  /** As on the wire. */
  timestamp: unknown;
  sentAt: unknown;
  /** ms. */
  receivedAt: number;
}

export interface CorrectedTime {
  /** ms, at most `receivedAt`. */
  occurredAt: number;
  flags: InteractionFlag[];
  /** Older than what the Site keeps: to be rejected. */
  tooOld: boolean;
}

export function correctTime({ timestamp, sentAt, receivedAt }: SentTimes): CorrectedTime {
  const flags: InteractionFlag[] = [];
  const sent = parseInstant(sentAt);
  if (sent !== null && Math.abs(sent - receivedAt) > limits.CLOCK_SKEW_FLAG_MS) flags.push('skewed');

  const original = parseInstant(timestamp);
  const unreadable =
    (timestamp !== undefined && timestamp !== null && original === null) || (sentAt !== undefined && sentAt !== null && sent === null);
  if (unreadable) flags.unshift('bad_clock');

  const claimed = original === null || unreadable ? receivedAt : sent === null ? original : receivedAt - (sent - original);
  const occurredAt = Math.min(claimed, receivedAt);
  const age = receivedAt - occurredAt;
  if (age > limits.LATE_FLAG_MS) flags.push('late');
  return { occurredAt, flags, tooOld: age > limits.RETENTION_MS };
}
