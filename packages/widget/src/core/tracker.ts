// The queue of events on their way to the relay, in Segment's own shape (W65). Pure: no clock, no network.
// Invariants: an event keeps its messageId through every retry; at most EVENTS_MAX wait, and page views are the first to go (W56).
import { utf8Bytes } from '@throughline/types';
import type { Traits } from '../api.js';

export const EVENTS_MAX = 100; // W56: bounded memory on a page that never reaches the relay
export const BATCH_EVENTS = 20; // W56
export const BATCH_BYTES = 32_768; // W56: a batch stays below the 48 KiB share of a page's 64 KiB of keepalive data (W55)
export const EVENT_BYTES = 32_768; // what the relay accepts for one event (C10)

export interface TrackedEvent {
  type: 'identify' | 'track' | 'page' | 'group' | 'alias';
  messageId: string;
  /** ISO 8601, the moment of the call. */
  timestamp: string;
  anonymousId: string;
  userId?: string;
  event?: string;
  name?: string;
  category?: string;
  groupId?: string;
  previousId?: string;
  properties?: Traits;
  traits?: Traits;
  context: Record<string, unknown>;
}

export interface Tracker {
  add(event: TrackedEvent): void;
  /** The next batch; its events stay queued until `settle`. Empty when nothing waits or a batch is out. */
  take(): readonly TrackedEvent[];
  /** `done`: the relay answered for good, so the events leave. Otherwise they go out again, with the same ids. */
  settle(done: boolean): void;
  /** Offers what is not out, batch after batch, until one is not taken; what was taken leaves the queue. For a page that goes away. */
  offer(taken: (batch: readonly TrackedEvent[]) => boolean): void;
  /** True when it is time to send without waiting for more. */
  full(): boolean;
  size(): number;
}

export function createTracker(): Tracker {
  const queue: { event: TrackedEvent; bytes: number }[] = [];
  let out = 0;
  let bytes = 0;
  /** The batch that begins at `from`. */
  const batchAt = (from: number): TrackedEvent[] => {
    let sum = 0;
    const fits = (item: { bytes: number }, at: number): boolean => (sum += item.bytes) <= BATCH_BYTES || at === 0;
    const next = queue.slice(from, from + BATCH_EVENTS);
    const end = next.findIndex((item, at) => !fits(item, at));
    return next.slice(0, end < 0 ? BATCH_EVENTS : end).map((item) => item.event);
  };
  const drop = (from: number, count: number): void => {
    for (const item of queue.splice(from, count)) bytes -= item.bytes;
  };

  return {
    add(event) {
      if (queue.length >= EVENTS_MAX) {
        const page = queue.findIndex((item, index) => index >= out && item.event.type === 'page');
        drop(page < 0 ? out : page, 1);
      }
      const size = utf8Bytes(JSON.stringify(event));
      bytes += size;
      queue.push({ event, bytes: size });
    },
    take() {
      if (out) return [];
      const batch = batchAt(0);
      out = batch.length;
      return batch;
    },
    settle(done) {
      if (done) drop(0, out);
      out = 0;
    },
    offer(taken) {
      for (let batch = batchAt(out); batch.length && taken(batch); batch = batchAt(out)) drop(out, batch.length);
    },
    full: () => queue.length >= BATCH_EVENTS || bytes >= BATCH_BYTES,
    size: () => queue.length,
  };
}
