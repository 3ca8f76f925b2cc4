// Keeps facts: read one by its key, fold, write back (C24). The id follows from customer, key and value, so that a rebuild gives the same
// rows (C3) and two relays that see the same fact at once meet on one row.
import { foldFact } from '../../../../domain/facts/fold-fact.js';
import type { FoldedFact } from '../../../../domain/facts/fold-fact.js';
import { decisive } from '../../../../domain/facts/merge-source.js';
import type { FactSource } from '../../../../domain/facts/merge-source.js';
import type { StatedFact } from '../../../../domain/facts/stated-fact.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { strictest } from '../search/documents.js';
import { indexFact } from '../search/record-documents.js';
import { sourcesOf } from './rows.js';
import { stableId } from './stable-id.js';

export { stableId } from './stable-id.js';

interface FactKey {
  siteId: string;
  customerId: string;
  id: string;
}

/** Id of the row that keeps `fact` of one customer. */
export const factRowId = (customerId: string, { key, norm }: Pick<StatedFact, 'key' | 'norm'>): string =>
  stableId('fct', customerId, key, norm);

const heldFact = prepared<FactKey, { sources: string; given: number }>((db, place, dialect) =>
  db
    .selectFrom('facts')
    .select(['sources', 'given'])
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

const columnsOf = (fact: FoldedFact) => ({
  key: fact.key,
  label: fact.label,
  value: fact.value,
  norm: fact.norm,
  masked: fact.masked ? 1 : 0,
  scope: fact.scope,
  at: fact.at,
  channel: fact.channel,
  given: fact.given,
  sources: JSON.stringify(fact.sources),
});

/** Search shows another value of it, or shows it to others. */
function isFoundOtherwise(before: readonly FactSource[], { value, sources }: FoldedFact): boolean {
  const [was, is] = [strictest(before), strictest(sources)];
  return decisive(before)?.value !== value || was.department !== is.department || was.visibility !== is.visibility;
}

/** One more giving of `fact` by `customerId`. */
export async function storeFact(
  tx: Tx,
  { siteId, customerId }: Omit<FactKey, 'id'>,
  { fact, source }: { fact: StatedFact; source: FactSource },
): Promise<void> {
  const id = factRowId(customerId, fact);
  const [held] = await heldFact(tx, { siteId, customerId, id });
  const key = { siteId, customerId, id };
  const folded = foldFact(held === undefined ? null : { given: held.given, sources: sourcesOf(held.sources) }, fact, source);
  if (held === undefined || isFoundOtherwise(sourcesOf(held.sources), folded)) await indexFact(tx, key, folded);
  if (held === undefined) {
    await tx.db
      .insertInto('facts')
      .values({ site_id: siteId, customer_id: customerId, id, ...columnsOf(folded) })
      .execute();
    return;
  }
  await tx.db
    .updateTable('facts')
    .set(columnsOf(folded))
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .execute();
}
