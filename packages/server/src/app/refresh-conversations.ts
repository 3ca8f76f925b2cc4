// After somebody decided who is who: every open conversation it concerns shows it (C50). Hints only; the store holds the truth already.
import type { Clock } from '../ports/clock.js';
import type { Bus } from '../ports/bus.js';
import type { Store } from '../ports/store.js';
import type { LiveContexts } from './live-contexts.js';

export interface DecisionDeps {
  store: Store;
  bus: Bus;
  clock: Clock;
  live: LiveContexts;
  isVisitorIn(siteId: string, conv: string): boolean;
}

const CONVERSATIONS_MAX = 50;

/** A live revision for the open conversations of these customers. */
export async function touchCustomers({ store, live }: DecisionDeps, siteId: string, customerIds: readonly string[]): Promise<void> {
  for (const customerId of new Set(customerIds)) {
    const rows = await store.customerRows({ siteId, customerId, limit: CONVERSATIONS_MAX });
    for (const { id, status } of rows) if (status !== 'closed') live.touch(siteId, id);
  }
}

/** A frozen revision of one conversation, pushed whole: what was shown before must not be patched, it must go (K44), or level changed (ID18). */
export async function refreshConversation({ store, bus, clock, isVisitorIn }: DecisionDeps, siteId: string, conv: string): Promise<void> {
  const frozen = await store.refreshHandoff({ siteId, conv, online: isVisitorIn(siteId, conv), now: clock.now() });
  if (frozen === null) return;
  const handoff = await store.openConversation({ siteId, conv, agentId: '' });
  if (!('ok' in handoff)) bus.publish({ type: 'handoff', siteId, handoff });
}
