// Whoever signs off may hand over what they have at hand (K58): they are offline first, so that none of it is given straight back to them.
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { AgentName } from '../ports/store-routing.js';
import type { Store } from '../ports/store.js';
import type { DeskPresence } from './desk-presence.js';
import type { LiveContexts } from './live-contexts.js';
import { tellRouted } from './route-conversations.js';

const AT_ONCE = 20; // in one transaction, which chat messages wait for
const PAUSE_MS = 100; // while somebody else writes into one of them
const PAUSES_MAX = 20;

interface PutBackDeps {
  store: Pick<Store, 'putBack'>;
  desk: Pick<DeskPresence, 'said'>;
  bus: Bus;
  live: Pick<LiveContexts, 'touch'>;
  clock: Clock;
}

/** False when some could not be put back by now; they are still this agent's. */
export async function putBackOwn(deps: PutBackDeps, who: AgentName): Promise<boolean> {
  const { store, desk, clock } = deps;
  await desk.said(who, 'offline', false);
  for (let pauses = 0; pauses < PAUSES_MAX;) {
    const { returned, more } = await store.putBack({ ...who, limit: AT_ONCE, now: clock.now() });
    for (const one of returned) tellRouted(deps, one);
    if (!more) return true;
    if (returned.length > 0) continue;
    pauses += 1;
    await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));
  }
  return false;
}
