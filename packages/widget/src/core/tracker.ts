// The queue of events on their way to the relay, in Segment's own shape (W65). Pure: no clock, no network.
// Invariants: an event keeps its messageId through every retry; at most EVENTS_MAX wait, and page views are the first to go (W56).
import type { Traits } from '../api.js';

export const EVENTS_MAX = 100; // W56: bounded memory on a page that never reaches the relay
export const BATCH_EVENTS = 20; // W56
export const BATCH_CHARS = 32_768; // W56: a batch stays below the 48 KiB share of a page's 64 KiB of keepalive data (W55)
export const EVENT_CHARS = 32_768; // what the relay accepts for one event (C10)

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
  /** True when it is time to send without waiting for more. */
  full(): boolean;
  size(): number;
}

export function createTracker(): Tracker {
  const queue: { event: TrackedEvent; chars: number }[] = [];
  let out = 0;
  let chars = 0;

  return {
    add(event) {
      if (queue.length >= EVENTS_MAX) {
        const page = queue.findIndex((item, index) => index >= out && item.event.type === 'page');
        const [gone] = queue.splice(page < 0 ? out : page, 1);
        chars -= gone?.chars ?? 0;
      }
      const size = JSON.stringify(event).length;
      chars += size;
      queue.push({ event, chars: size });
    },
    take() {
      if (out) return [];
      for (let sum = 0; out < Math.min(queue.length, BATCH_EVENTS); out += 1) {
        sum += queue[out]?.chars ?? 0;
        if (out && sum > BATCH_CHARS) break;
      }
      return queue.slice(0, out).map((item) => item.event);
    },
    settle(done) {
      if (done) for (const item of queue.splice(0, out)) chars -= item.chars;
      out = 0;
    },
    full: () => queue.length >= BATCH_EVENTS || chars >= BATCH_CHARS,
    size: () => queue.length,
  };
}
