// /visitor/v1/resume: a code that takes one conversation to another device (W211, CH36). Credentials and code travel in the body alone, and
// no answer says why a code opened nothing (CH37).
import { Router } from 'express';
import type { Request } from 'express';
import { visitorResume } from '@throughline/types/decode';
import { principalOf } from '../../app/visitor-principal.js';
import { createVisitorCode, redeemVisitorCode } from '../../app/visitor-resume.js';
import type { RelayDeps } from '../relay-deps.js';
import { joinVisitor } from '../socket/visitor.js';
import { decodeBody } from './body.js';
import { sendProblem } from './problem.js';
import { visitorFor } from './visitor-site.js';

/** Mounted behind the body parser of the visitor's routes. */
export function visitorResumeRoutes(deps: RelayDeps): Router {
  const router = Router();
  const address = (request: Request): string => deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);

  router.post('/create', async (request, response) => {
    const body = decodeBody(request, response, visitorResume.ResumeCreate);
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    const made = await createVisitorCode(deps, { visitor: from.visitor, siteKey: body.site, conv: body.conv });
    if (made.ok) response.json(made.created);
    else sendProblem(response, made.code, made.retryMs === undefined ? {} : { retryMs: made.retryMs });
  });

  router.post('/redeem', async (request, response) => {
    const body = decodeBody(request, response, visitorResume.ResumeRedeem);
    const from = body === null ? null : await visitorFor(deps, request, response, body);
    if (body === null || from === null) return;
    const redeemed = await redeemVisitorCode(deps, { visitor: from.visitor, code: body.code, address: address(request) });
    if (!redeemed.ok) return sendProblem(response, redeemed.code);
    // Its sockets hear the conversation at once here, and by the beacon at other relays (P47).
    if (redeemed.opened !== undefined) await joinVisitor(deps, principalOf(redeemed.opened.visitor), redeemed.opened.conv);
    response.json(redeemed.answer);
  });

  return router;
}
