// Splits identifiers off into a customer of their own (ID17), for what no merge record tells: two people who shared one record from the
// start. What came in by those identifiers alone moves along, as far as the store kept by what it was filed; the rest stays.
import type { Identifier, OpenEdge } from '../../../../domain/identity/model.js';
import { sameIdentifier } from '../../../../domain/identity/model.js';
import { normaliseIdentifier } from '../../../../domain/identity/normalise.js';
import { interactionsGivenBack } from '../../../../domain/identity/owner-override.js';
import type { IdentityOps } from '../../../../ports/store-identity.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { createCustomer } from './apply-resolution.js';
import { auditRow } from './audit-row.js';
import { relaySourceId, unmergedEvents } from './identity-events.js';
import { interactionsFiledBy } from './interaction-edges.js';
import { loadSide, maskedOf } from './merge-sides.js';
import type { Side } from './merge-sides.js';
import { addNeverMerge } from './never-merge.js';
import { moveInteractions } from './owner-overrides.js';
import { lockIdentity } from './site-lock.js';

type SplitArgs = Parameters<IdentityOps['splitIdentifiers']>[0];

export async function split(tx: Tx, args: SplitArgs): ReturnType<IdentityOps['splitIdentifiers']> {
  const { siteId, customerId, dryRun, actor, now } = args;
  if (!dryRun) await lockIdentity(tx, siteId);
  const side = await loadSide(tx, siteId, customerId);
  if (side === null) return { ok: false, code: 'not_found' };
  const off = chosen(side, args.identifiers);
  if (off === null) return { ok: false, code: 'unknown_identifier' };
  if (off.length === side.edges.length) return { ok: false, code: 'nothing_left' };
  const filed = await interactionsFiledBy(tx, siteId, { identifiers: off, since: 0 });
  const interactionIds = interactionsGivenBack(filed, { givenBack: off, restored: [], mergedAt: 0 });
  const from = tx.newId('customer');
  const into = side.customer.id;
  const preview = { from, into, identifiers: maskedOf(off), members: [from], interactions: interactionIds.length };
  if (dryRun) return { ok: true, preview };

  await createCustomer(tx, siteId, { id: from, userId: userIdIn(off, side), createdAt: now });
  for (const edge of off) await moveEdge(tx, { siteId, from, into: side.members, actor, now }, edge);
  const kept = side.edges.filter((edge) => !off.includes(edge));
  await tx.db
    .updateTable('customers')
    .set({ user_id: userIdIn(kept, side) })
    .where('site_id', '=', siteId)
    .where('id', '=', into)
    .execute();
  await addNeverMerge(tx, siteId, { a: from, b: into, now });
  await moveInteractions(tx, { siteId, interactionIds, to: from, causeId: from, actor, now });
  const events = unmergedEvents({ key: from, from, into }, { causeId: from, now });
  await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events, now });
  await auditRow(tx, { siteId, actor, action: 'split', target: into, detail: { from }, now });
  return { ok: true, undone: preview };
}

/** Null when one of them is not this customer's. */
function chosen({ edges }: Side, asked: readonly Identifier[]): OpenEdge[] | null {
  const off = new Set<OpenEdge>();
  for (const { type, value } of asked) {
    const normalised = normaliseIdentifier(type, value);
    const edge = normalised === null ? undefined : edges.find((each) => sameIdentifier(each, { type, value: normalised }));
    if (edge === undefined) return null;
    off.add(edge);
  }
  return off.size === 0 ? null : [...off];
}

/** The customer's own user id while its edge is among these; else the oldest there. */
function userIdIn(edges: readonly OpenEdge[], { customer }: Side): string | null {
  const userIds = edges.filter(({ type }) => type === 'user_id').sort((a, b) => a.since - b.since || (a.value < b.value ? -1 : 1));
  return userIds.find(({ value }) => value === customer.userId)?.value ?? userIds[0]?.value ?? null;
}

async function moveEdge(
  tx: Tx,
  { siteId, from, into, actor, now }: { siteId: string; from: string; into: readonly string[]; actor: string; now: number },
  { type, value }: Identifier,
): Promise<void> {
  const open = await tx.db
    .selectFrom('identity_edges')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('type', '=', type)
    .where('value', '=', value)
    .where('until', 'is', null)
    .where('customer_id', 'in', into)
    .executeTakeFirst();
  if (open === undefined) throw new Error('An edge vanished under the lock of its site');
  await tx.db.updateTable('identity_edges').set({ until: now }).where('site_id', '=', siteId).where('id', '=', open.id).execute();
  await tx.db
    .insertInto('identity_edges')
    .values({ ...open, id: tx.newId('edge'), customer_id: from, until: null, rule: 'split', cause_id: actor })
    .execute();
}
