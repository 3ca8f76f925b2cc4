// Deadlines that pass without anybody doing anything (C33, C38): promises break, items are late. Every second. What follows stands in the
// store by then; here whoever is connected is told.
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';
import { repeating } from './repeating.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;

export interface SweepDeps extends PublishDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

/** Starts; the result stops it. */
export function startSweep(deps: SweepDeps): () => void {
  return repeating(deps, { everyMs: EVERY_MS, event: 'deadlines' }, async () => {
    const now = deps.clock.now();
    const { followed, more } = await deps.store.sweepDue({ now, limit: AT_ONCE });
    for (const { siteId, ...consequences } of followed) publishConsequences(deps, siteId, consequences);
    return more;
  });
}
