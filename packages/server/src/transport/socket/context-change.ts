// A live revision as one agent gets it (C50, C55): the difference between what the agent saw and sees, both rendered for the agent's scope,
// so that a patch never holds what the agent may not see. Agents of the same scope share the work.
import { diffJson } from '@throughline/types';
import type { ContextChange, HandoffContext, Json } from '@throughline/types';
import { scopeContext } from '../../domain/context/scope.js';
import type { AgentScope } from '../../domain/context/scope.js';

interface Revised {
  conv: string;
  previous: HandoffContext;
  next: HandoffContext;
}

/** As it goes over the wire: without what is undefined. */
const asJson = (context: HandoffContext): Json => JSON.parse(JSON.stringify(context));

export function contextChangeFor({ conv, previous, next }: Revised): (scope: AgentScope) => ContextChange {
  const made = new Map<string, ContextChange>();
  return (scope) => {
    const key = JSON.stringify([scope.role, scope.departments]);
    const held = made.get(key);
    if (held !== undefined) return held;
    const patch = diffJson(asJson(scopeContext(previous, scope)), asJson(scopeContext(next, scope)));
    const change = { conv, from: previous.revision, to: next.revision, patch };
    made.set(key, change);
    return change;
  };
}
