// A customer who answers somebody who is gone meanwhile (K58): what they own is looked through once more, and this goes back to its line.
// Invariant: also when the look at that person is going on at this moment. It is judged by the time they are offline from, which that look does
// not change, and their row is then waited for.
import { sql } from 'kysely';
import { listed } from '../listed.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';

/** Who is about to be offline counts too: this transaction may end after that. */
const SOON_MS = 5_000;

const goneOf = prepared<{ siteId: string; agents: string; soon: number }, { agent_id: string }>((db, place, dialect) =>
  db
    .selectFrom('agent_presence')
    .select('agent_id')
    .where('site_id', '=', place('siteId'))
    .where('agent_id', 'in', sql<string>`(select id from ${listed(dialect, place('agents'), ['id'])} as asked)`)
    .where('offline_at', '<=', place('soon'))
    .orderBy('agent_id'),
);

const lookAgain = prepared<{ siteId: string; agentId: string }, unknown>((db, place) =>
  db.updateTable('agent_presence').set({ to_return: 1 }).where('site_id', '=', place('siteId')).where('agent_id', '=', place('agentId')),
);

export interface Change {
  before: Pick<ConversationsTable, 'waiting_since'>;
  after: { assigneeId: string | null; waitingSince: number | null };
}

/** After customers wrote. Costs one read for all of them, and nothing when nobody began to wait for a person. */
export async function owedAgain(tx: Tx, siteId: string, { changes, now }: { changes: readonly Change[]; now: number }): Promise<void> {
  const owners = changes.flatMap(({ before, after: { assigneeId, waitingSince } }) =>
    assigneeId !== null && waitingSince !== null && before.waiting_since === null ? [assigneeId] : [],
  );
  if (owners.length === 0) return;
  const agents = JSON.stringify([...new Set(owners)].map((id) => [id]));
  for (const { agent_id: agentId } of await goneOf(tx, { siteId, agents, soon: now + SOON_MS })) await lookAgain(tx, { siteId, agentId });
}
