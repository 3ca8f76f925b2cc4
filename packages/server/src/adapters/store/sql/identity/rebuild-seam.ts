// Folds the projections of a few customers again, after interactions moved between them (ID17).
import { interactionOf } from '../context/rows.js';
import type { Tx } from '../operation.js';
import { projectInteraction } from '../projections.js';

const PAGE = 500;
const PROJECTIONS = ['customer_channels', 'customer_live', 'facts', 'commitments'] as const;

export type RebuildCustomers = (tx: Tx, siteId: string, customerIds: readonly string[]) => Promise<void>;

/** From the interactions filed under each of them, in order of arrival. */
export const rebuildCustomers: RebuildCustomers = async (tx, siteId, customerIds) => {
  for (const customerId of customerIds) {
    for (const table of PROJECTIONS) {
      await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
    }
    let after = '';
    for (;;) {
      const rows = await tx.db
        .selectFrom('interactions')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('customer_id', '=', customerId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      for (const row of rows) await projectInteraction(tx, interactionOf(row));
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      after = last.id;
    }
  }
};
