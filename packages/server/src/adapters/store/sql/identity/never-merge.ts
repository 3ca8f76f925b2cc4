// Pairs that never merge by themselves again: unmerged, dismissed, or told apart by an agent (ID17, K44). Kept with the ids of that day;
// whoever they belong to later is kept apart with them.
import type { Tx } from '../operation.js';

export async function addNeverMerge(tx: Tx, siteId: string, { a, b, now }: { a: string; b: string; now: number }): Promise<void> {
  await tx.db
    .insertInto('never_merge')
    .values({ site_id: siteId, a_id: a, b_id: b, at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'a_id', 'b_id']).doNothing())
    .execute();
}

/** `a`, `b`: all ids of the two sides. */
export async function keptApart(tx: Tx, siteId: string, a: readonly string[], b: readonly string[]): Promise<boolean> {
  const row = await tx.db
    .selectFrom('never_merge')
    .select('at')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb.and([eb('a_id', 'in', a), eb('b_id', 'in', b)]), eb.and([eb('a_id', 'in', b), eb('b_id', 'in', a)])]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
