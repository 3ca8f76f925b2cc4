// Sends tracked events: soon after the first, at once when many wait, and by beacon when the page goes away (W55, W56).
// Invariant: an unreachable relay costs one request a minute at most and never an error on the page (W24, P87).
import type { Tracker, TrackedEvent } from '../core/tracker.js';

const FLUSH_MS = 1_000; // W56
const RETRY_MAX_MS = 60_000; // doubling from 2 s ends here

export interface Beacon {
  /** Call after adding to the tracker. */
  poke(): void;
  /** Sends now; resolves when nothing waits, rejects when the relay cannot be reached. */
  drain(): Promise<void>;
  stop(): void;
}

export function createBeacon(tracker: Tracker, site: string, url: string): Beacon {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = FLUSH_MS;
  let sending: Promise<boolean> | undefined;

  const body = (batch: readonly TrackedEvent[]): string => JSON.stringify({ writeKey: site, batch, sentAt: new Date().toISOString() });
  const schedule = (ms: number): void => {
    clearTimeout(timer);
    timer = tracker.size()
      ? setTimeout(() => {
          timer = undefined;
          void send();
        }, ms)
      : undefined;
  };
  /** @param keepalive outlives the page; shares 64 KiB with all of it, so what that refused is tried again without */
  const attempt = async (keepalive: boolean): Promise<boolean> => {
    const batch = tracker.take();
    let done = true;
    if (batch.length) {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          body: body(batch),
          keepalive,
          credentials: 'omit',
          referrer: '', // (S106)
        });
        done = answer.status < 500 && answer.status !== 429; // refused for good: the same bytes would be refused again
      } catch {
        done = false; // offline: the events wait with their ids
      }
    }
    tracker.settle(done);
    sending = undefined;
    waitMs = done ? FLUSH_MS : Math.min(waitMs * 2, RETRY_MAX_MS);
    schedule(done ? 0 : waitMs);
    return done;
  };
  function send(keepalive = waitMs === FLUSH_MS): Promise<boolean> {
    return (sending ??= attempt(keepalive));
  }
  const leave = (): void => {
    tracker.offer((batch) => navigator.sendBeacon?.(url, body(batch)));
    if (tracker.size()) void send(true); // no beacon, or too much for it
  };
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  addEventListener('visibilitychange', hidden, true);
  addEventListener('pagehide', leave);

  return {
    poke() {
      if (sending) return;
      if (tracker.full() && waitMs === FLUSH_MS) void send();
      else if (timer === undefined) schedule(waitMs);
    },
    async drain() {
      while (tracker.size()) if (!(await send())) throw new Error('unreachable');
    },
    stop() {
      clearTimeout(timer);
      removeEventListener('visibilitychange', hidden, true);
      removeEventListener('pagehide', leave);
    },
  };
}
