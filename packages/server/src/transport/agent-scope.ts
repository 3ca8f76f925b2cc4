// What an agent may see, by role and department (C54, §13), for sockets and HTTP alike (S12).
import type { AlertView, Handoff } from '@throughline/types';
import { scopedAlert } from '../domain/context/alert-scope.js';
import { scopeContext } from '../domain/context/scope.js';
import type { AgentScope } from '../domain/context/scope.js';
import type { Desk } from '../domain/conversation/authorise.js';
import { rowSeenBy } from '../domain/conversation/row-seen.js';
import { shortId } from '../domain/identity/display-name.js';
import type { AgentRecord } from '../ports/store-accounts.js';

export const scopeOfAgent = ({ role, department, teams = [] }: Pick<AgentRecord, 'role' | 'department' | 'teams'>): AgentScope => ({
  role,
  teams,
  departments: department === undefined ? [] : [department],
});

/** Whose rows and pushes a socket gets. */
export const deskOf = (id: string, { role, teams = [] }: AgentScope): Desk => ({ id, role, teams });

/** A hand-off as this agent, who may open the conversation, may see it. The stored revision never leaves the relay (C55). */
export const scopedHandoff = (handoff: Handoff, { principalId, scope }: { principalId: string; scope: AgentScope }): Handoff => ({
  ...handoff,
  row: rowSeenBy(deskOf(principalId, scope), handoff.row) ?? handoff.row,
  context: scopeContext(handoff.context, scope),
});

/** An alert as this agent may read it; null when it is another department's. */
export function alertSeenBy(scope: AgentScope, alert: AlertView): AlertView | null {
  const seen = scopedAlert(alert, scope);
  if (seen === null) return null;
  return scope.role === 'guest' ? { ...seen, customerName: `Customer ${shortId(alert.customerId)}` } : seen;
}
