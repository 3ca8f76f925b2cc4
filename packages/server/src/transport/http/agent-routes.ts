// /agent/v1: the console's HTTP. Session cookie, own origin, own header (S132); no CORS at all (S58). 404 until the installation is claimed,
// except for the claim itself (S31).
import { Router } from 'express';
import type { Request, Response } from 'express';
import { isStorableText } from '@throughline/types';
import { maskInteraction } from '../../domain/context/masked-interaction.js';
import { scopeInteraction } from '../../domain/context/scope.js';
import { scopeOfAgent } from '../agent-scope.js';
import type { RelayDeps } from '../relay-deps.js';
import { auditRestricted } from '../restricted-views.js';
import { accountRoutes } from './agent-account-routes.js';
import { oidcRoutes } from './agent-oidc-routes.js';
import { refuseForeign, signedInTo } from './agent-session.js';
import { signInRoutes } from './agent-sign-in-routes.js';
import { knowsCustomer } from './api/own-conversations.js';
import { textBody } from './body.js';
import { agentFileRoutes } from './file-routes-agent.js';
import { sendProblem } from './problem.js';
import { sendTimeline } from './send-timeline.js';

const BODY_MAX_BYTES = 16 * 1024;

export function agentRoutes(deps: RelayDeps): Router {
  const router = Router();
  const signedIn = signedInTo(deps);

  router.param('id', (_request, response, next, id: string) => (isStorableText(id) ? next() : sendProblem(response, 'not_found')));
  router.use(oidcRoutes(deps)); // the browser comes back to them from another site: a header of the console's it cannot have
  router.use(refuseForeign(deps));
  router.use('/files', agentFileRoutes(deps));
  router.use(textBody(BODY_MAX_BYTES));
  router.use(signInRoutes(deps));
  router.use(accountRoutes(deps));
  router.get(
    '/customers/:id/timeline',
    signedIn(async (request, response, { agent }) => {
      const customerId = request.params['id'];
      if (typeof customerId !== 'string') return sendProblem(response, 'bad_request');
      if (!(await knowsCustomer(deps, agent, customerId))) return sendProblem(response, 'not_found');
      return sendTimeline(deps, request, response, { agent, customerId });
    }),
  );
  router.get(
    '/interactions/:id',
    signedIn(async (request, response, { agent }) => {
      const id = request.params['id'];
      const interaction = typeof id === 'string' ? await deps.store.interaction({ siteId: agent.siteId, id }) : null;
      const seen = interaction === null ? null : scopeInteraction(interaction, scopeOfAgent(agent));
      if (seen === null || seen === 'stub') return sendProblem(response, 'not_found'); // absent and out of scope answer alike (S12)
      await auditRestricted(deps.store, { agent, target: seen.id, shown: seen, now: deps.clock.now() });
      response.json(maskInteraction(seen));
    }),
  );
  router.use((_request: Request, response: Response) => sendProblem(response, 'not_found'));
  return router;
}
