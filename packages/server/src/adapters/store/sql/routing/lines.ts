// What a site has to route, and who stands first in its lines (K55, K57).
import { sql } from 'kysely';
import type { Tx } from '../operation.js';
import { unindexed } from '../own-index.js';
import { prepared } from '../prepared.js';
import type { DeskSettings } from './desk-settings.js';

/** Of each line, when somebody has room again: nobody has room for more. */
const HEADS = 20;

const rank = sql<number>`case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end`;

const due = prepared<{ siteId: string; limit: number; now: number }, { id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where(unindexed(dialect, 'site_id'), '=', place('siteId'))
    .where('routing_due_at', '<=', place('now'))
    .orderBy(rank)
    .orderBy(unindexed<number>(dialect, 'queued_at'))
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit')),
);

const inTeam = prepared<{ siteId: string; teamId: string }, { id: string }>((db, place) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('team_id', '=', place('teamId'))
    .where('status', '=', 'queued')
    .orderBy(rank)
    .orderBy('queued_at')
    .orderBy('id')
    .limit(HEADS),
);

const inNone = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('team_id', 'is', null)
    .where('status', '=', 'queued')
    .orderBy(rank)
    .orderBy('queued_at')
    .orderBy('id')
    .limit(HEADS),
);

export async function dueIds(tx: Tx, siteId: string, { limit, now }: { limit: number; now: number }): Promise<string[]> {
  return (await due(tx, { siteId, limit, now })).map(({ id }) => id);
}

/** Of these lines something may become when people come and go: they give by themselves, or pass on to another team. */
export const movesByItself = ({ doc }: DeskSettings['teams'][number]): boolean => doc.mode !== 'manual' || doc.overflow !== null;

/** Those who are next in a team's line; null: of those in no line. */
export async function headsOf(tx: Tx, siteId: string, teamId: string | null): Promise<string[]> {
  const rows = teamId === null ? await inNone(tx, { siteId }) : await inTeam(tx, { siteId, teamId });
  return rows.map(({ id }) => id);
}

export async function heads(tx: Tx, siteId: string, { teams }: DeskSettings, because: 'freed' | 'settings'): Promise<string[]> {
  const lines: (string | null)[] = teams.filter(movesByItself).map(({ id }) => id);
  if (because === 'settings') lines.push(null);
  const ids: string[] = [];
  for (const teamId of lines) ids.push(...(await headsOf(tx, siteId, teamId)));
  return ids;
}
