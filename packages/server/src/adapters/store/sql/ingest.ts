// Appends events of a source: de-duplicate, say whose each is, write the interaction, fold it into the projections; one transaction for
// the whole batch (C11, C12, ID11). Invariant: a repeated (source, message id) changes nothing at all.
import type { Resolution } from '../../../domain/identity/model.js';
import type { Interaction } from '@throughline/types';
import type { CustomerOps, IngestEvent, IngestResult } from '../../../ports/store-customers.js';
import { lockForCode } from './delivery/grant-operations.js';
import { arrivalOf, noteArrival } from './engine/arrivals.js';
import { lockBatch } from './engine/batch-locks.js';
import { addEffects, newEffects, refold } from './engine/effects.js';
import type { Effects } from './engine/effects.js';
import { SAYS_NOTHING } from './engine/project-events.js';
import { lockCustomer } from './engine/root-lock.js';
import { settle } from './engine/settle.js';
import { tell } from './engine/tell.js';
import { applyResolution } from './identity/apply-resolution.js';
import { decideOwner } from './identity/decide-owner.js';
import { followIdentity } from './identity/follow-identity.js';
import { mergedEvent, relaySourceId } from './identity/identity-events.js';
import type { MergeDone } from './identity/merge-customers.js';
import { storeTraits } from './identity/store-traits.js';
import { insertInteraction, knownMessageIds } from './interactions.js';
import type { Operation, OperationsOf, Tx } from './operation.js';
import { projectInteraction } from './projections.js';
import { refreshCustomers } from './search/customer-documents.js';
import type { RecordEvents } from './seams.js';

const SIGNED_TRUST = 3;
/** Said after a merge or an undo on request: rows of one root are folded over all of its members. */
const MEMBERS_CHANGED: readonly string[] = ['identity.merged', 'identity.unmerged'];
/** Dotted names, of which decisions follow: `fact.confirmed`, `case.updated`, `tracked_item.updated` … (C14). */
const RELAY_MADE = /^[a-z][a-z_]*\.[a-z_.]+$/;

interface Origin {
  siteId: string;
  sourceId: string;
  now: number;
  /** Anybody can use the site's public key: what only the relay and back ends say is not believed of it. */
  isPublic: boolean;
  effects: Effects;
  /** Customers whose rows nobody else settles until this transaction ends. */
  locked: Set<string>;
}

export const recordEvents: RecordEvents = async (tx, { siteId, sourceId, events, now }) => {
  const source = await arrivalOf(tx, { siteId, sourceId });
  const effects = newEffects();
  const locked = await lockBatch(tx, siteId, events);
  const origin: Origin = { siteId, sourceId, now, isPublic: source.kind === 'public', effects, locked };
  const result: IngestResult = { accepted: 0, duplicates: 0, rejected: [], written: [] };
  const seen = await knownMessageIds(
    tx,
    origin,
    events.map(({ messageId }) => messageId),
  );
  for (const event of events) {
    const written = seen.has(event.messageId) ? null : await recordEvent(tx, event, origin);
    seen.add(event.messageId);
    if (written === null) {
      result.duplicates += 1;
      continue;
    }
    if (written === 'unknown_customer') {
      result.rejected.push({ index: event.index, code: written });
      continue;
    }
    const { interaction, ...more } = written;
    result.accepted += 1;
    result.written.push({ index: event.index, interactionId: interaction.id, customerId: interaction.customerIdAtIngest, ...more });
  }
  if (result.accepted > 0) {
    await noteArrival(tx, { siteId, sourceId, lastAt: source.lastAt, now });
    await settleBatch(tx, { siteId, effects, now });
    await refreshCustomers(tx, siteId, effects.customers);
  }
  return { ...result, effects };
};

/** What follows from the batch as a whole; what has to be on the timeline because of it is recorded in turn. */
async function settleBatch(tx: Tx, { siteId, effects, now }: Pick<Origin, 'siteId' | 'effects' | 'now'>): Promise<void> {
  const events: IngestEvent[] = [];
  for (const settled of await settle(tx, siteId, { effects, now })) events.push(...(await tell(tx, siteId, { settled, effects, now })));
  if (events.length === 0) return;
  const followed = await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events, now });
  addEffects(effects, followed.effects);
}

/** Null when another transaction recorded the same message meanwhile; `unknown_customer` when the event names one that does not exist. */
async function recordEvent(tx: Tx, event: IngestEvent, origin: Origin): Promise<Written | 'unknown_customer' | null> {
  const { siteId, sourceId, now } = origin;
  const { resumeCodeHash: hash, redeemedBy: visitorId } = event;
  if (hash !== undefined && visitorId !== undefined) await lockForCode(tx, { siteId, hash, visitorId, now });
  const decision = await decideOwner(tx, event, origin);
  if (decision === null) return 'unknown_customer';
  const { resolution, code } = decision;
  if (!SAYS_NOTHING.has(event.type) && !origin.locked.has(resolution.target)) {
    await lockCustomer(tx, siteId, resolution.target); // before the first row of theirs is written
    origin.locked.add(resolution.target);
  }
  const interaction = interactionOf(event, origin, tx.newId('interaction'), resolution);
  if (!(await insertInteraction(tx, interaction))) return null;
  const merged = await applyResolution(tx, resolution, { siteId, causeId: interaction.id, now });
  if (resolution.unsigned !== 'recorded_only') await storeStatedTraits(tx, event, { siteId, sourceId, customerId: resolution.target });
  await projectInteraction(tx, interaction, origin.effects);
  if (merged.length > 0 || MEMBERS_CHANGED.includes(event.name)) refold(origin.effects, resolution.target, interaction.id);
  await followIdentity(tx, { event, interaction, decision, now }); // after the projections: it may fold them again
  if (merged.length > 0) await recordMerges(tx, merged, { causeId: interaction.id, origin });
  if (event.resumeCodeHash === undefined) return { interaction };
  return { interaction, resumeCode: code === null ? 'refused' : 'redeemed' };
}

interface Written {
  interaction: Interaction;
  resumeCode?: 'redeemed' | 'refused';
}

async function storeStatedTraits(
  tx: Tx,
  { traits, traitTrust, signedTraits, occurredAt, department, visibility }: IngestEvent,
  of: { siteId: string; sourceId: string; customerId: string },
): Promise<void> {
  const said = { ...of, at: occurredAt, department, visibility };
  await storeTraits(tx, traits, { ...said, trust: traitTrust });
  if (signedTraits !== undefined) await storeTraits(tx, signedTraits, { ...said, trust: SIGNED_TRUST });
}

/** The timeline says who turned out to be the same person (ID11). */
async function recordMerges(tx: Tx, merged: readonly MergeDone[], { causeId, origin }: { causeId: string; origin: Origin }): Promise<void> {
  const relay: Origin = { ...origin, sourceId: await relaySourceId(tx, origin.siteId), isPublic: false };
  for (const merge of merged) await recordEvent(tx, mergedEvent(merge, causeId, origin.now), relay);
}

function interactionOf(
  event: IngestEvent,
  { siteId, sourceId, now, isPublic }: Origin,
  id: string,
  { target, unsigned }: Resolution,
): Interaction {
  return {
    id,
    siteId,
    sourceId,
    messageId: event.messageId,
    customerIdAtIngest: target,
    channel: event.channel,
    department: event.department,
    visibility: event.visibility,
    type: event.type,
    name: event.name,
    title: event.title,
    data: event.data,
    occurredAt: event.occurredAt,
    receivedAt: now,
    originalTimestamp: event.originalTimestamp,
    flags: event.flags,
    unverified: event.unverified || unsigned !== 'no' || (isPublic && RELAY_MADE.test(event.name)),
    conversationId: event.conversationId,
    causationId: event.causationId,
    correlationId: event.correlationId,
  };
}

const ingest: Operation<Parameters<CustomerOps['ingest']>[0], IngestResult> = {
  kind: 'write',
  async run(tx, args) {
    const { effects: _effects, ...result } = await recordEvents(tx, args);
    return result;
  },
};

export const ingestOperations: OperationsOf<Pick<CustomerOps, 'ingest'>> = { ingest };
