// Background work that nobody may feel: each key waits at most once, in turn, one runs at a time, and all of them together get at most a
// share of the time. Invariant: while little is asked, nothing waits; when too much is asked, the work comes later and never more of it.
// (Not a fixed rate: what a round costs depends on the store and on what else it does; its duration says so, waiting for the store included.)
import type { Clock } from '../ports/clock.js';

const SHARE = 0.1; // of one thread: some twenty revisions a second, while a message hardly ever finds the store busy with one
const AHEAD_MAX_MS = 2_000; // of time that may be used in advance: a batch that touches a whole desk is shown at once
const PAUSE_MAX_MS = 1_000; // also what a jump of the clock can cost

export interface PacedQueue {
  /** Runs `work` when it is the turn of `key`; a key that waits is not added again. `work` never rejects. */
  add(key: string, work: () => Promise<void>): void;
  /** Forgets what waits. */
  stop(): void;
}

export function createPacedQueue({ clock }: { clock: Clock }): PacedQueue {
  const waiting = new Map<string, () => Promise<void>>();
  let running = false;
  let stopped = false;
  let cancel = (): void => {};
  /** When the time used so far is paid for. */
  let paidAt = 0;

  const pauseMs = (): number => Math.min(PAUSE_MAX_MS, Math.max(0, paidAt - clock.now() - AHEAD_MAX_MS));
  const next = (): void => {
    const [first] = waiting;
    if (stopped || running || first === undefined) return;
    const [key, work] = first;
    running = true;
    waiting.delete(key);
    const startedAt = clock.now();
    void work().then(() => {
      running = false;
      const now = clock.now();
      const usedMs = Math.min(PAUSE_MAX_MS, Math.max(0, now - startedAt));
      paidAt = Math.min(Math.max(paidAt, now) + usedMs / SHARE, now + AHEAD_MAX_MS + PAUSE_MAX_MS);
      const pause = pauseMs();
      if (pause === 0) return next();
      running = true; // nothing starts before the pause is over
      cancel = clock.after(pause, () => {
        running = false;
        next();
      });
      return undefined;
    });
  };

  return {
    add(key, work) {
      if (stopped || waiting.has(key)) return;
      waiting.set(key, work);
      next();
    },
    stop() {
      stopped = true;
      waiting.clear();
      cancel();
    },
  };
}
