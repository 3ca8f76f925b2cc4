// Appends events of a source: de-duplicate, say whose each is, write the interaction, fold it into the projections; one transaction for
// the whole batch (C11, C12, ID11). Invariant: a repeated (source, message id) changes nothing at all.
import { resolve } from '../../../domain/identity/resolve.js';
import { normaliseIdentifiers } from '../../../domain/identity/normalise.js';
import type { Resolution } from '../../../domain/identity/model.js';
import type { Interaction } from '@throughline/types';
import type { CustomerOps, IngestEvent, IngestResult } from '../../../ports/store-customers.js';
import { applyResolution, changesIdentity } from './identity/apply-resolution.js';
import { loadIdentityView } from './identity/load-view.js';
import { lockIdentity } from './identity/site-lock.js';
import { storeTraits } from './identity/store-traits.js';
import { insertInteraction, knownMessageIds } from './interactions.js';
import type { Operation, OperationsOf, Tx } from './operation.js';
import { projectInteraction } from './projections.js';
import type { RecordEvents } from './seams.js';

const SIGNED_TRUST = 3;

interface Origin {
  siteId: string;
  sourceId: string;
  now: number;
}

export const recordEvents: RecordEvents = async (tx, { siteId, sourceId, events, now }) => {
  const origin: Origin = { siteId, sourceId, now };
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
    result.accepted += 1;
    result.written.push({ index: event.index, interactionId: written.id, customerId: written.customerIdAtIngest });
  }
  if (result.accepted > 0) {
    await tx.db.updateTable('sources').set({ last_at: now }).where('site_id', '=', siteId).where('id', '=', sourceId).execute();
  }
  return result;
};

/** Null when another transaction recorded the same message meanwhile. */
async function recordEvent(tx: Tx, event: IngestEvent, origin: Origin): Promise<Interaction | null> {
  const { siteId, sourceId, now } = origin;
  const resolution = await decideOwner(tx, event, origin);
  const interaction = interactionOf(event, origin, tx.newId('interaction'), resolution.target);
  if (!(await insertInteraction(tx, interaction))) return null;
  await applyResolution(tx, resolution, { siteId, causeId: interaction.id, now });
  const statement = { siteId, customerId: resolution.target, sourceId, at: event.occurredAt };
  await storeTraits(tx, event.traits, { ...statement, trust: event.traitTrust });
  if (event.signedTraits !== undefined) await storeTraits(tx, event.signedTraits, { ...statement, trust: SIGNED_TRUST });
  await projectInteraction(tx, interaction);
  return interaction;
}

/** Decided once without the site's lock; if it would change who is who, once more under it. */
async function decideOwner(tx: Tx, event: IngestEvent, { siteId, now }: Origin): Promise<Resolution> {
  const identifiers = normaliseIdentifiers(event.identifiers);
  const newCustomerId = tx.newId('customer');
  const decide = async (): Promise<Resolution> =>
    resolve(await loadIdentityView(tx, siteId, identifiers), { siteId, identifiers, now, newCustomerId });
  const first = await decide();
  if (tx.dialect !== 'postgres' || !changesIdentity(first)) return first;
  await lockIdentity(tx, siteId);
  return decide();
}

function interactionOf(event: IngestEvent, { siteId, sourceId, now }: Origin, id: string, customerId: string): Interaction {
  return {
    id,
    siteId,
    sourceId,
    messageId: event.messageId,
    customerIdAtIngest: customerId,
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
    unverified: event.unverified,
    conversationId: event.conversationId,
    causationId: event.causationId,
    correlationId: event.correlationId,
  };
}

const ingest: Operation<Parameters<CustomerOps['ingest']>[0], IngestResult> = { kind: 'write', run: recordEvents };

export const ingestOperations: OperationsOf<Pick<CustomerOps, 'ingest'>> = { ingest };
