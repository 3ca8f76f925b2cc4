// Live revisions of open conversations (C50): the first change at once, then at most one every 250 ms per conversation, so that a batch of
// events becomes one revision and not a hundred. What is left out is not lost: a revision is assembled from everything stored by then. Messages
// come first: revisions get a share of the store's time, and where that is not enough they come later (paced-queue).
import { asError } from '../domain/as-error.js';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import { createPacedQueue } from './paced-queue.js';

const WINDOW_MS = 250; // C50

export interface LiveContexts {
  /** What this conversation's context is made of has changed. Returns at once. */
  touch(siteId: string, conv: string): void;
  /** Forgets what waits. */
  stop(): void;
}

interface LiveDeps {
  store: Pick<Store, 'liveRevision'>;
  bus: Bus;
  clock: Clock;
  log: Log;
  /** True while a visitor of the conversation is connected. */
  isVisitorIn(siteId: string, conv: string): boolean;
}

export function createLiveContexts({ store, bus, clock, log, isVisitorIn }: LiveDeps): LiveContexts {
  /** `waiting`: its revision has not begun, so that it will hold whatever comes until then. */
  const windows = new Map<string, { waiting: boolean; again: boolean; cancel: () => void }>();
  const queue = createPacedQueue({ clock });
  let stopped = false;

  const revise = async (siteId: string, conv: string): Promise<void> => {
    try {
      const revised = await store.liveRevision({ siteId, conv, online: isVisitorIn(siteId, conv), now: clock.now() });
      if (revised !== null) bus.publish({ type: 'context', siteId, conv, ...revised });
    } catch (error) {
      // The next change tries again; until then the console shows an older revision, which is still a true one.
      log.warn('A live revision failed', { site: siteId, conversation: conv, error: asError(error) });
    }
  };
  /** The window begins when the revision is out, so that two are never closer than it is long, however slow the store. */
  const open = (siteId: string, conv: string): void => {
    const key = `${siteId} ${conv}`;
    const window = { waiting: true, again: false, cancel: (): void => {} };
    windows.set(key, window);
    queue.add(key, async () => {
      window.waiting = false;
      await revise(siteId, conv);
      if (stopped) return;
      window.cancel = clock.after(WINDOW_MS, () => {
        windows.delete(key);
        if (window.again) open(siteId, conv);
      });
    });
  };

  return {
    touch(siteId, conv) {
      if (stopped) return;
      const window = windows.get(`${siteId} ${conv}`);
      if (window === undefined) open(siteId, conv);
      else if (!window.waiting) window.again = true;
    },
    stop() {
      stopped = true;
      queue.stop();
      for (const { cancel } of windows.values()) cancel();
      windows.clear();
    },
  };
}
