// /v1: Segment's wire format, so that unmodified Segment and RudderStack clients, our tracker and back ends share one path in (C7–C13).
// What clients do with an answer decides the status: below 400 is delivered, 429 and 5xx come again, any other 4xx is dropped for good.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { limits } from '@throughline/types';
import { findCaller } from '../../app/ingest-caller.js';
import { ingest } from '../../app/ingest.js';
import type { IngestCalls } from '../../app/ingest.js';
import { ownOrigin } from '../own-origin.js';
import type { RelayDeps } from '../relay-deps.js';
import { textBody } from './body.js';
import { cloudEventRoute } from './cloud-event-routes.js';
import { keysOf, readIngestBody } from './ingest-body.js';
import { allowAnyOrigin, answerPreflight, withdrawOrigin } from './ingest-cors.js';
import { sendProblem } from './problem.js';

const BATCH_PATHS = ['/batch', '/b'];
/** Single letters are what the browser library uses. */
const CALL_PATHS: Readonly<Record<string, string>> = {
  '/identify': 'identify',
  '/track': 'track',
  '/page': 'page',
  '/screen': 'screen',
  '/group': 'group',
  '/alias': 'alias',
  '/i': 'identify',
  '/t': 'track',
  '/p': 'page',
  '/s': 'screen',
  '/g': 'group',
  '/a': 'alias',
};
type Calls = Omit<IngestCalls, 'address' | 'identityToken'>;
const SETTINGS_PATH = '/projects/:writeKey/settings';

export function ingestRoutes(deps: RelayDeps): Router {
  const router = Router();
  const body = textBody(limits.INGEST_REQUEST_MAX_BYTES);

  const take = async (request: Request, response: Response, callsOf: (body: Record<string, unknown>) => Calls | null): Promise<void> => {
    const read = readIngestBody(request);
    if (!read.ok) return sendProblem(response, read.code);
    const found = await findCaller(deps.sites, {
      keys: keysOf(request, read.body),
      origin: request.headers.origin,
      ownOrigin: ownOrigin(request.headers, deps.publicOrigin),
    });
    if (!found.ok) {
      if (found.code === 'origin_not_allowed') withdrawOrigin(response);
      return sendProblem(response, found.code);
    }
    const calls = callsOf(read.body);
    if (calls === null) return sendProblem(response, 'bad_request', { detail: 'batch: expected a list of calls' });
    const identityToken = request.get('x-throughline-identity');
    const address = deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);
    const outcome = await ingest(deps, found.caller, { ...calls, address, ...(identityToken === undefined ? {} : { identityToken }) });
    if (!outcome.ok) return sendProblem(response, outcome.code, outcome.retryMs === undefined ? {} : { retryMs: outcome.retryMs });
    response.json(outcome.answer);
  };

  router.use((request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
    allowAnyOrigin(request, response);
    next();
  });
  router.post('/events', ...cloudEventRoute(deps));
  router.all('/events', (_request, response) => {
    response.set('Allow', 'POST');
    sendProblem(response, 'method_not_allowed');
  });
  const paths = [...BATCH_PATHS, ...Object.keys(CALL_PATHS)];
  router.options([...paths, '/m', SETTINGS_PATH], answerPreflight);
  router.post(BATCH_PATHS, body, (request, response) => take(request, response, batchCalls));
  for (const [path, pathType] of Object.entries(CALL_PATHS)) {
    router.post(path, body, (request, response) => take(request, response, (call) => ({ calls: [call], batch: {}, pathType })));
  }
  // Metrics of the library about itself: welcome, and of no use here.
  router.post('/m', body, (_request, response) => void response.json({ success: true }));
  router.get(SETTINGS_PATH, async (request, response) => {
    const { writeKey } = request.params;
    const site = await deps.sites.byPublicKey(writeKey);
    if (site === null) return sendProblem(response, 'not_found');
    response.json(clientSettings(writeKey, deps.publicOrigin));
  });
  router.all([...paths, '/m'], (_request, response) => {
    response.set('Allow', 'POST, OPTIONS');
    sendProblem(response, 'method_not_allowed');
  });
  router.all(SETTINGS_PATH, (_request, response) => {
    response.set('Allow', 'GET, OPTIONS');
    sendProblem(response, 'method_not_allowed');
  });
  return router;
}

function batchCalls(body: Record<string, unknown>): Calls | null {
  const { batch, context, sentAt } = body;
  return Array.isArray(batch) ? { calls: batch, batch: { context, sentAt } } : null;
}

/** Where the browser library sends to: this relay, over the scheme pages reach it by. */
function clientSettings(apiKey: string, publicOrigin: string): unknown {
  const { host, protocol } = new URL(publicOrigin);
  return { integrations: { 'Segment.io': { apiKey, apiHost: `${host}/v1`, protocol: protocol.replace(':', '') } } };
}
