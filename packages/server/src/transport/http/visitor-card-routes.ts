// /visitor/v1/cards: a card of the home view is dismissed for good (W212). Of a signed-in customer's own cards alone (C40).
import { Router } from 'express';
import { visitorItems } from '@throughline/types/decode';
import { dismissCard } from '../../app/visitor-cards.js';
import type { RelayDeps } from '../relay-deps.js';
import { decodeBody } from './body.js';
import { sendProblem } from './problem.js';
import { visitorFor } from './visitor-site.js';

/** Mounted behind the body parser of the visitor's routes. */
export function visitorCardRoutes(deps: RelayDeps): Router {
  const router = Router();
  router.post('/dismiss', async (request, response) => {
    const body = decodeBody(request, response, visitorItems.CardDismiss);
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    const dismissed = await dismissCard(deps, { visitor: from.visitor, id: body.id });
    if (dismissed.ok) response.status(204).end();
    else sendProblem(response, dismissed.code, dismissed.retryMs === undefined ? {} : { retryMs: dismissed.retryMs });
  });
  return router;
}
