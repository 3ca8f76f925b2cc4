// A line of the list as one agent may read it (C54). Pure. Invariant: whoever may not open a conversation has no line of it either.
import type { ConversationRow } from '@throughline/types';
import { shortId } from '../identity/display-name.js';
import { agentMaySee } from './authorise.js';
import type { Desk } from './authorise.js';

/** Null: not this agent's. An outsourced desk reads what was said last, but neither the name nor what colleagues made of it. */
export function rowSeenBy(agent: Desk, row: ConversationRow): ConversationRow | null {
  if (!agentMaySee(agent, row)) return null;
  if (agent.role !== 'guest') return row;
  const name = `Customer ${shortId(row.customer.id)}`;
  return { ...row, customer: { ...row.customer, name }, outcome: null, headline: name };
}
