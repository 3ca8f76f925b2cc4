// A merge (ID14): a redirect pointer, edges closed on one side and opened on the other, and a record from which it can be undone (ID17).
// Path-compressed: every member points straight at the new root, so a redirect is one step. Interactions stay as they were.
import { maskIdentifier } from '../../../../domain/identity/mask.js';
import type { Merge } from '../../../../domain/identity/model.js';
import type { Tx } from '../operation.js';
import type { Applied } from './applied.js';

export interface MergeDone {
  mergeId: string;
  from: string;
  into: string;
  rule: Merge['rule'];
  /** `from` and everything that was merged into it before. */
  allMerged: string[];
}

/** `actor`: who decided it; `relay` for an event. */
export async function mergeCustomers(
  tx: Tx,
  { from, into, rule, evidence }: Merge,
  { siteId, causeId, now, actor }: Applied & { actor: string },
): Promise<MergeDone> {
  const mergeId = tx.newId('merge');
  const members = await tx.db.selectFrom('customers').select('id').where('site_id', '=', siteId).where('root_id', '=', from).execute();
  const memberIds = members.map(({ id }) => id).sort();

  const edges = await tx.db
    .selectFrom('identity_edges')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', memberIds)
    .where('until', 'is', null)
    .orderBy('id')
    .execute();
  const moved: { closed: string; opened: string }[] = [];
  for (const edge of edges) {
    const opened = tx.newId('edge');
    await tx.db.updateTable('identity_edges').set({ until: now }).where('site_id', '=', siteId).where('id', '=', edge.id).execute();
    await tx.db
      .insertInto('identity_edges')
      .values({ ...edge, id: opened, customer_id: into, rule: 'merge', cause_id: mergeId })
      .execute();
    moved.push({ closed: edge.id, opened });
  }

  await tx.db.updateTable('customers').set({ root_id: into }).where('site_id', '=', siteId).where('root_id', '=', from).execute();
  await tx.db.updateTable('customers').set({ status: 'redirected' }).where('site_id', '=', siteId).where('id', '=', from).execute();
  await tx.db
    .insertInto('merges')
    .values({
      site_id: siteId,
      id: mergeId,
      from_id: from,
      into_id: into,
      rule,
      evidence: JSON.stringify(evidence.map(({ type, value }) => ({ type, masked: maskIdentifier(type, value), cause: causeId }))),
      edges_moved: JSON.stringify(moved),
      members_moved: JSON.stringify(memberIds),
      actor,
      at: now,
      undone_at: null,
    })
    .execute();
  await answerSuggestions(tx, siteId, into);
  return { mergeId, from, into, rule, allMerged: memberIds };
}

/** What is one customer now is no question any more. */
async function answerSuggestions(tx: Tx, siteId: string, root: string): Promise<void> {
  const members = tx.db.selectFrom('customers').select('id').where('site_id', '=', siteId).where('root_id', '=', root);
  await tx.db
    .updateTable('suggestions')
    .set({ state: 'merged' })
    .where('site_id', '=', siteId)
    .where('state', '=', 'open')
    .where('target_id', 'in', members)
    .where('candidate_id', 'in', members)
    .execute();
}
