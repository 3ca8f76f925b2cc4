// Timers of one client that all end with it. Invariant: after `stop()` none of them runs.
import type { Surroundings } from './ports.js';

export interface Timers {
  /** As `Surroundings.after`. */
  later(ms: number, run: () => void): () => void;
  stop(): void;
}

export function createTimers(surroundings: Surroundings): Timers {
  const waiting = new Set<() => void>();
  return {
    later(ms, run) {
      const cancel = surroundings.after(ms, () => {
        waiting.delete(cancel);
        run();
      });
      waiting.add(cancel);
      return () => {
        waiting.delete(cancel);
        cancel();
      };
    },
    stop() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
