// What an agent may see, by role and department (C54, §13), for sockets and HTTP alike (S12).
import type { AlertView, Handoff } from '@throughline/types';
import { alertConcerns } from '../domain/context/alert-scope.js';
import { scopeContext } from '../domain/context/scope.js';
import type { AgentScope } from '../domain/context/scope.js';
import { sightOf } from '../domain/context/sight.js';
import type { AgentRecord } from '../ports/store-accounts.js';

export const scopeOfAgent = ({ role, department }: Pick<AgentRecord, 'role' | 'department'>): AgentScope => ({
  role,
  departments: department === undefined ? [] : [department],
});

/** A hand-off as this agent may see it. The stored revision never leaves the relay (C55); the row's line is one that everybody may read. */
export const scopedHandoff = (handoff: Handoff, scope: AgentScope): Handoff => ({
  ...handoff,
  context: scopeContext(handoff.context, scope),
});

/** An alert with the sources this agent may open; null when it is another department's. */
export function alertSeenBy(scope: AgentScope, alert: AlertView): AlertView | null {
  return alertConcerns(alert, scope) ? { ...alert, refs: sightOf(scope).refs(alert.refs) } : null;
}
