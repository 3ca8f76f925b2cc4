// What a role may do, where the console has to know before it asks. The relay decides (S12); this only spares a refused request.
import type { AgentRole } from '@throughline/types';

/** Settings, keys, exports: owners and admins. */
export const mayAdminister = (role: AgentRole): boolean => role === 'owner' || role === 'admin';
