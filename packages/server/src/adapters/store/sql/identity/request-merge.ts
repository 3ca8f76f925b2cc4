// A merge somebody asks for (ID13, ID16): previewed or done, refused with every reason. The same redirect, record and event as a merge by
// itself; what is refused there is refused here, except where an admin says why not.
import { mergeRefusals } from '../../../../domain/identity/merge-refusals.js';
import type { MergeRefusal } from '../../../../domain/identity/merge-refusals.js';
import type { Identifier, Merge } from '../../../../domain/identity/model.js';
import { sharedEvidence } from '../../../../domain/identity/shared-evidence.js';
import type { MergeAnswer, MergeArgs, MergeView } from '../../../../ports/store-identity.js';
import { isObject, jsonOf } from '../context/rows.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { auditRow } from './audit-row.js';
import { mergedEvent, relaySourceId } from './identity-events.js';
import { mergeCustomers } from './merge-customers.js';
import type { MergeDone } from './merge-customers.js';
import { claimsOf, countsOf, loadSide, traitChanges } from './merge-sides.js';
import type { Side } from './merge-sides.js';
import { keptApart } from './never-merge.js';
import { lockIdentity } from './site-lock.js';

const MERGES_READ = 100;

export async function requestMerge(tx: Tx, args: MergeArgs): Promise<MergeAnswer> {
  const { siteId, override, dryRun, now, actor } = args;
  if (!dryRun) await lockIdentity(tx, siteId);
  const [from, into] = [await loadSide(tx, siteId, args.from), await loadSide(tx, siteId, args.into)];
  if (from === null || into === null) return { ok: false, code: 'not_found' };
  const evidence = await evidenceFor(tx, siteId, from, into);
  const shareEvidence = evidence.length > 0;
  const neverMerge = await keptApart(tx, siteId, from.members, into.members);
  const refusals = mergeRefusals({ from, into, shareEvidence, neverMerge, overridden: override !== undefined, now });
  if (dryRun) {
    const preview = { from: from.customer.id, into: into.customer.id, traits: traitChanges(from, into), refusals };
    return { ok: true, preview: { ...preview, counts: await countsOf(tx, siteId, from) } };
  }
  if (refusals.length > 0) return { ok: false, code: 'refused', refusals };
  const rule = override === undefined ? 'request' : 'override';
  const done = await join(tx, { from, into, rule, evidence }, { siteId, actor, causeId: actor, now });
  const { mergeId, allMerged } = done;
  const detail = { merge: mergeId, from: done.from, rule, ...(override === undefined ? {} : { reason: override.reason }) };
  await auditRow(tx, { siteId, actor, action: 'merge', target: done.into, detail, now });
  return { ok: true, merged: { mergeId, from: done.from, into: done.into, allMerged } };
}

/** Null when the two may become one after a check; the Suggestion itself is the evidence then (ID18). */
export function refusalsAfterCheck(from: Side, into: Side, { neverMerge, now }: { neverMerge: boolean; now: number }): MergeRefusal[] {
  return mergeRefusals({ from, into, shareEvidence: true, neverMerge, overridden: false, now });
}

export interface Joining {
  from: Side;
  into: Side;
  rule: Merge['rule'];
  evidence: Identifier[];
}

/** Redirect, user id, and what the timeline says of it. Nothing is asked any more. */
export async function join(
  tx: Tx,
  { from, into, rule, evidence }: Joining,
  { siteId, actor, causeId, now }: { siteId: string; actor: string; causeId: string; now: number },
): Promise<MergeDone> {
  const merge = { from: from.customer.id, into: into.customer.id, rule, evidence };
  const done = await mergeCustomers(tx, merge, { siteId, causeId, now, actor });
  const { userId } = from.customer;
  if (into.customer.userId === null && userId !== null) {
    await tx.db
      .updateTable('customers')
      .set({ user_id: userId })
      .where('site_id', '=', siteId)
      .where('id', '=', into.customer.id)
      .execute();
  }
  const sourceId = await relaySourceId(tx, siteId);
  await recordEvents(tx, { siteId, sourceId, events: [mergedEvent(done, causeId, now)], now });
  return done;
}

/** What was seen on both sides, or what a Suggestion between them was about. */
async function evidenceFor(tx: Tx, siteId: string, from: Side, into: Side): Promise<Identifier[]> {
  const shared = sharedEvidence({ identifiers: from.seen, claims: claimsOf(from) }, { identifiers: into.seen, claims: claimsOf(into) });
  if (shared.length > 0) return shared;
  const traced = await tx.db
    .selectFrom('suggestions')
    .select(['identifier_type', 'identifier_masked'])
    .where('site_id', '=', siteId)
    .where('state', '=', 'open')
    .where((eb) =>
      eb.or([
        eb.and([eb('target_id', 'in', from.members), eb('candidate_id', 'in', into.members)]),
        eb.and([eb('target_id', 'in', into.members), eb('candidate_id', 'in', from.members)]),
      ]),
    )
    .orderBy('id')
    .limit(5)
    .execute();
  return traced.map((row) => ({ type: row.identifier_type, value: row.identifier_masked }));
}

export async function mergesOf(tx: Tx, { siteId, customerId }: { siteId: string; customerId: string }): Promise<MergeView[]> {
  const root = await rootOrNull(tx, siteId, customerId);
  if (root === null) return [];
  const members = await membersOf(tx, siteId, root.id);
  const rows = await tx.db
    .selectFrom('merges')
    .selectAll()
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('into_id', 'in', members), eb('from_id', 'in', members)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MERGES_READ)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    from: row.from_id,
    into: row.into_id,
    rule: row.rule,
    evidence: evidenceOf(row.evidence),
    actor: row.actor,
    at: row.at,
    undoneAt: row.undone_at,
  }));
}

function evidenceOf(text: string): { type: string; masked: string }[] {
  const list = jsonOf(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    if (!isObject(item)) return [];
    const { type, masked } = item;
    return typeof type === 'string' && typeof masked === 'string' ? [{ type, masked }] : [];
  });
}
