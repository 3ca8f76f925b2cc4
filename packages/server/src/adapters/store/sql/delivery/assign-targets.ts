// Whom a conversation may be assigned to, who may be named in it, and who joined it last (P39).
import { agentMaySee } from '../../../../domain/conversation/authorise.js';
import type { Surroundings } from '../../../../domain/conversation/decision.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { parseObject } from './entry-rows.js';
import { guarded } from './find-conversation.js';
import { colleaguesOf } from './mentions.js';
import type { Colleague } from './mentions.js';

const teamIds = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db.selectFrom('teams').select('id').where('site_id', '=', place('siteId')),
);

const CANNOT_ANSWER = 'analyst'; // C54

/** Agents who may sign in and answer, and teams, of the site; of the agents also who may see `row` now, and who could when asked to help. */
export async function assignTargets(tx: Tx, row: ConversationsTable): Promise<Surroundings['targets']> {
  const agents = (await colleaguesOf(tx, row.site_id)).filter(({ role }) => role !== CANNOT_ANSWER);
  const teams = await teamIds(tx, { siteId: row.site_id });
  const placed = guarded(row);
  const idsOf = (some: readonly Colleague[]): Set<string> => new Set(some.map(({ id }) => id));
  return {
    agentIds: idsOf(agents),
    teamIds: new Set(teams.map(({ id }) => id)),
    readers: idsOf(agents.filter((agent) => agentMaySee(agent, placed))),
    helpers: idsOf(agents.filter((agent) => agentMaySee(agent, { ...placed, consulted: [agent.id] }))),
  };
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
