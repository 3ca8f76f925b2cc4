// Who may see what of one entry (C54): the table of context.md §13. Pure; the only place that knows roles.
// An entry without a department belongs to the whole company. Departments are compared without regard to case.
import type { Visibility } from '@throughline/types';
import type { TeamsOfAgent } from '../conversation/authorise.js';

export interface AgentScope {
  role: 'owner' | 'admin' | 'lead' | 'agent' | 'analyst' | 'guest';
  /** Ids of the departments whose entries are the agent's own. */
  departments: readonly string[];
  /** Teams they are a member of, null where the site has none: which conversations are theirs (K107). Says nothing of entries. */
  teams?: TeamsOfAgent;
}

/** What everybody who answers customers may see: for text that lists show to all of them. */
export const EVERY_AGENT: AgentScope = { role: 'agent', departments: [] };

/** `stub`: time, channel, department and type only · `counted`: in sums alone · `hidden`: only in the number of hidden entries. */
export type Access = 'full' | 'stub' | 'counted' | 'hidden';

export interface Owned {
  department?: string | null | undefined;
  visibility: Visibility;
}

export function accessTo(entry: Owned, scope: AgentScope): Access {
  const { visibility } = entry;
  switch (scope.role) {
    case 'owner':
    case 'admin':
      return 'full';
    case 'lead':
      return visibility === 'restricted' ? 'stub' : 'full';
    case 'agent':
      if (visibility === 'restricted') return 'hidden';
      return visibility === 'shared' || owns(entry, scope) ? 'full' : 'stub';
    case 'analyst':
      return visibility === 'restricted' ? 'hidden' : 'counted';
    case 'guest':
      if (visibility === 'restricted') return 'hidden';
      if (owns(entry, scope)) return 'full';
      return visibility === 'shared' ? 'stub' : 'hidden';
  }
}

/** True for the agent's own department, however it is spelt. */
export function owns({ department }: Pick<Owned, 'department'>, { departments }: Pick<AgentScope, 'departments'>): boolean {
  if (department == null || department === '') return false;
  const name = department.trim().toLowerCase();
  return departments.some((one) => one.trim().toLowerCase() === name);
}
