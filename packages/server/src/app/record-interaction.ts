// POST /api/v1/interactions: one interaction of any channel, said by the site's back end (C17). Same decoder, same store call.
import type { IngestEventCode } from '@throughline/types';
import { decodeInteraction } from '../domain/ingest/rest-interaction.js';
import { NO_PROOF } from '../domain/ingest/source.js';
import type { IngestDeps } from './ingest.js';
import { eventSourceOf } from './ingest.js';
import type { IngestCaller } from './ingest-caller.js';
import { limits } from '@throughline/types';

export type RecordedInteraction =
  | { ok: true; duplicate: boolean; interactionId: string | null; customerId: string | null }
  | { ok: false; code: IngestEventCode }
  | { ok: false; code: 'rate_limited'; retryMs: number };

export async function recordInteraction(deps: IngestDeps, caller: IngestCaller, body: unknown): Promise<RecordedInteraction> {
  const { site, source } = caller;
  const taken = await deps.limiter.take(`${site.id} ${source.id} events`, limits.RATE_INGEST_PER_SITE);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const now = deps.clock.now();
  const decoded = decodeInteraction(body, {
    index: 0,
    receivedAt: now,
    source: eventSourceOf(caller),
    proof: NO_PROOF,
    newMessageId: `relay-${deps.ids.hex128()}`,
  });
  if (!decoded.ok) return { ok: false, code: decoded.code };
  const result = await deps.store.ingest({ siteId: site.id, sourceId: source.id, events: [decoded.event], now });
  const [written] = result.written;
  return {
    ok: true,
    duplicate: written === undefined,
    interactionId: written?.interactionId ?? null,
    customerId: written?.customerId ?? null,
  };
}
