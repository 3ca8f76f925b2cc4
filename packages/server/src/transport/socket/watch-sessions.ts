// Ends the sockets of agents whose session is over, on every relay within two seconds, whoever ended it and wherever (S13, S22): the hint of
// the bus does it at once where there is one; this does it where the bus has none or lost it. One read by primary key a second per site with
// agents here; visitors are left to the beacon.
import { asError } from '../../domain/as-error.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import { closeRevoked } from './close-revoked.js';
import type { AgentSubscriber, Subscriptions } from './subscriptions.js';

const EVERY_MS = 1_000;

interface WatchDeps {
  store: Pick<Store, 'livePrincipals' | 'stillOpen'>;
  subscriptions: Subscriptions;
  clock: Clock;
  log: Log;
}

async function round(deps: WatchDeps): Promise<void> {
  const bySite = new Map<string, AgentSubscriber[]>();
  for (const one of deps.subscriptions.all()) {
    if (one.side === 'agent') bySite.set(one.siteId, [...(bySite.get(one.siteId) ?? []), one]);
  }
  for (const [siteId, agents] of bySite) await closeRevoked(deps, siteId, agents);
}

/** Runs until the result is called. A round that fails is logged, and the next one tries again. */
export function watchSessions(deps: WatchDeps): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const schedule = (): void => {
    if (!stopped) cancel = deps.clock.after(EVERY_MS, run);
  };
  const run = (): void => {
    round(deps).then(schedule, (error: unknown) => {
      if (!stopped) deps.log.warn('Sessions of agents could not be read', { error: asError(error) });
      schedule();
    });
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}
