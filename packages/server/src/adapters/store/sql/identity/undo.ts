// Takes a merge back (ID17): the edges it moved return as they were, members and user ids with them, the pair is kept apart, and what came
// in since by those identifiers alone is filed under the restored customer.
import { interactionsGivenBack } from '../../../../domain/identity/owner-override.js';
import { undoMerge } from '../../../../domain/identity/undo-merge.js';
import type { Undo } from '../../../../domain/identity/undo-merge.js';
import type { IdentityOps, UndoPreview } from '../../../../ports/store-identity.js';
import { jsonOf } from '../context/rows.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import type { EdgesTable, MergesTable } from '../schema.js';
import { auditRow } from './audit-row.js';
import { relaySourceId, unmergedEvents } from './identity-events.js';
import { interactionsFiledBy } from './interaction-edges.js';
import { loadSide, maskedOf } from './merge-sides.js';
import type { Side } from './merge-sides.js';
import { movedOf, whereItIsNow } from './moved-edges.js';
import { addNeverMerge } from './never-merge.js';
import { moveInteractions } from './owner-overrides.js';
import { lockIdentity } from './site-lock.js';

type UndoArgs = Parameters<IdentityOps['undoMerge']>[0];

interface Returning {
  /** The edge as it was before the merge, closed. */
  was: EdgesTable;
  /** The open edge it became. */
  now: EdgesTable;
}

interface Plan {
  record: MergesTable;
  root: Side;
  undo: Undo;
  edges: Returning[];
  interactionIds: string[];
}

export async function undo(tx: Tx, { siteId, mergeId, actor, dryRun, now }: UndoArgs): ReturnType<IdentityOps['undoMerge']> {
  if (!dryRun) await lockIdentity(tx, siteId);
  const record = await tx.db.selectFrom('merges').selectAll().where('site_id', '=', siteId).where('id', '=', mergeId).executeTakeFirst();
  if (record === undefined) return { ok: false, code: 'not_found' };
  if (record.undone_at !== null) return { ok: false, code: 'already_undone' };
  const plan = await planUndo(tx, siteId, record);
  if (plan === null) return { ok: false, code: 'not_found' };
  const preview: UndoPreview = {
    from: record.from_id,
    into: plan.root.customer.id,
    identifiers: maskedOf(plan.undo.giveBack),
    members: plan.undo.restore,
    interactions: plan.interactionIds.length,
  };
  if (dryRun) return { ok: true, preview };
  await apply(tx, plan, { siteId, actor, now });
  return { ok: true, undone: preview };
}

async function planUndo(tx: Tx, siteId: string, record: MergesTable): Promise<Plan | null> {
  const root = await loadSide(tx, siteId, record.into_id);
  const from = await tx.db
    .selectFrom('customers')
    .select(['id', 'user_id'])
    .where('site_id', '=', siteId)
    .where('id', '=', record.from_id)
    .where('status', '!=', 'erased')
    .executeTakeFirst();
  if (root === null || from === undefined) return null;
  const edges: Returning[] = [];
  for (const { closed, opened } of movedOf(record.edges_moved)) {
    const [was, now] = [await edgeById(tx, siteId, closed), await whereItIsNow(tx, siteId, opened)];
    if (was !== null && now !== null && root.members.includes(now.customer_id)) edges.push({ was, now });
  }
  const members = jsonOf(record.members_moved);
  const undone = undoMerge(
    {
      from: record.from_id,
      into: record.into_id,
      edgesMoved: edges.map(({ was }) => was),
      membersMoved: Array.isArray(members) ? members.filter((id) => typeof id === 'string') : [],
    },
    { from: { userId: from.user_id }, root: root.customer, members: root.members, edges: root.edges },
  );
  const since = await interactionsFiledBy(tx, siteId, { identifiers: undone.giveBack, since: record.at });
  const asked = { givenBack: undone.giveBack, restored: undone.restore, mergedAt: record.at };
  return { record, root, undo: undone, edges, interactionIds: interactionsGivenBack(since, asked) };
}

async function edgeById(tx: Tx, siteId: string, id: string): Promise<EdgesTable | null> {
  const row = await tx.db.selectFrom('identity_edges').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

async function apply(
  tx: Tx,
  { record, root, undo: undone, edges, interactionIds }: Plan,
  { siteId, actor, now }: { siteId: string; actor: string; now: number },
): Promise<void> {
  const [from, into] = [record.from_id, root.customer.id];
  for (const edge of edges) await reopen(tx, siteId, { ...edge, at: now });
  for (const id of undone.restore) {
    await tx.db.updateTable('customers').set({ root_id: from }).where('site_id', '=', siteId).where('id', '=', id).execute();
  }
  const users = [
    { id: from, user_id: undone.userIds.from },
    { id: into, user_id: undone.userIds.into },
  ];
  for (const { id, user_id } of users) {
    await tx.db.updateTable('customers').set({ user_id, status: 'active' }).where('site_id', '=', siteId).where('id', '=', id).execute();
  }
  const { a, b } = undone.neverMerge;
  await addNeverMerge(tx, siteId, { a, b, now });
  await tx.db.updateTable('merges').set({ undone_at: now }).where('site_id', '=', siteId).where('id', '=', record.id).execute();
  await moveInteractions(tx, { siteId, interactionIds, to: from, causeId: record.id, actor, now }, root.members);
  const events = unmergedEvents({ key: record.id, from, into }, { causeId: record.id, now });
  await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events, now });
  await auditRow(tx, { siteId, actor, action: 'unmerge', target: into, detail: { merge: record.id, from }, now });
}

/** The edge is the one it was, and keeps what was learnt of it meanwhile. */
async function reopen(tx: Tx, siteId: string, { was, now, at }: Returning & { at: number }): Promise<void> {
  const edges = () => tx.db.updateTable('identity_edges').where('site_id', '=', siteId);
  await edges().set({ until: at }).where('id', '=', now.id).execute();
  const learnt = { trust: now.trust, shared: now.shared, proven: now.proven, last_seen_at: now.last_seen_at };
  await edges()
    .set({ until: null, ...learnt })
    .where('id', '=', was.id)
    .execute();
}
