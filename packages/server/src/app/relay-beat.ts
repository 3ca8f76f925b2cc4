// This relay's signs of life in the store, so that whoever runs several sees which of them are there.
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { RelayRun } from '../ports/store-system.js';
import type { Store } from '../ports/store.js';
import { repeating } from './repeating.js';

const BEAT_MS = 30_000;
const KEPT_MS = 3_600_000; // a relay that is silent for an hour is no relay any more

/** Starts, with a first sign at once; the result stops it. */
export function startRelayBeat(
  deps: { store: Pick<Store, 'relaySeen'>; clock: Clock; log: Log },
  relay: Omit<RelayRun, 'seenAt'>,
): () => void {
  return repeating(deps, { everyMs: BEAT_MS, firstMs: 0, event: 'relay' }, async () => {
    const now = deps.clock.now();
    await deps.store.relaySeen({ relay, now, forgetBefore: now - KEPT_MS });
    return false;
  });
}
