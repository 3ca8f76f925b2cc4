// Files interactions under another customer (context.md §5 OwnerOverride): a row of its own says where it went and where it was, so what
// ingest decided is never lost. What hangs on them follows: the traits they stated, their conversations, and every projection, which is
// folded again from the log.
import { effectiveOwner } from '../../../../domain/identity/owner-override.js';
import type { OwnerOverride } from '../../../../domain/identity/owner-override.js';
import type { Tx } from '../operation.js';
import { rebuildCustomers } from '../rebuild.js';

const PARAMETERS_MAX = 400;

/** Overrides of these interactions, oldest first. */
export async function overridesOf(
  tx: Tx,
  siteId: string,
  interactionIds: readonly string[],
): Promise<(OwnerOverride & { fromId: string })[]> {
  const found: (OwnerOverride & { fromId: string })[] = [];
  for (let at = 0; at < interactionIds.length; at += PARAMETERS_MAX) {
    const rows = await tx.db
      .selectFrom('owner_overrides')
      .select(['interaction_id', 'n', 'from_id', 'customer_id'])
      .where('site_id', '=', siteId)
      .where('interaction_id', 'in', interactionIds.slice(at, at + PARAMETERS_MAX))
      .orderBy('interaction_id')
      .orderBy('n')
      .execute();
    for (const row of rows) found.push({ interactionId: row.interaction_id, customerId: row.customer_id, n: row.n, fromId: row.from_id });
  }
  return found;
}

const interactionRows = (tx: Tx, siteId: string, ids: readonly string[]) =>
  tx.db
    .selectFrom('interactions')
    .select(['id', 'customer_id', 'source_id', 'occurred_at', 'conversation_id'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .execute();

export interface Move {
  siteId: string;
  interactionIds: readonly string[];
  to: string;
  /** The merge undone, or the conversation given away. */
  causeId: string;
  actor: string;
  now: number;
}

/** Answers how many moved. `also`: customers whose projections are folded again even if nothing of theirs moved. */
export async function moveInteractions(tx: Tx, move: Move, also: readonly string[] = []): Promise<number> {
  const { siteId, interactionIds, to } = move;
  const touched = new Set<string>(also);
  const conversations = new Set<string>();
  let moved = 0;
  for (let at = 0; at < interactionIds.length; at += PARAMETERS_MAX) {
    const rows = await interactionRows(tx, siteId, interactionIds.slice(at, at + PARAMETERS_MAX));
    const leaving = rows.filter((row) => row.customer_id !== to);
    const earlier = await overridesOf(
      tx,
      siteId,
      leaving.map(({ id }) => id),
    );
    for (const row of leaving) {
      await fileUnder(tx, move, { ...row, earlier: earlier.filter(({ interactionId }) => interactionId === row.id) });
      touched.add(row.customer_id);
      if (row.conversation_id !== null) conversations.add(row.conversation_id);
      moved += 1;
    }
  }
  for (const conv of conversations) await followConversation(tx, siteId, { conv, to });
  if (moved > 0) touched.add(to);
  if (touched.size > 0) await rebuildCustomers(tx, siteId, [...touched].sort());
  return moved;
}

interface Leaving {
  id: string;
  customer_id: string;
  source_id: string;
  occurred_at: number;
  earlier: readonly OwnerOverride[];
}

async function fileUnder(tx: Tx, { siteId, to, causeId, actor, now }: Move, row: Leaving): Promise<void> {
  const from = effectiveOwner(row.customer_id, row.earlier);
  await tx.db
    .insertInto('owner_overrides')
    .values({
      site_id: siteId,
      interaction_id: row.id,
      n: row.earlier.length + 1,
      from_id: from,
      customer_id: to,
      cause_id: causeId,
      actor,
      at: now,
    })
    .execute();
  await tx.db.updateTable('interactions').set({ customer_id: to }).where('site_id', '=', siteId).where('id', '=', row.id).execute();
  // What it said about the person goes with it: statements carry the time and source of the interaction that made or renewed them.
  await tx.db
    .updateTable('traits')
    .set({ customer_id: to })
    .where('site_id', '=', siteId)
    .where('customer_id', '=', from)
    .where('source_id', '=', row.source_id)
    .where('at', '=', row.occurred_at)
    .execute();
}

/** A conversation belongs to whom all of its interactions belong to. */
async function followConversation(tx: Tx, siteId: string, { conv, to }: { conv: string; to: string }): Promise<void> {
  const elsewhere = await tx.db
    .selectFrom('interactions')
    .select('id')
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('customer_id', '!=', to)
    .limit(1)
    .executeTakeFirst();
  if (elsewhere !== undefined) return;
  await tx.db.updateTable('conversations').set({ customer_id: to }).where('site_id', '=', siteId).where('id', '=', conv).execute();
}
