// Whether the owner of a conversation is there to go on with it (K22, K71).
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const presence = prepared<{ siteId: string; agentId: string }, { disabled: number; chosen: string | null; offline_at: number | null }>(
  (db, place) =>
    db
      .selectFrom('agents')
      .leftJoin('agent_presence', (join) =>
        join.onRef('agent_presence.site_id', '=', 'agents.site_id').onRef('agent_presence.agent_id', '=', 'agents.id'),
      )
      .select(['agents.disabled', 'agent_presence.chosen', 'agent_presence.offline_at'])
      .where('agents.site_id', '=', place('siteId'))
      .where('agents.id', '=', place('agentId')),
);

/** False for one who left, signed off, or whose last socket is gone for longer than the grace (K58). Of whom nothing is known: true. */
export async function ownerIsThere(tx: Tx, { siteId, agentId, now }: { siteId: string; agentId: string; now: number }): Promise<boolean> {
  const [row] = await presence(tx, { siteId, agentId });
  if (row === undefined || row.disabled === 1) return false;
  return row.offline_at === null || (row.chosen !== 'offline' && row.offline_at > now);
}
