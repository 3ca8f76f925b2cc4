// How many conversations each view of the rail has (K18), in one read of what is not closed.
import { reachOf } from '../../../../domain/conversation/authorise.js';
import type { Desk } from '../../../../domain/conversation/authorise.js';
import { sql } from 'kysely';
import type { Tx } from '../operation.js';
import { mentionedClause } from './list-clause.js';
import { scopeClause } from './scope-clause.js';

interface Group {
  status: string;
  team_id: string | null;
  whose: number;
  n: number;
}
const MINE = 1;
const NOBODYS = 2;

/** Teams that have a line of their own in the rail: the agent's; all of them for whoever leads. */
async function teamsShown(tx: Tx, siteId: string, agent: Desk): Promise<readonly string[]> {
  const leads = agent.role === 'lead' || agent.role === 'admin' || agent.role === 'owner';
  if (!leads) return reachOf(agent) === 'teams' ? (agent.teams ?? []) : [];
  const rows = await tx.db.selectFrom('teams').select('id').where('site_id', '=', siteId).execute();
  return rows.map(({ id }) => id);
}

export async function railCounts(tx: Tx, siteId: string, agent: Desk): Promise<Record<string, number>> {
  const scope = scopeClause(tx.dialect, agent);
  const allowed = scope === null ? sql`` : sql` and ${scope}`;
  const whose = sql`case when c.assignee_id is null then ${sql.lit(NOBODYS)} when c.assignee_id = ${agent.id} then ${sql.lit(MINE)} else 0 end`;
  const { rows: groups } = await sql<Group>`
    select status, team_id, whose, count(*) as n from (
      select c.status as status, c.team_id as team_id, ${whose} as whose from conversations as c
      where c.site_id = ${siteId} and c.status <> 'closed' and c.status in ('queued', 'open', 'waiting', 'snoozed')
        and c.pub_head > 0${allowed}) as shown
    group by status, team_id, whose`.execute(tx.db);
  const { rows: named } = await sql<{ n: number }>`
    select count(*) as n from conversations as c
    where c.site_id = ${siteId} and c.pub_head > 0${allowed} and ${mentionedClause(agent.id)}
      and c.id in (select conversation_id from mentions where site_id = ${siteId} and agent_id = ${agent.id} and read_at is null)`.execute(
    tx.db,
  );
  const sum = (test: (group: Group) => boolean): number => groups.filter(test).reduce((total, { n }) => total + Number(n), 0);
  const awake = ({ status }: Group): boolean => status !== 'snoozed';
  const counts: Record<string, number> = {
    mine: sum((group) => awake(group) && group.whose === MINE),
    unassigned: sum((group) => group.status === 'queued' && group.whose === NOBODYS),
    all: sum(() => true),
    mentions: Number(named[0]?.n ?? 0),
    snoozed: sum((group) => !awake(group)),
  };
  for (const id of await teamsShown(tx, siteId, agent)) counts[`team:${id}`] = sum((group) => awake(group) && group.team_id === id);
  return counts;
}
