// Who is at the desk, as this relay knows it and tells the store (K58). The store's rows are what counts: a relay that dies stops writing them,
// and a minute later its agents are offline.
import type { AgentPresence } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { AgentName } from '../ports/store-routing.js';
import type { Store } from '../ports/store.js';

const BEAT_MS = 10_000;

export interface DeskPresence {
  /** A socket of theirs opened here. */
  started(who: AgentName): Promise<void>;
  /** The last one here ended. */
  ended(who: AgentName): Promise<void>;
  said(who: AgentName, status: AgentPresence, idle: boolean): Promise<void>;
  /** Once in BEAT_MS, however often it is called: those who are connected here still are. */
  beat(): Promise<void>;
}

export interface DeskPresenceDeps {
  store: Pick<Store, 'presenceStarted' | 'presenceEnded' | 'presenceSeen' | 'presenceSet'>;
  bus: Bus;
  clock: Clock;
  /** Agents with a socket here, each once. */
  connected(): AgentName[];
}

export function createDeskPresence({ store, bus, clock, connected }: DeskPresenceDeps): DeskPresence {
  let beatAt = Number.NEGATIVE_INFINITY;
  const changed = ({ siteId }: AgentName): void => bus.publish({ type: 'presence', siteId });
  return {
    async started(who) {
      await store.presenceStarted({ ...who, now: clock.now() });
      changed(who);
    },
    async ended(who) {
      await store.presenceEnded({ ...who, now: clock.now() });
      changed(who);
    },
    async said(who, status, idle) {
      await store.presenceSet({ ...who, status, idle, now: clock.now() });
      changed(who);
    },
    async beat() {
      const now = clock.now();
      if (now - beatAt < BEAT_MS && now >= beatAt) return;
      beatAt = now;
      const agents = connected();
      if (agents.length > 0) await store.presenceSeen({ agents, now });
    },
  };
}
