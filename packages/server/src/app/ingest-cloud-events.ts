// CloudEvents in (C16): decode, find the owner of items that say no more than their number, store, answer per event as every ingest does.
import { limits } from '@throughline/types';
import type { HttpErrorCode, IngestAnswer } from '@throughline/types';
import { decodeCloudEvent } from '../domain/ingest/cloud-event.js';
import type { CloudDecoded } from '../domain/ingest/cloud-event.js';
import type { IngestEvent } from '../domain/ingest/event.js';
import { NO_PROOF } from '../domain/ingest/source.js';
import type { IngestCaller } from './ingest-caller.js';
import { eventSourceOf } from './ingest.js';
import type { IngestDeps } from './ingest.js';
import { storeEvents } from './store-events.js';
import type { Refused } from './store-events.js';

export type CloudEventsOutcome = { ok: true; answer: IngestAnswer } | { ok: false; code: HttpErrorCode; retryMs?: number };

export async function ingestCloudEvents(deps: IngestDeps, caller: IngestCaller, events: readonly unknown[]): Promise<CloudEventsOutcome> {
  const { site, source } = caller;
  if (events.length > limits.INGEST_BATCH_MAX_EVENTS) return { ok: false, code: 'too_many' };
  const rate = limits.RATE_INGEST_PER_SITE;
  const taken = await deps.limiter.take(`${site.id} ${source.id} events`, rate, Math.min(Math.max(1, events.length), rate.burst));
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const now = deps.clock.now();
  const accepted: IngestEvent[] = [];
  const refused: Refused[] = [];
  const owners: Owners = new Map();
  for (const [index, raw] of events.entries()) {
    const decoded = decodeCloudEvent(raw, { index, receivedAt: now, source: eventSourceOf(caller), proof: NO_PROOF });
    const event = decoded.ok ? await owned(deps, decoded, { siteId: site.id, owners, now }) : null;
    if (event !== null) accepted.push(event);
    else if (decoded.ok) refused.push({ index, messageId: decoded.event.messageId, code: 'missing_id' });
    else refused.push({ index, messageId: decoded.messageId, code: decoded.code });
  }
  return { ok: true, answer: await storeEvents(deps, caller, { events: accepted, refused, now }) };
}

/** Whose the items are that this request was about so far, by `type/number`. */
type Owners = Map<string, Pick<IngestEvent, 'customerId' | 'identifiers' | 'unverified'>>;

/** The event with its owner, or null when nobody is named and the item is unknown. */
async function owned(
  { store }: IngestDeps,
  { event, item, ownerOfItem }: CloudDecoded & { ok: true },
  { siteId, owners, now }: { siteId: string; owners: Owners; now: number },
): Promise<IngestEvent | null> {
  if (item === null) return event;
  const key = `${item.type}/${item.number}`;
  if (ownerOfItem === 'named') {
    owners.set(key, { identifiers: event.identifiers, unverified: event.unverified });
    return event;
  }
  const earlier = owners.get(key);
  if (earlier !== undefined) return { ...event, ...earlier };
  const customerId = (await store.vouchedItem({ siteId, ...item, now }))?.customerId;
  if (customerId === undefined) return ownerOfItem === 'unknown' ? null : event;
  const owner = { customerId, identifiers: event.identifiers, unverified: false };
  owners.set(key, owner);
  return { ...event, ...owner };
}
