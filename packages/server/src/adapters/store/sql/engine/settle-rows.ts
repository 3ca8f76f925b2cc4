// The rows that settling reads: what was touched, and the newest others, each by key with a bound (C51).
import type { Tx } from '../operation.js';
import type { CasesTable, CommitmentsTable, FulfilmentsTable, TrackedItemsTable } from '../schema-engine.js';

const FULFILMENTS_MAX = 1_000;

/** `ids` null: all of them. `newest`: that many heads of groups. */
export type Rows = { members: string[] } & ({ ids: string[] | null } | { newest: number });

export async function itemRows(tx: Tx, siteId: string, rows: Rows): Promise<TrackedItemsTable[]> {
  const all = tx.db.selectFrom('tracked_items').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', rows.members);
  if ('newest' in rows) return all.where('state', 'is not', null).orderBy('at', 'desc').orderBy('id', 'desc').limit(rows.newest).execute();
  return (rows.ids === null ? all : all.where('id', 'in', rows.ids)).orderBy('id').execute();
}

export async function commitmentRows(tx: Tx, siteId: string, rows: Rows): Promise<CommitmentsTable[]> {
  const all = tx.db.selectFrom('commitments').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', rows.members);
  if ('newest' in rows) return all.where('state', 'is not', null).orderBy('at', 'desc').orderBy('id', 'desc').limit(rows.newest).execute();
  return (rows.ids === null ? all : all.where('id', 'in', rows.ids)).orderBy('id').execute();
}

export async function caseRows(
  tx: Tx,
  siteId: string,
  { members, ids }: { members: string[]; ids: string[] | null },
): Promise<CasesTable[]> {
  const all = tx.db.selectFrom('cases').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', members);
  return (ids === null ? all : all.where('id', 'in', ids)).orderBy('id').execute();
}

export function fulfilmentRows(
  tx: Tx,
  siteId: string,
  { members, since }: { members: string[]; since: number },
): Promise<FulfilmentsTable[]> {
  return tx.db
    .selectFrom('fulfilments')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('id')
    .limit(FULFILMENTS_MAX)
    .execute();
}
