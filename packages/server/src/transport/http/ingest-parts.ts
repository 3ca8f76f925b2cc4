// The two ways events come in over HTTP: Segment's wire format under /v1, and POST /api/v1/interactions for a site's own back end (C17).
import { Router } from 'express';
import type { RequestHandler } from 'express';
import { limits } from '@throughline/types';
import { findCaller } from '../../app/ingest-caller.js';
import { recordInteraction } from '../../app/record-interaction.js';
import type { RelayDeps } from '../relay-deps.js';
import { textBody } from './body.js';
import { readIngestBody } from './ingest-body.js';
import { ingestRoutes } from './ingest-routes.js';
import { sendProblem } from './problem.js';
import { secretKeyOf } from './secret-key.js';

export function ingestParts(deps: RelayDeps): { ingest: RequestHandler; interactions: RequestHandler } {
  return { ingest: ingestRoutes(deps), interactions: interactionsRoute(deps) };
}

/** 201 `{interactionId, customerId, duplicate: false}`, 200 with `duplicate: true` for a repeated messageId. */
function interactionsRoute(deps: RelayDeps): RequestHandler {
  const router = Router();
  router.use(textBody(limits.INGEST_EVENT_MAX_BYTES), async (request, response) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
    const key = secretKeyOf(request.headers.authorization);
    const site = key === null ? null : await deps.sites.bySecretKey(key);
    if (key === null || site === null) return sendProblem(response, 'unknown_key');
    const found = await findCaller(deps.sites, { keys: [key], origin: undefined, ownOrigin: false });
    if (!found.ok) return sendProblem(response, found.code);
    const read = readIngestBody(request);
    if (!read.ok) return sendProblem(response, read.code);
    const recorded = await recordInteraction(deps, found.caller, read.body);
    if (recorded.ok) {
      const { interactionId, customerId, duplicate } = recorded;
      response.status(duplicate ? 200 : 201).json({ interactionId, customerId, duplicate });
      return;
    }
    if (recorded.code === 'rate_limited') return sendProblem(response, 'rate_limited', { retryMs: recorded.retryMs });
    return sendProblem(response, recorded.code === 'too_large' ? 'too_large' : 'bad_request', { detail: recorded.code });
  });
  return router;
}
