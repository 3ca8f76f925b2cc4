// Wall clock and timers, injected (style rule 7). Order, duplicates and cursors never use it (P38).
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Calls `run` once after `ms`; the result cancels it, twice is fine. */
  after(ms: number, run: () => void): () => void;
}
