// Rate limits by key (security.md §4). Charge before work (S56).
export interface Rate {
  /** How many at once. */
  readonly burst: number;
  /** Refill per minute. */
  readonly perMinute: number;
}
export type Taken = { ok: true } | { ok: false; retryMs: number };
export interface Limiter {
  /** Takes `cost` from the bucket of `key`; the key starts with the site id wherever there is one (S11). */
  take(key: string, rate: Rate, cost?: number): Promise<Taken>;
  /** Puts `cost` back: what was charged before turned out to cost nothing (S56). */
  give(key: string, rate: Rate, cost?: number): Promise<void>;
}
