// Devices whose rights change in one transaction, locked together and in one order, so that no circle can come of it. PostgreSQL alone: SQLite
// has one writer.
import type { Tx } from './operation.js';

export async function lockVisitors(tx: Tx, siteId: string, ids: readonly string[]): Promise<void> {
  if (tx.dialect !== 'postgres') return;
  await tx.db
    .selectFrom('visitors')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
}
