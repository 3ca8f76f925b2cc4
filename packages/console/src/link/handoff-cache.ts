// Hand-offs as they were pushed, so that opening a conversation paints thread and context in one frame without a question (K40).
// Bounded: the oldest goes first; what is not here is asked for.
import type { Handoff } from '@throughline/types';

export const HANDOFFS_KEPT_MAX = 200; // 200 × ≤ 48 KiB stays below 10 MB of memory

export interface HandoffCache {
  get(conv: string): Handoff | undefined;
  put(handoff: Handoff): void;
  /** What is kept is not true any more. */
  drop(conv: string): void;
  clear(): void;
}

export function createHandoffCache(max = HANDOFFS_KEPT_MAX): HandoffCache {
  const kept = new Map<string, Handoff>();
  return {
    get: (conv) => kept.get(conv),
    put: (handoff) => {
      kept.delete(handoff.row.id);
      kept.set(handoff.row.id, handoff);
      for (const oldest of kept.keys()) {
        if (kept.size <= max) break;
        kept.delete(oldest);
      }
    },
    drop: (conv) => kept.delete(conv),
    clear: () => kept.clear(),
  };
}
