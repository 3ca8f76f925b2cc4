// What an agent decides about a possible match, and "not this person" (ID18, ID21, K43, K44).
import type { SuggestionDecision } from '../ports/store-identity.js';
import { refreshConversation, touchCustomers } from './refresh-conversations.js';
import type { DecisionDeps } from './refresh-conversations.js';

export interface SuggestionAnswered {
  siteId: string;
  id: string;
  decision: 'merge' | 'dismiss';
  /** Agent id. */
  actor: string;
  /** The conversation whose check counts; without it, any of the customer. */
  conv?: string;
}

export async function decideSuggestion(deps: DecisionDeps, answered: SuggestionAnswered): Promise<SuggestionDecision> {
  const { siteId, conv } = answered;
  const decided = await deps.store.decideSuggestion({ ...answered, now: deps.clock.now() });
  if (!decided.ok) return decided;
  if (decided.outcome === 'merged') await touchCustomers(deps, siteId, [decided.into]);
  if (decided.outcome === 'conversation_moved') await touchCustomers(deps, siteId, [decided.customerId]);
  if (decided.outcome === 'dismissed' && conv !== undefined) deps.live.touch(siteId, conv);
  return decided;
}

export type TakenOff = { ok: true; customerId: string } | { ok: false; code: 'not_found' };

/** The context goes off the conversation at once, for everyone who looks at it. */
export async function notThisPerson(
  deps: DecisionDeps,
  { siteId, conv, actor }: { siteId: string; conv: string; actor: string },
): Promise<TakenOff> {
  const taken = await deps.store.notThisPerson({ siteId, conv, actor, now: deps.clock.now() });
  if (!taken.ok) return taken;
  await refreshConversation(deps, siteId, conv);
  return { ok: true, customerId: taken.customerId };
}
