// Whether a site asks this agent for a second factor that they have not set up (S25): then nothing but setting it up is open to them.
import type { AgentRecord } from '../../../../ports/store-accounts.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import type { Tx } from '../operation.js';

export async function lacksRequiredFactor(tx: Tx, { siteId, id, role }: AgentRecord): Promise<boolean> {
  const { settings } = await siteKnowledge(tx, siteId);
  const asked = settings.secondFactor === 'all' || (settings.secondFactor === 'admins' && (role === 'owner' || role === 'admin'));
  if (!asked) return false;
  const row = await tx.db
    .selectFrom('second_factors')
    .select('confirmed_at')
    .where('site_id', '=', siteId)
    .where('agent_id', '=', id)
    .executeTakeFirst();
  return row === undefined || row.confirmed_at === null;
}
