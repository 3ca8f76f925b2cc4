// What the timeline says about identity (ID11, ID17): `identity.merged` and `identity.unmerged`, relay-made, at the customer they concern.
import type { IngestEvent } from '../../../../domain/ingest/event.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { MergeDone } from './merge-customers.js';

const relaySource = prepared<{ siteId: string }, { id: string }>((db, place) =>
  db.selectFrom('sources').select('id').where('site_id', '=', place('siteId')).where('kind', '=', 'relay').orderBy('id').limit(1),
);

export async function relaySourceId(tx: Tx, siteId: string): Promise<string> {
  const [source] = await relaySource(tx, { siteId });
  if (source === undefined) throw new Error('The site has no relay source');
  return source.id;
}

const MERGED_TITLES: Record<MergeDone['rule'], string> = {
  attested: 'Recognised: an earlier record is the same customer',
  device: 'Recognised: earlier visits on this device are the same customer',
  check: 'Joined with another record after a check',
  request: 'Joined with another record',
  override: 'Joined with another record by an admin',
};

export function mergedEvent({ mergeId, from, into, rule, allMerged }: MergeDone, causeId: string, now: number): IngestEvent {
  return relayEvent({
    messageId: `identity.merged:${mergeId}`,
    name: 'identity.merged',
    title: MERGED_TITLES[rule],
    customerId: into,
    data: { into, from, allMerged },
    causeId,
    now,
  });
}

/** One on each side, so that both timelines tell it. `key` names what was undone. */
export function unmergedEvents(
  { key, from, into }: { key: string; from: string; into: string },
  { causeId, now }: { causeId: string; now: number },
): IngestEvent[] {
  return [into, from].map((customerId) =>
    relayEvent({
      messageId: `identity.unmerged:${key}:${customerId === into ? 'into' : 'from'}`,
      name: 'identity.unmerged',
      title: customerId === into ? 'Another customer was separated from this record' : 'Separated from another record',
      customerId,
      data: { into, from },
      causeId,
      now,
    }),
  );
}

interface RelayMade {
  messageId: string;
  name: string;
  title: string;
  customerId: string;
  data: IngestEvent['data'];
  causeId: string;
  now: number;
}

function relayEvent({ messageId, name, title, customerId, data, causeId, now }: RelayMade): IngestEvent {
  return {
    index: 0,
    messageId,
    type: 'track',
    name,
    title,
    channel: 'other',
    department: null,
    visibility: 'shared',
    data,
    identifiers: [],
    traits: {},
    traitTrust: 0,
    occurredAt: now,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    customerId,
    causationId: causeId,
    correlationId: null,
  };
}
