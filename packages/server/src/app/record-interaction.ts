// POST /api/v1/interactions: one interaction of any channel, said by the site's back end or by an agent's form (C17, C56). Same decoder,
// same store call as every event.
import { limits } from '@throughline/types';
import type { IngestEventCode } from '@throughline/types';
import { primitives } from '@throughline/types/decode';
import type { IngestEvent } from '../domain/ingest/event.js';
import { decodeInteraction } from '../domain/ingest/rest-interaction.js';
import { isRelayName } from '../domain/ingest/semantic-events.js';
import { NO_PROOF } from '../domain/ingest/source.js';
import type { EventSource } from '../domain/ingest/source.js';
import type { Limiter } from '../ports/limiter.js';
import type { Actor } from './actor.js';
import { rootOf } from './owner-of.js';
import { publishConsequences } from './publish-consequences.js';
import type { WriteDeps } from './write-event.js';

export type RecordedInteraction =
  | { ok: true; duplicate: boolean; interactionId: string | null; customerId: string | null }
  | { ok: false; code: IngestEventCode | 'unknown_customer' }
  | { ok: false; code: 'rate_limited'; retryMs: number };

export async function recordInteraction(
  deps: WriteDeps & { limiter: Limiter },
  actor: Actor,
  { body, visibility }: { body: unknown; visibility: string },
): Promise<RecordedInteraction> {
  const { siteId, sourceId } = actor;
  const taken = await deps.limiter.take(`${siteId} ${sourceId} events`, limits.RATE_INGEST_PER_SITE);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const now = deps.clock.now();
  const seen = primitives.Visibility.safeParse(visibility);
  const source: EventSource = {
    kind: 'secret',
    channel: actor.channel,
    department: actor.department,
    visibility: seen.success ? seen.data : 'shared',
  };
  const decoded = decodeInteraction(body, {
    index: 0,
    receivedAt: now,
    source,
    proof: NO_PROOF,
    newMessageId: `relay-${deps.ids.hex128()}`,
  });
  if (!decoded.ok) return { ok: false, code: decoded.code };
  // What people decide has routes of its own, which look at scope and record who decided.
  if (!actor.attests && isRelayName(decoded.event.name)) return { ok: false, code: 'reserved_name' };
  const event = await owned(deps, actor, decoded.event);
  if (event === null) return { ok: false, code: 'unknown_customer' };
  const recorded = await deps.store.record({ siteId, sourceId, events: [event], now });
  publishConsequences(deps, siteId, recorded);
  const [written] = recorded.written;
  return {
    ok: true,
    duplicate: written === undefined,
    interactionId: written?.interactionId ?? null,
    customerId: written?.customerId ?? null,
  };
}

/** The event with its customer followed to the root, and believed as far as the actor may be (ID8, ID15). Null: no such customer. */
async function owned(deps: WriteDeps, actor: Actor, event: IngestEvent): Promise<IngestEvent | null> {
  const believed = actor.attests ? event : claimed(event);
  if (event.customerId === undefined) return believed;
  const customerId = await rootOf(deps, actor.siteId, event.customerId);
  return customerId === null ? null : { ...believed, customerId };
}

/** Identifiers and traits on nobody's word but the agent's. */
function claimed({ signedTraits, ...event }: IngestEvent): IngestEvent {
  return {
    ...event,
    identifiers: event.identifiers.map((one) => ({ ...one, trust: 1 as const, proven: false })),
    traits: { ...signedTraits, ...event.traits },
    traitTrust: 1,
  };
}
