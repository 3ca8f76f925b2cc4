// /visitor/v1: what the widget says over HTTPS. Same code as the socket answers submit and sync (P41), so the first message never waits
// for a socket (W8). Bodies carry their credentials; answers carry CORS for listed origins only (C8, S58).
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { limits } from '@throughline/types';
import type { SubmitAnswer, SyncAnswer, WidgetSettings } from '@throughline/types';
import { visitorHttp, visitorItems } from '@throughline/types/decode';
import { lookUpItem } from '../../app/look-up-item.js';
import { postMessage } from '../../app/post-message.js';
import { readLane } from '../../app/read-lane.js';
import { findVisitor, principalOf } from '../../app/visitor-principal.js';
import { identifyVisitor, resetVisitor, startSession } from '../../app/visitor-session.js';
import type { SessionOutcome } from '../../app/visitor-session.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import type { SiteRecord } from '../../ports/store-accounts.js';
import type { RelayDeps } from '../relay-deps.js';
import { joinVisitor } from '../socket/visitor.js';
import { decodeBody, textBody } from './body.js';
import { sendProblem } from './problem.js';
import { secretKeyOf } from './secret-key.js';

const SETTINGS_CACHE_S = 300;

/** The site of a request from a browser page, or null after a problem was sent. From here on answers are for pages of the site alone. */
async function siteFor(deps: RelayDeps, request: Request, response: Response, key: string): Promise<SiteRecord | null> {
  const site = await deps.sites.byPublicKey(key);
  if (site === null) {
    sendProblem(response, 'not_found', { detail: 'No site has this key' });
    return null;
  }
  response.removeHeader('Access-Control-Allow-Origin');
  const origin = request.get('origin');
  if (origin !== undefined && origin !== deps.publicOrigin && !originAllowed(site.origins, origin)) {
    sendProblem(response, 'origin_not_allowed');
    return null;
  }
  if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin);
  response.vary('Origin').set('Cache-Control', 'no-store');
  return site;
}

function sendSession(response: Response, outcome: SessionOutcome): void {
  if (outcome.ok) response.json(outcome.answer);
  else sendProblem(response, outcome.code, outcome.retryMs === undefined ? {} : { retryMs: outcome.retryMs });
}

const widgetSettings = (site: SiteRecord): WidgetSettings => ({ site: site.id, name: site.name, ...site.settings });

/** Delivery answers travel as 200 with their own code: they are answers of the protocol, not failures of HTTP. */
function sendAnswer(response: Response, answer: SubmitAnswer | SyncAnswer): void {
  response.json(answer);
}

export function visitorRoutes(deps: RelayDeps): Router {
  const router = Router();
  const address = (request: Request): string => deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);

  // Until the site is known an answer is for the page's developer and says nothing about anyone: every page may read it.
  router.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff').set('Access-Control-Allow-Origin', '*');
    next();
  });

  router.get('/settings/:site', async (request, response) => {
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    const site = await deps.sites.byPublicKey(request.params.site);
    if (site === null) return sendProblem(response, 'not_found', { detail: 'No site has this key' });
    response.set('Cache-Control', `public, max-age=${SETTINGS_CACHE_S}`).json(widgetSettings(site));
  });

  router.options('/{*any}', (request, response) => {
    response
      .set('Access-Control-Allow-Origin', request.get('origin') ?? '*')
      .set('Access-Control-Allow-Methods', 'GET, POST, OPTIONS')
      .set('Access-Control-Allow-Headers', 'authorization, content-type')
      .set('Access-Control-Max-Age', '86400')
      .vary('Origin')
      .status(204)
      .end();
  });

  router.use(textBody(limits.FRAME_MAX_BYTES));

  router.post('/session', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.SessionRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    sendSession(response, await startSession(deps, { site, request: body, address: address(request) }));
  });

  router.post('/identify', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.IdentifyRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    sendSession(response, await identifyVisitor(deps, { site, deviceToken: body.deviceToken, identityToken: body.identityToken }));
  });

  router.post('/reset', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.ResetRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    await resetVisitor(deps, { site, deviceToken: body.deviceToken });
    response.status(204).end();
  });

  router.post('/submit', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.SubmitRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    const visitor = await findVisitor(deps, body.deviceToken);
    if (visitor === null || visitor.siteId !== site.id) return sendProblem(response, 'unauthenticated');
    const principal = principalOf(visitor);
    const answer = await postMessage(deps, { principal, submit: body.submit, online: true, address: address(request) });
    if (answer.ok) await joinVisitor(deps, principal, answer.conv);
    return sendAnswer(response, answer);
  });

  router.post('/sync', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.SyncRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    const visitor = await findVisitor(deps, body.deviceToken);
    if (visitor === null || visitor.siteId !== site.id) return sendProblem(response, 'unauthenticated');
    return sendAnswer(response, await readLane(deps, { principal: principalOf(visitor), sync: body.sync }));
  });

  router.post('/items/lookup', async (request, response) => {
    const body = decodeBody(request, response, visitorItems.ItemLookupRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    const found = await lookUpItem(deps, { siteId: site.id, number: body.number, proof: body.proof, address: address(request) });
    if (found.ok) response.json(found.item);
    else sendProblem(response, found.code, found.retryMs === undefined ? {} : { retryMs: found.retryMs });
  });

  // A GET without credentials in the address: the device token comes as a bearer, which costs the page a preflight.
  router.get('/items', async (request, response) => {
    const { site: key } = request.query;
    const site = typeof key === 'string' ? await siteFor(deps, request, response, key) : null;
    if (site === null) return response.headersSent ? undefined : sendProblem(response, 'not_found', { detail: 'No site has this key' });
    const token = secretKeyOf(request.headers.authorization);
    const visitor = token === null ? null : await findVisitor(deps, token);
    if (visitor === null || visitor.siteId !== site.id) return sendProblem(response, 'unauthenticated');
    if (visitor.userId === null) return sendProblem(response, 'forbidden'); // own items open at level 3 only (C40)
    response.json(await deps.store.visitorItems({ siteId: site.id, userId: visitor.userId, now: deps.clock.now() }));
    return undefined;
  });

  router.use((_request: Request, response: Response, _next: NextFunction) => sendProblem(response, 'not_found'));
  return router;
}
