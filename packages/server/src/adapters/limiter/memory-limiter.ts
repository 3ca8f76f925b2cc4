// Rate limits in this process's memory. A bucket that is full again says nothing and is forgotten; what is left is capped, so that somebody
// with endless addresses costs bounded memory and no take ever waits for a scan of all of them.
import { takeTokens } from '../../domain/limits/token-bucket.js';
import type { Bucket } from '../../domain/limits/token-bucket.js';
import type { Clock } from '../../ports/clock.js';
import type { Limiter, Rate } from '../../ports/limiter.js';

const BUCKETS_MAX = 200_000;
const MINUTE_MS = 60_000;
const SWEEP_EVERY_MS = MINUTE_MS;

interface Kept extends Bucket {
  /** ms; from then on the bucket is as good as none. */
  fullAt: number;
}

export interface MemoryLimiter extends Limiter {
  /** Buckets kept now. */
  size(): number;
}

/** `bucketsMax`: how many are kept; above it the one that was made first goes. */
export function createMemoryLimiter(clock: Clock, { bucketsMax = BUCKETS_MAX }: { bucketsMax?: number } = {}): MemoryLimiter {
  const buckets = new Map<string, Kept>();
  let sweptAt = clock.now();

  const sweep = (now: number): void => {
    if (now >= sweptAt && now - sweptAt < SWEEP_EVERY_MS) return; // a clock that went back sweeps and starts again
    sweptAt = now;
    for (const [key, { fullAt }] of buckets) if (fullAt <= now) buckets.delete(key);
  };
  const keep = (key: string, rate: Rate, { tokens, at }: Bucket): void => {
    const [oldest] = buckets.size >= bucketsMax && !buckets.has(key) ? buckets.keys() : [];
    if (oldest !== undefined) buckets.delete(oldest);
    buckets.set(key, { tokens, at, fullAt: at + ((rate.burst - tokens) / rate.perMinute) * MINUTE_MS });
  };

  return {
    take(key, rate, cost = 1) {
      const now = clock.now();
      sweep(now);
      const taken = takeTokens(buckets.get(key), rate, cost, now);
      keep(key, rate, taken.bucket);
      return Promise.resolve(taken.ok ? { ok: true } : { ok: false, retryMs: taken.retryMs });
    },
    give(key, rate, cost = 1) {
      // taking less than nothing; above the burst nothing is kept
      const given = takeTokens(buckets.get(key), rate, -cost, clock.now()).bucket;
      keep(key, rate, { ...given, tokens: Math.min(rate.burst, given.tokens) });
      return Promise.resolve();
    },
    size: () => buckets.size,
  };
}

/** For benches and load tests only (`rateLimits: off`). */
export const noLimits: Limiter = { take: () => Promise.resolve({ ok: true }), give: () => Promise.resolve() };
