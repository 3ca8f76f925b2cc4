// One token bucket: `burst` at once, refilled evenly (security.md §4). Pure: the caller brings the time.
// (Not a window counter: a window plus a burst lets both through at once, so "burst 20, 30 a minute" would pass 50.)

export interface Bucket {
  /** Tokens left at `at`. */
  tokens: number;
  /** ms */
  at: number;
}

const MINUTE_MS = 60_000;

/** The bucket after taking `cost`, or how long until that is possible. A cost above the burst never is: it waits as for a full bucket. */
export function takeTokens(
  bucket: Bucket | undefined,
  rate: { burst: number; perMinute: number },
  cost: number,
  now: number,
): { ok: true; bucket: Bucket } | { ok: false; bucket: Bucket; retryMs: number } {
  const before = bucket ?? { tokens: rate.burst, at: now };
  const refill = (Math.max(0, now - before.at) / MINUTE_MS) * rate.perMinute;
  const tokens = Math.min(rate.burst, before.tokens + refill);
  if (tokens >= cost) return { ok: true, bucket: { tokens: tokens - cost, at: now } };
  const missing = Math.min(cost, rate.burst) - tokens;
  return { ok: false, bucket: { tokens, at: now }, retryMs: Math.max(1, Math.ceil((missing / rate.perMinute) * MINUTE_MS)) };
}
