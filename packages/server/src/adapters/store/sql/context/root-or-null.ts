// The customer an id leads to, for callers to whom an unknown id is a refusal and not a bug.
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

export interface RootCustomer {
  id: string;
  userId: string | null;
  createdAt: number;
}

const rootRow = prepared<
  { siteId: string; customerId: string },
  { id: string; user_id: string | null; created_at: number; status: string }
>((db, place) =>
  db
    .selectFrom('customers as asked')
    .innerJoin('customers as root', (join) => join.onRef('root.site_id', '=', 'asked.site_id').onRef('root.id', '=', 'asked.root_id'))
    .select(['root.id', 'root.user_id', 'root.created_at', 'root.status'])
    .where('asked.site_id', '=', place('siteId'))
    .where('asked.id', '=', place('customerId')),
);

/** Null when the site has no such customer, or it was erased. */
export async function rootOrNull(tx: Tx, siteId: string, customerId: string): Promise<RootCustomer | null> {
  const [row] = await rootRow(tx, { siteId, customerId });
  return row === undefined || row.status === 'erased' ? null : { id: row.id, userId: row.user_id, createdAt: row.created_at };
}
