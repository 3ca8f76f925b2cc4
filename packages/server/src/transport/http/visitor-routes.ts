// /visitor/v1: what the widget says over HTTPS. Same code as the socket answers submit and sync (P41), so the first message never waits
// for a socket (W8). Bodies carry their credentials; answers carry CORS for listed origins only (C8, S58).
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { limits } from '@throughline/types';
import type { Availability, SubmitAnswer, SyncAnswer, WidgetSettings } from '@throughline/types';
import { visitorHttp, visitorItems } from '@throughline/types/decode';
import { keptForS } from '../../app/availability.js';
import { lookUpItem } from '../../app/look-up-item.js';
import { postMessage } from '../../app/post-message.js';
import { readLane } from '../../app/read-lane.js';
import { ownItems } from '../../app/visitor-cards.js';
import { principalOf } from '../../app/visitor-principal.js';
import { identifyVisitor, resetVisitor, startSession } from '../../app/visitor-session.js';
import type { SessionOutcome } from '../../app/visitor-session.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import { launcherLabel } from '../../domain/language/launcher-label.js';
import type { SiteRecord } from '../../ports/store-accounts.js';
import type { RelayDeps } from '../relay-deps.js';
import { joinVisitor } from '../socket/visitor.js';
import { decodeBody, textBody } from './body.js';
import { noteSighting } from './note-sighting.js';
import { sendProblem } from './problem.js';
import { secretKeyOf } from './secret-key.js';
import { visitorCardRoutes } from './visitor-card-routes.js';
import { visitorResumeRoutes } from './visitor-resume-routes.js';
import { visitorFileRoutes } from './file-routes-visitor.js';
import { siteFor, visitorFor } from './visitor-site.js';

const SETTINGS_CACHE_S = 300;
const OPAQUE = 'null'; // the origin of a sandboxed document

function sendSession(response: Response, outcome: SessionOutcome): void {
  if (outcome.ok) response.json(outcome.answer);
  else sendProblem(response, outcome.code, outcome.retryMs === undefined ? {} : { retryMs: outcome.retryMs });
}

/** `languages`: what the browser asks for, best first. */
const widgetSettings = (site: SiteRecord, availability: Availability, languages: readonly string[]): WidgetSettings => ({
  site: site.id,
  name: site.name,
  ...site.settings,
  availability,
  label: launcherLabel(languages, site.settings),
});

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
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').vary('Accept-Language, Origin');
    const site = await deps.sites.byPublicKey(request.params.site);
    if (site === null) return sendProblem(response, 'not_found', { detail: 'No site has this key' });
    // A document without an origin could never open a session: a launcher there would lead nowhere (S130).
    if (request.get('origin') === OPAQUE && !originAllowed(site.origins, OPAQUE)) return sendProblem(response, 'origin_not_allowed');
    noteSighting(deps, request, site.id);
    const availability = await deps.availability(site);
    const keptS = keptForS(availability, deps.clock.now(), SETTINGS_CACHE_S);
    response.set('Cache-Control', `public, max-age=${keptS}`).json(widgetSettings(site, availability, request.acceptsLanguages()));
  });

  router.options('/{*any}', (request, response) => {
    response
      .set('Access-Control-Allow-Origin', request.get('origin') ?? '*')
      .set('Access-Control-Allow-Methods', 'GET, POST, PUT, OPTIONS')
      .set('Access-Control-Allow-Headers', 'authorization, content-type')
      .set('Access-Control-Max-Age', '86400')
      .vary('Origin')
      .status(204)
      .end();
  });

  router.use('/files', visitorFileRoutes(deps));
  router.use(textBody(limits.FRAME_MAX_BYTES));

  router.post('/session', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.SessionRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    sendSession(response, await startSession(deps, { site, request: body, address: address(request) }));
  });

  router.post('/identify', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.IdentifyRequest);
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    sendSession(response, await identifyVisitor(deps, { ...from, identityToken: body.identityToken }));
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
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    const principal = principalOf(from.visitor);
    const answer = await postMessage(deps, { principal, submit: body.submit, online: true, address: address(request) });
    if (answer.ok) await joinVisitor(deps, principal, answer.conv);
    sendAnswer(response, answer);
  });

  router.post('/sync', async (request, response) => {
    const body = decodeBody(request, response, visitorHttp.SyncRequest);
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    sendAnswer(response, await readLane(deps, { principal: principalOf(from.visitor), sync: body.sync }));
  });

  router.use('/resume', visitorResumeRoutes(deps));

  router.post('/items/lookup', async (request, response) => {
    const body = decodeBody(request, response, visitorItems.ItemLookupRequest);
    const site = body === null ? null : await siteFor(deps, request, response, body.site);
    if (body === null || site === null) return;
    const found = await lookUpItem(deps, { siteId: site.id, number: body.number, proof: body.proof, address: address(request) });
    if (found.ok) response.json(found.item);
    else sendProblem(response, found.code, found.retryMs === undefined ? {} : { retryMs: found.retryMs });
  });

  router.use('/cards', visitorCardRoutes(deps));

  // A GET without credentials in the address: the device token comes as a bearer, which costs the page a preflight.
  router.get('/items', async (request, response) => {
    const { site } = request.query;
    const asked = { site: typeof site === 'string' ? site : '', deviceToken: secretKeyOf(request.headers.authorization) };
    const from = await visitorFor(deps, request, response, asked);
    if (from === null) return;
    const { siteId, userId } = from.visitor;
    if (userId === null) return sendProblem(response, 'forbidden'); // own items open at level 3 only (C40)
    response.json(await ownItems(deps, { siteId, userId }));
  });

  router.use((_request: Request, response: Response, _next: NextFunction) => sendProblem(response, 'not_found'));
  return router;
}
