// Writes what identity resolution decided (ID11, ID14): redirects, edges, suggestions. No interaction is touched.
import { maskIdentifier } from '../../../../domain/identity/mask.js';
import type { Identifier, Resolution, RootCustomer, SeenIdentifier, SuggestionMade } from '../../../../domain/identity/model.js';
import type { Tx } from '../operation.js';
import type { Applied } from './applied.js';
import { mergeCustomers } from './merge-customers.js';
import type { MergeDone } from './merge-customers.js';

const REFRESH_EVERY_MS = 3_600_000; // `lastSeenAt` counts years (ID10): no write per page view

/** True when applying it writes more than a refreshed `lastSeenAt`: then it must be decided under the site's lock. */
export function changesIdentity(resolution: Resolution): boolean {
  const { create, merges, attach, release, share, suggestions } = resolution;
  return create !== null || [merges, attach, release, share, suggestions].some((list) => list.length > 0);
}

/** Answers the merges it made. */
export async function applyResolution(tx: Tx, resolution: Resolution, applied: Applied): Promise<MergeDone[]> {
  const { siteId, now } = applied;
  if (resolution.create !== null) await createCustomer(tx, siteId, resolution.create);
  const merged: MergeDone[] = [];
  for (const merge of resolution.merges) merged.push(await mergeCustomers(tx, merge, { ...applied, actor: 'relay' }));
  if (resolution.userId !== null) {
    await tx.db
      .updateTable('customers')
      .set({ user_id: resolution.userId })
      .where('site_id', '=', siteId)
      .where('id', '=', resolution.target)
      .where('user_id', 'is', null)
      .execute();
  }
  for (const { type, value } of resolution.release) await openEdge(tx, siteId, { type, value }).set({ until: now }).execute();
  for (const identifier of resolution.attach) await attach(tx, resolution.target, identifier, applied);
  for (const identifier of resolution.refresh) await refresh(tx, identifier, applied);
  for (const { type, value } of resolution.share) await openEdge(tx, siteId, { type, value }).set({ shared: 1 }).execute();
  for (const suggestion of resolution.suggestions) await suggest(tx, suggestion, applied);
  return merged;
}

export async function createCustomer(tx: Tx, siteId: string, { id, userId, createdAt }: RootCustomer): Promise<void> {
  await tx.db
    .insertInto('customers')
    .values({ site_id: siteId, id, root_id: id, status: 'active', user_id: userId, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doNothing()) // a shared device's customer is the same every time (ID12)
    .execute();
}

const openEdge = (tx: Tx, siteId: string, { type, value }: Identifier) =>
  tx.db
    .updateTable('identity_edges')
    .where('site_id', '=', siteId)
    .where('type', '=', type)
    .where('value', '=', value)
    .where('until', 'is', null);

async function attach(
  tx: Tx,
  target: string,
  identifier: SeenIdentifier & { rule: string },
  { siteId, causeId, now }: Applied,
): Promise<void> {
  await tx.db
    .insertInto('identity_edges')
    .values({
      site_id: siteId,
      id: tx.newId('edge'),
      type: identifier.type,
      value: identifier.value,
      customer_id: target,
      trust: identifier.trust,
      shared: 0,
      proven: identifier.proven ? 1 : 0,
      since: now,
      until: null,
      last_seen_at: now,
      rule: identifier.rule,
      cause_id: causeId,
    })
    .execute();
}

async function refresh(tx: Tx, identifier: SeenIdentifier, { siteId, now }: Applied): Promise<void> {
  const proven = identifier.proven ? 1 : 0;
  await openEdge(tx, siteId, identifier)
    .set((eb) => ({
      trust: eb.case().when('trust', '<', identifier.trust).then(identifier.trust).else(eb.ref('trust')).end(),
      proven: eb.case().when('proven', '<', proven).then(proven).else(eb.ref('proven')).end(),
      last_seen_at: now,
    }))
    .where((eb) => eb.or([eb('trust', '<', identifier.trust), eb('proven', '<', proven), eb('last_seen_at', '<', now - REFRESH_EVERY_MS)]))
    .execute();
}

/** Once while it is open: a device seen a thousand times is one question to an agent, not a thousand. */
async function suggest(
  tx: Tx,
  { target, candidate, reason, type, value }: SuggestionMade,
  { siteId, causeId, now }: Applied,
): Promise<void> {
  const masked = maskIdentifier(type, value);
  const open = await tx.db
    .selectFrom('suggestions')
    .select('id')
    .where('site_id', '=', siteId)
    .where('target_id', '=', target)
    .where('state', '=', 'open')
    .where('candidate_id', '=', candidate)
    .where('reason_code', '=', reason)
    .where('identifier_type', '=', type)
    .executeTakeFirst();
  if (open !== undefined) return;
  await tx.db
    .insertInto('suggestions')
    .values({
      site_id: siteId,
      id: tx.newId('suggestion'),
      target_id: target,
      candidate_id: candidate,
      reason_code: reason,
      identifier_type: type,
      identifier_masked: masked,
      cause_id: causeId,
      state: 'open',
      at: now,
    })
    .execute();
}
