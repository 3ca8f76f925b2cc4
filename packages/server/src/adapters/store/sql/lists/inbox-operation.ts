// One page of a list, its size, the rail's counts and the rows that the console holds, in one snapshot (K18, K20, P46). The page is found by
// keys first, which an index holds all of; rows are read of what is shown.
import { defaultSort } from '@throughline/types';
import type { ConversationRow } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { agentMaySee, reachOf } from '../../../../domain/conversation/authorise.js';
import type { InboxPage, ListOps } from '../../../../ports/store-lists.js';
import { namedRows } from '../delivery/list-operations.js';
import { listed } from '../listed.js';
import type { Operation, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { listClauses } from './list-clause.js';
import { orderOf } from './list-order.js';
import type { KeyRow } from './list-order.js';
import { railCounts } from './rail-counts.js';
import { scopeClause } from './scope-clause.js';

/** Of one list, and as many as an answer says: who has more reads so many. */
const TOTAL_MAX = 10_000;

type Args = Parameters<ListOps['inbox']>[0];

const byIds = prepared<{ siteId: string; ids: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom(listed(dialect, place('ids'), ['id']).as('listed'))
    .crossJoin('conversations as c')
    .whereRef('c.id', '=', 'listed.id')
    .where('c.site_id', '=', place('siteId'))
    .where('c.pub_head', '>', 0)
    .selectAll('c'),
);

/** Whether the rail counts this very list: then it is not counted again. */
const isPlain = (filter: Args['list']['filter']): boolean => Object.values(filter ?? {}).every((asked) => asked === undefined);

/** `counted`: what the rail says of each view. */
async function pageOf(
  tx: Tx,
  { siteId, agent, list, now }: Args,
  counted: Readonly<Record<string, number>>,
): Promise<{ ids: string[]; total: number; next: string | null }> {
  const order = orderOf(tx.dialect, list.sort ?? defaultSort(list.view));
  const scope = scopeClause(tx.dialect, agent);
  const clauses = [
    sql<boolean>`c.site_id = ${siteId}`,
    ...listClauses(tx.dialect, list, { id: agent.id, now }),
    ...(scope === null ? [] : [scope]),
  ];
  const all = sql.join(clauses, sql` and `);
  const after = order.after(list.after);
  const { rows } = await sql<KeyRow>`
    select c.id as id, ${order.selected} from conversations as c
    where ${all}${after === null ? sql`` : sql` and ${after}`}
    order by ${order.orderBy} limit ${list.limit + 1}`.execute(tx.db);
  const shown = rows.slice(0, list.limit);
  const end = shown.at(-1);
  const isWhole = rows.length <= list.limit && after === null;
  return {
    ids: shown.map(({ id }) => id),
    total: (isPlain(list.filter) ? counted[list.view] : undefined) ?? (isWhole ? rows.length : await sizeOf(tx, all)),
    next: rows.length > list.limit && end !== undefined ? order.cursorOf(end) : null,
  };
}

/** What was closed only grows: from TOTAL_MAX on nobody counts any more. */
async function sizeOf(tx: Tx, all: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select 1 from conversations as c where ${all} limit ${TOTAL_MAX}) as counted`.execute(tx.db);
  return Number(rows[0]?.n ?? 0);
}

async function rowsOf(tx: Tx, { siteId, agent }: Args, ids: readonly string[]): Promise<ConversationRow[]> {
  const rows = await byIds(tx, { siteId, ids: JSON.stringify(ids.map((id) => [id])) });
  return (await namedRows(tx, siteId, rows)).filter((row) => agentMaySee(agent, row));
}

async function run(tx: Tx, args: Args): Promise<InboxPage> {
  if (reachOf(args.agent) === 'none') return { ids: [], rows: [], total: 0, next: null, counts: {} };
  const counts = await railCounts(tx, args.siteId, args.agent);
  const page = await pageOf(tx, args, counts);
  const rows = await rowsOf(tx, args, [...new Set([...page.ids, ...args.known])]);
  return { ...page, rows, counts };
}

export const inbox: Operation<Args, InboxPage> = { kind: 'read', run };
