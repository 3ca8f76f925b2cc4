// Whom a conversation may be assigned to, and who joined it last (P39).
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { parseObject } from './entry-rows.js';

const agentIds = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db.selectFrom('agents').select('id').where('site_id', '=', place('siteId')).where('disabled', '=', 0),
);

const teamIds = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db.selectFrom('teams').select('id').where('site_id', '=', place('siteId')),
);

/** Agents who may sign in, and teams, of the site. */
export async function assignTargets(tx: Tx, siteId: string): Promise<{ agentIds: Set<string>; teamIds: Set<string> }> {
  const agents = await agentIds(tx, { siteId });
  const teams = await teamIds(tx, { siteId });
  return { agentIds: new Set(agents.map(({ id }) => id)), teamIds: new Set(teams.map(({ id }) => id)) };
}

const lastJoin = prepared<{ siteId: string; conv: string }, { author_id: string; body: string }>((db, place) =>
  db
    .selectFrom('entries')
    .select(['author_id', 'body'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('kind', '=', 'join')
    .where('lane', '=', 'pub')
    .orderBy('seq', 'desc')
    .limit(1),
);

/** The newest `join` of the pub lane: whom the visitor was told to talk to (P14: never read from the int lane). */
export async function newestJoin(tx: Tx, siteId: string, conv: string): Promise<{ agentId: string; name: string } | null> {
  const [row] = await lastJoin(tx, { siteId, conv });
  if (row === undefined) return null;
  const name = parseObject(row.body)['name'];
  return { agentId: row.author_id, name: typeof name === 'string' ? name : '' };
}
