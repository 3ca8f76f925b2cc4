// Takes calls of the Segment wire format: charge, prove, decode, store, answer per item (C10–C12). One bad event never fails its batch.
import { limits } from '@throughline/types';
import type { HttpErrorCode, IngestAnswer } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import { decodeCall } from '../domain/ingest/decode-call.js';
import type { Decoded } from '../domain/ingest/decode-call.js';
import { isRecord, textOf } from '../domain/ingest/json-shape.js';
import { readChannel } from '../domain/ingest/channel.js';
import type { EventSource } from '../domain/ingest/source.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { IngestCaller } from './ingest-caller.js';
import { createProofReader } from './ingest-proofs.js';
import type { PublishDeps } from './publish-consequences.js';
import { giveBackTry, withResumeCode } from './resume-codes.js';
import type { TriedCode } from './resume-codes.js';
import { storeEvents } from './store-events.js';
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
  /** The client's network address: what limits guessing (CH37). */
  address: string;
}

export type IngestOutcome = { ok: true; answer: IngestAnswer } | { ok: false; code: HttpErrorCode; retryMs?: number };

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
  { calls, batch, pathType, identityToken, address }: IngestCalls,
): Promise<IngestOutcome> {
  if (calls.length > limits.INGEST_BATCH_MAX_EVENTS) return { ok: false, code: 'too_many' };
  const refusedFor = await charge(deps.limiter, caller, calls);
  if (refusedFor !== null) return { ok: false, code: 'rate_limited', retryMs: refusedFor };

  const defaults = { ...(identityToken === undefined ? {} : { identityToken }), ...(isRecord(batch.context) ? batch.context : {}) };
  const proofs = createProofReader(deps, { site: caller.site, defaults });
  const source = eventSourceOf(caller);
  const receivedAt = deps.clock.now();
  const origin = caller.kind === 'secret' ? undefined : address; // a back end brings the codes of all its customers
  const decoded: Decoded[] = [];
  const tries = new Map<number, TriedCode>();
  for (const [index, call] of calls.entries()) {
    const proof = await proofs.read(call);
    const newMessageId = `relay-${deps.ids.hex128()}`;
    const common = { index, receivedAt, source, proof, newMessageId, batch };
    const one = decodeCall(call, pathType === undefined ? common : { ...common, pathType });
    if (one.ok) {
      const { event, tried } = await withResumeCode(deps, { siteId: caller.site.id, call, defaults, origin }, one.event);
      if (tried !== null) tries.set(index, tried);
      decoded.push({ ...one, event });
    } else decoded.push(one);
  }
  const events = decoded.flatMap((one) => (one.ok ? [one.event] : []));
  const refused = decoded.flatMap((one, index) => (one.ok ? [] : [{ index, messageId: one.messageId, code: one.code }]));
  const redeemed = async (index: number): Promise<void> => {
    const tried = tries.get(index);
    if (tried !== undefined) await giveBackTry(deps.limiter, tried);
  };
  return { ok: true, answer: await storeEvents(deps, caller, { events, refused, now: receivedAt, redeemed }) };
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
