// /agent/v1: the console's HTTP. Session cookie, own origin, own header (S132); no CORS at all (S58). 404 until the installation is claimed,
// except for the claim itself (S31).
import { Router } from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isStorableText } from '@throughline/types';
import type { AgentSession } from '@throughline/types';
import { agentHttp } from '@throughline/types/decode';
import { agentOfSession, claimSetup, newTicket, signInAgent } from '../../app/agent-access.js';
import type { AgentAccessDeps, SignedIn } from '../../app/agent-access.js';
import type { AgentRecord } from '../../ports/store-accounts.js';
import { maskInteraction } from '../../domain/context/masked-interaction.js';
import { scopeInteraction } from '../../domain/context/scope.js';
import { scopeOfAgent } from '../agent-scope.js';
import { ownOrigin } from '../own-origin.js';
import { knowsCustomer } from './api/own-conversations.js';
import type { RelayDeps } from '../relay-deps.js';
import { auditRestricted } from '../restricted-views.js';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './agent-cookie.js';
import { decodeBody, textBody } from './body.js';
import { sendProblem } from './problem.js';
import { sendTimeline } from './send-timeline.js';

const BODY_MAX_BYTES = 16 * 1024;
const CONSOLE_HEADER = 'x-throughline';

async function describe(deps: RelayDeps, agent: AgentRecord): Promise<AgentSession> {
  const site = await deps.sites.byId(agent.siteId);
  if (site === null) throw new Error(`Agent ${agent.id} belongs to no site`);
  const session: AgentSession = {
    agent: {
      id: agent.id,
      name: agent.name,
      email: agent.email,
      role: agent.role,
      ...(agent.department === undefined ? {} : { department: agent.department }),
    },
    site: { id: site.id, name: site.name, writeKey: site.writeKey },
    agents: await deps.store.agents({ siteId: site.id }),
    teams: await deps.store.teams({ siteId: site.id }),
  };
  if (site.demo) session.demoUrl = `${deps.publicOrigin}/demo/`;
  return session;
}

/** Changes need our own header and origin: a form or an image of another page can send neither. */
const refuseForeign =
  (deps: RelayDeps): RequestHandler =>
  (request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff').set('Referrer-Policy', 'no-referrer');
    const foreign = request.method !== 'GET' && !ownOrigin(request.headers, deps.publicOrigin);
    if (foreign || request.get(CONSOLE_HEADER) !== 'console') return sendProblem(response, 'forbidden');
    return next();
  };

export function agentRoutes(deps: RelayDeps): Router {
  const access: AgentAccessDeps = deps;
  const router = Router();
  const address = (request: Request): string => deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);
  const welcome = async (response: Response, outcome: SignedIn): Promise<void> => {
    if (!outcome.ok) return sendProblem(response, outcome.code, outcome.retryMs === undefined ? {} : { retryMs: outcome.retryMs });
    setSessionCookie(response, deps.publicOrigin, outcome.sessionToken);
    response.json(await describe(deps, outcome.agent));
  };

  router.param('id', (_request, response, next, id: string) => (isStorableText(id) ? next() : sendProblem(response, 'not_found')));
  router.use(refuseForeign(deps), textBody(BODY_MAX_BYTES));

  router.post('/setup', async (request, response) => {
    const body = decodeBody(request, response, agentHttp.SetupRequest);
    if (body !== null) await welcome(response, await claimSetup(access, body, address(request)));
  });

  router.use(async (_request: Request, response: Response, next: NextFunction) => {
    if (await deps.store.unclaimed({})) return sendProblem(response, 'not_found');
    return next();
  });

  router.post('/login', async (request, response) => {
    const body = decodeBody(request, response, agentHttp.LoginRequest);
    if (body !== null) await welcome(response, await signInAgent(access, body, address(request)));
  });

  const signedIn =
    (
      run: (request: Request, response: Response, who: { agent: AgentRecord; sessionHash: string; token: string }) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const token = sessionCookie(request, deps.publicOrigin);
      const session = token === null ? null : await agentOfSession(access, token);
      if (token === null || session === null) return sendProblem(response, 'unauthenticated');
      return run(request, response, { ...session, token });
    };

  router.get(
    '/me',
    signedIn(async (_request, response, { agent }) => {
      response.json(await describe(deps, agent));
    }),
  );
  router.post(
    '/logout',
    signedIn(async (_request, response, { agent, sessionHash }) => {
      await deps.store.endSession({ hash: sessionHash });
      deps.bus.publish({ type: 'revoked', siteId: agent.siteId, principal: agent.id });
      clearSessionCookie(response, deps.publicOrigin);
      response.status(204).end();
    }),
  );
  router.post(
    '/ticket',
    signedIn(async (request, response, { agent, sessionHash }) => {
      response.json({ ticket: await newTicket(access, { agent, sessionHash, origin: request.get('origin') ?? '' }) });
    }),
  );
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
