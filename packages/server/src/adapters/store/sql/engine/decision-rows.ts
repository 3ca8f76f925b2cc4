// What agents decided about facts (C24): the newest decision per fact and customer under whom it was said. A row of its own, because the
// decision may arrive before the fact, and may be filed under the root while the fact is a merged member's.
import type { Interaction } from '@throughline/types';
import type { StoredFact } from '../../../../domain/context/material.js';
import { foldDecision } from '../../../../domain/facts/decisions.js';
import type { FactDecision } from '../../../../domain/facts/decisions.js';
import { factRowId } from '../context/fact-rows.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { FactDecisionsTable } from '../schema-engine.js';
import { questionOfMembers, together } from '../together.js';

const heldDecision = prepared<{ siteId: string; customerId: string; factId: string }, FactDecisionsTable>((db, place, dialect) =>
  db
    .selectFrom('fact_decisions')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('fact_id', '=', place('factId'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

export async function storeDecision(
  tx: Tx,
  { siteId, customerIdAtIngest: customerId, id, name, data, occurredAt: at }: Interaction,
): Promise<void> {
  const factId = data['fact_id'];
  if (typeof factId !== 'string' || factId === '') return;
  const kind = name === 'fact.rejected' ? 'rejected' : 'confirmed';
  const [held] = await heldDecision(tx, { siteId, customerId, factId });
  const decision = foldDecision(held === undefined ? null : decisionOf(held), { kind, at, id });
  if (decision.id !== id) return;
  if (held === undefined) {
    // No overwriting: of two that decide at once the second finds the row of the first when it runs again.
    await tx.db.insertInto('fact_decisions').values({ site_id: siteId, customer_id: customerId, fact_id: factId, kind, at, id }).execute();
    return;
  }
  await tx.db
    .updateTable('fact_decisions')
    .set({ kind, at, id })
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('fact_id', '=', factId)
    .execute();
}

export function decisionOf({ kind, at, id }: Pick<FactDecisionsTable, 'kind' | 'at' | 'id'>): FactDecision {
  return { kind: kind === 'rejected' ? 'rejected' : 'confirmed', at, id };
}

const DECISIONS_READ = 400;

export const askDecisions = questionOfMembers<Pick<FactDecisionsTable, 'fact_id' | 'kind' | 'at' | 'id'>>(
  ['fact_id', 'kind', 'at', 'id'],
  (db, place) =>
    db
      .selectFrom('fact_decisions')
      .select(['fact_id', 'kind', 'at', 'id'])
      .where('site_id', '=', place('siteId'))
      .where('customer_id', '=', place('customerId'))
      .limit(DECISIONS_READ),
);

/** What agents decided about the facts of one customer. */
export interface Decisions {
  members: readonly string[];
  /** By the id of the fact's row. */
  byRow: ReadonlyMap<string, FactDecision>;
}

/** Over everything that was merged into the customer. */
export async function decisionsOf(tx: Tx, siteId: string, members: readonly string[]): Promise<Decisions> {
  const [rows] = await together(tx, [askDecisions(siteId, members)]);
  return decisionsIn(rows, members);
}

export function decisionsIn(
  rows: readonly Pick<FactDecisionsTable, 'fact_id' | 'kind' | 'at' | 'id'>[],
  members: readonly string[],
): Decisions {
  const byRow = new Map<string, FactDecision>();
  for (const row of rows) byRow.set(row.fact_id, foldDecision(byRow.get(row.fact_id) ?? null, decisionOf(row)));
  return { members, byRow };
}

/** The newest about a fact: the same key and value is the same fact under whichever member it was said, and before it has a row. */
export function decisionAbout(
  { members, byRow }: Decisions,
  fact: Pick<StoredFact, 'key' | 'norm'> & { id?: string; customerId?: string },
): FactDecision | null {
  if (byRow.size === 0) return null;
  const others = members.filter((member) => fact.id === undefined || member !== fact.customerId);
  const rows = [...(fact.id === undefined ? [] : [fact.id]), ...others.map((member) => factRowId(member, fact))];
  return rows.reduce<FactDecision | null>((held, row) => {
    const decision = byRow.get(row);
    return decision === undefined ? held : foldDecision(held, decision);
  }, null);
}
