// Takes calls of the Segment wire format: charge, prove, decode, store, answer per item (C10–C12). One bad event never fails its batch.
import { limits } from '@throughline/types';
import type { HttpErrorCode, IngestAnswer, IngestEventCode } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import { decodeCall } from '../domain/ingest/decode-call.js';
import type { Decoded } from '../domain/ingest/decode-call.js';
import type { IngestEvent } from '../domain/ingest/event.js';
import { isRecord, textOf } from '../domain/ingest/json-shape.js';
import { readChannel } from '../domain/ingest/channel.js';
import type { EventSource } from '../domain/ingest/source.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { IngestCaller } from './ingest-caller.js';
import { createProofReader } from './ingest-proofs.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';
import type { ProofDeps } from './ingest-proofs.js';

export interface IngestDeps extends ProofDeps, Omit<PublishDeps, 'store'> {
  ids: Ids;
  limiter: Limiter;
}

export interface IngestCalls {
  calls: readonly unknown[];
  /** Batch-level `context` and `sentAt`: defaults for items (C10). */
  batch: { context?: unknown; sentAt?: unknown };
  /** The type of a single-call path. */
  pathType?: string;
  /** From the header `X-Throughline-Identity` (ID4). */
  identityToken?: string;
}

export type IngestOutcome = { ok: true; answer: IngestAnswer } | { ok: false; code: HttpErrorCode; retryMs?: number };

// A chat message waits for the transaction before it: keep that below what a person notices. A batch that fails halfway is answered 503
// and sent again; what was stored counts as duplicates then.
const EVENTS_PER_TRANSACTION = 50;

const MEANING: Record<IngestEventCode, string> = {
  too_large: `An event holds at most ${limits.INGEST_EVENT_MAX_BYTES} bytes, ${limits.INGEST_NESTING_MAX} levels and ${limits.INGEST_KEYS_MAX} keys`,
  missing_type: 'An event needs a type',
  unknown_type: 'The type is none of identify, track, page, screen, group, alias',
  missing_id: 'An event needs a userId or an anonymousId',
  missing_event: 'A track call needs an event name',
  missing_group: 'A group call needs a groupId',
  missing_previous: 'An alias call needs a previousId',
  message_id_invalid: `A messageId is a text of 1 to ${limits.MESSAGE_ID_MAX_CHARS} characters`,
  too_old: 'The event is older than what this site keeps',
  missing_source: 'A CloudEvent needs an id and a source',
  unknown_version: 'The specversion is not 1.0',
  invalid_text: 'A text contains NUL or half a surrogate pair',
  unknown_customer: 'This site has no such customer',
};

export function eventSourceOf({ kind, source }: IngestCaller): EventSource {
  const visibility = primitives.Visibility.safeParse(source.visibility);
  return {
    kind,
    channel: readChannel(source.channel) ?? 'other',
    department: source.department,
    visibility: visibility.success ? visibility.data : 'shared',
  };
}

export async function ingest(
  deps: IngestDeps,
  caller: IngestCaller,
  { calls, batch, pathType, identityToken }: IngestCalls,
): Promise<IngestOutcome> {
  if (calls.length > limits.INGEST_BATCH_MAX_EVENTS) return { ok: false, code: 'too_many' };
  const refusedFor = await charge(deps.limiter, caller, calls);
  if (refusedFor !== null) return { ok: false, code: 'rate_limited', retryMs: refusedFor };

  const defaults = { ...(identityToken === undefined ? {} : { identityToken }), ...(isRecord(batch.context) ? batch.context : {}) };
  const proofs = createProofReader(deps, { site: caller.site, defaults });
  const source = eventSourceOf(caller);
  const receivedAt = deps.clock.now();
  const decoded: Decoded[] = [];
  for (const [index, call] of calls.entries()) {
    const proof = await proofs.read(call);
    const newMessageId = `relay-${deps.ids.hex128()}`;
    const common = { index, receivedAt, source, proof, newMessageId, batch };
    decoded.push(decodeCall(call, pathType === undefined ? common : { ...common, pathType }));
  }
  return { ok: true, answer: await store(deps, caller, decoded, receivedAt) };
}

async function store(deps: IngestDeps, { site, source }: IngestCaller, decoded: readonly Decoded[], now: number): Promise<IngestAnswer> {
  const events: IngestEvent[] = [];
  const rejected: IngestAnswer['rejected'] = [];
  decoded.forEach((one, index) => {
    if (one.ok) events.push(one.event);
    else rejected.push({ index, messageId: one.messageId, code: one.code, message: MEANING[one.code] });
  });
  let accepted = 0;
  let duplicates = 0;
  for (let at = 0; at < events.length; at += EVENTS_PER_TRANSACTION) {
    const chunk = events.slice(at, at + EVENTS_PER_TRANSACTION);
    const result = await deps.store.record({ siteId: site.id, sourceId: source.id, events: chunk, now });
    publishConsequences(deps, site.id, result);
    accepted += result.accepted;
    duplicates += result.duplicates;
    for (const { index, code } of result.rejected) {
      const event = chunk.find((candidate) => candidate.index === index);
      rejected.push({ index, messageId: event?.messageId ?? null, code, message: MEANING[code] });
    }
  }
  rejected.sort((a, b) => a.index - b.index);
  return { success: true, accepted, duplicates, rejected };
}

/** ms to wait, or null. One bucket per source, so that a flood with the public key leaves the site's own servers room (S51, S56). */
async function charge(limiter: Limiter, { site, source, kind }: IngestCaller, calls: readonly unknown[]): Promise<number | null> {
  const perSite = limits.RATE_INGEST_PER_SITE;
  const taken = await limiter.take(`${site.id} ${source.id} events`, perSite, Math.min(Math.max(1, calls.length), perSite.burst));
  if (!taken.ok) return taken.retryMs;
  if (kind === 'secret') return null;
  const perVisitor = limits.RATE_INGEST_PER_VISITOR;
  const costs = new Map<string, number>();
  for (const call of calls) {
    const visitor = isRecord(call) ? (textOf(call['anonymousId']) ?? textOf(call['userId'])) : null;
    const name = (visitor ?? '').slice(0, limits.IDENTIFIER_MAX_CHARS);
    costs.set(name, (costs.get(name) ?? 0) + 1);
  }
  for (const [visitor, cost] of costs) {
    const each = await limiter.take(`${site.id} visitor ${visitor} events`, perVisitor, Math.min(cost, perVisitor.burst));
    if (!each.ok) return each.retryMs;
  }
  return null;
}
