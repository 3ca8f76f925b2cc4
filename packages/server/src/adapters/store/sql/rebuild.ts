// Projections thrown away and folded from the log again (C3). The result is, byte for byte, what folding each interaction as it came had
// given: nothing here may depend on when or in which order. Alerts, messages to others and the rhythm of sources are records of what
// happened then, and stay.
import type { Tx } from './operation.js';
import { interactionOf } from './context/rows.js';
import { newEffects, refold } from './engine/effects.js';
import { unlearnCustomer } from './engine/reason-rows.js';
import { lockCustomers } from './engine/root-lock.js';
import { settle } from './engine/settle.js';
import { refreshCustomers } from './search/customer-documents.js';
import { dropFolded } from './search/documents.js';
import { projectInteraction } from './projections.js';

const PAGE = 500;
/** Folded from interactions, by customer. */
export const PROJECTION_TABLES = [
  'customer_channels',
  'customer_live',
  'facts',
  'fact_decisions',
  'commitments',
  'tracked_items',
  'cases',
  'fulfilments',
] as const;

export type RebuildCustomers = (tx: Tx, siteId: string, customerIds: readonly string[]) => Promise<void>;

/**
 * From the interactions filed under each of them now (`interactions.customer_id` follows owner overrides), then settles their roots. Give
 * every customer whose membership changed: rows of one root are settled together.
 */
export const rebuildCustomers: RebuildCustomers = async (tx, siteId, customerIds) => {
  await foldAgain(tx, siteId, customerIds);
};

/** Answers how many interactions were folded. */
export async function foldAgain(tx: Tx, siteId: string, customerIds: readonly string[]): Promise<number> {
  const effects = newEffects();
  let folded = 0;
  await lockCustomers(tx, siteId, customerIds);
  for (const customerId of [...customerIds].sort()) {
    await unlearnCustomer(tx, siteId, customerId);
    await dropFolded(tx, siteId, customerId);
    for (const table of PROJECTION_TABLES) {
      await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
    }
    folded += await foldCustomer(tx, { siteId, customerId }, effects);
    refold(effects, customerId, 'rebuild');
  }
  await refreshCustomers(tx, siteId, customerIds);
  await settle(tx, siteId, { effects, now: 0 }); // no alerts follow from it, so no time is asked
  return folded;
}

async function foldCustomer(
  tx: Tx,
  { siteId, customerId }: { siteId: string; customerId: string },
  effects: ReturnType<typeof newEffects>,
): Promise<number> {
  let folded = 0;
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
    for (const row of rows) await projectInteraction(tx, interactionOf(row), effects);
    folded += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return folded;
    after = last.id;
  }
}

/** The whole site, customer by customer: memory stays that of one. */
export async function rebuildSite(tx: Tx, siteId: string): Promise<{ interactions: number }> {
  for (const table of ['reason_confirmed', 'reason_counts', 'reason_totals'] as const) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).execute();
  }
  let interactions = 0;
  let after = '';
  for (;;) {
    const roots = await tx.db
      .selectFrom('customers')
      .select('id')
      .where('site_id', '=', siteId)
      .whereRef('root_id', '=', 'id')
      .where('status', '!=', 'erased')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id } of roots) {
      const members = await tx.db.selectFrom('customers').select('id').where('site_id', '=', siteId).where('root_id', '=', id).execute();
      interactions += await foldAgain(
        tx,
        siteId,
        members.map((member) => member.id),
      );
    }
    const last = roots.at(-1);
    if (last === undefined || roots.length < PAGE) return { interactions };
    after = last.id;
  }
}
