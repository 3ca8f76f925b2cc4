// What belongs to a conversation is for those who may open the conversation (C54): absent and forbidden answer alike (S12). An outsourced desk
// has the conversations that were given to it, and the customers of those.
import { agentMaySee } from '../../../domain/conversation/authorise.js';
import type { AgentRecord } from '../../../ports/store-accounts.js';
import type { ConversationRow } from '@throughline/types';
import type { RelayDeps } from '../../relay-deps.js';
import type { ApiPrincipal } from './principal.js';

type Deps = Pick<RelayDeps, 'store'>;
const LOOKED_AT = 100; // newest conversations of a customer

/** The conversation, or null. An analyst's answers are rendered without words where the table lets one ask at all. */
export async function conversationAt({ store }: Deps, who: ApiPrincipal, conv: string): Promise<ConversationRow | null> {
  const row = await store.row({ siteId: who.siteId, conv });
  if (row === null || who.kind === 'secret' || who.agent.role === 'analyst') return row;
  return agentMaySee(who.agent, row) ? row : null;
}

/** Whether this agent may read what is known of the customer. */
export async function knowsCustomer({ store }: Deps, agent: AgentRecord, customerId: string): Promise<boolean> {
  if (agent.role !== 'guest') return true;
  const rows = await store.customerRows({ siteId: agent.siteId, customerId, limit: LOOKED_AT });
  return rows.some((row) => agentMaySee(agent, row));
}

export const mayReadCustomer = (deps: Deps, who: ApiPrincipal, customerId: string): Promise<boolean> =>
  who.kind === 'secret' ? Promise.resolve(true) : knowsCustomer(deps, who.agent, customerId);
