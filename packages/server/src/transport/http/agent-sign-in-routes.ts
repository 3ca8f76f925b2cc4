// /agent/v1, before anybody is signed in: the claim (S30–S32), sign-in in one step or two (S25, S48), invitations and password links.
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { accountHttp, agentHttp } from '@throughline/types/decode';
import { claimSetup } from '../../app/agent-access.js';
import { acceptInvitation, lookAtInvitation } from '../../app/invitations.js';
import { finishSignIn, signInAgent } from '../../app/sign-in-agent.js';
import type { RelayDeps } from '../relay-deps.js';
import { addressOfRequest, deviceOf, sendRefusal, welcome } from './agent-session.js';
import { decodeBody } from './body.js';
import { sendProblem } from './problem.js';

export function signInRoutes(deps: RelayDeps): Router {
  const router = Router();

  router.post('/setup', async (request, response) => {
    const body = decodeBody(request, response, agentHttp.SetupRequest);
    if (body !== null) await welcome(deps, response, await claimSetup(deps, body, deviceOf(deps, request)));
  });

  router.use(async (_request: Request, response: Response, next: NextFunction) => {
    if (await deps.store.unclaimed({})) return sendProblem(response, 'not_found');
    return next();
  });

  router.get('/sign-in', (_request, response) => {
    response.json({ oidc: deps.oidc === null ? null : { name: deps.oidc.name } });
  });
  router.post('/login', async (request, response) => {
    const body = decodeBody(request, response, agentHttp.LoginRequest);
    if (body !== null) await welcome(deps, response, await signInAgent(deps, body, deviceOf(deps, request)));
  });
  router.post('/login/second-factor', async (request, response) => {
    const body = decodeBody(request, response, accountHttp.SecondFactorLogin);
    if (body !== null) await welcome(deps, response, await finishSignIn(deps, body, deviceOf(deps, request)));
  });
  router.post('/invitation', async (request, response) => {
    const body = decodeBody(request, response, accountHttp.InvitationLook);
    if (body === null) return;
    const looked = await lookAtInvitation(deps, body.token, addressOfRequest(deps, request));
    if (!looked.ok) return sendRefusal(response, looked);
    response.json(looked.found);
  });
  router.post('/invitation/accept', async (request, response) => {
    const body = decodeBody(request, response, accountHttp.InvitationAccept);
    if (body !== null) await welcome(deps, response, await acceptInvitation(deps, body, deviceOf(deps, request)));
  });
  return router;
}
