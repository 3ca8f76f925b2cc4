// Snoozed conversations come back at their time (K71). Every second; truth is in the store, which wakes each once, however many relays look.
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import type { LiveContexts } from './live-contexts.js';
import { repeating } from './repeating.js';

const EVERY_MS = 1_000;
const AT_ONCE = 50;

export interface WakeDeps {
  store: Pick<Store, 'wakeDue'>;
  bus: Bus;
  live: Pick<LiveContexts, 'touch'>;
  clock: Clock;
  log: Log;
}

/** Starts; the result stops it. */
export function startWaking(deps: WakeDeps): () => void {
  const { store, bus, live, clock } = deps;
  return repeating(deps, { everyMs: EVERY_MS, event: 'wake' }, async () => {
    const { woken, more } = await store.wakeDue({ now: clock.now(), limit: AT_ONCE });
    for (const { siteId, epoch, entries, row } of woken) {
      bus.publish({ type: 'entries', siteId, conv: row.id, epoch, entries, row });
      live.touch(siteId, row.id);
    }
    return more;
  });
}
