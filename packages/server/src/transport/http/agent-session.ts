// What every route of /agent/v1 shares: who asks, what the console is told of them, and what a page of somebody else may not send (S132).
import type { Request, RequestHandler, Response } from 'express';
import type { AgentSession } from '@throughline/types';
import { agentAtWork, agentOfSession } from '../../app/agent-access.js';
import type { Device, SignedIn } from '../../app/agent-access.js';
import { preferencesOf } from '../../app/own-account.js';
import type { Admitted } from '../../app/sign-in-agent.js';
import type { AgentRecord, AgentSessionRecord } from '../../ports/store-accounts.js';
import { ownOrigin } from '../own-origin.js';
import type { RelayDeps } from '../relay-deps.js';
import { sessionCookie, setSessionCookie } from './agent-cookie.js';
import { sendProblem } from './problem.js';

const CONSOLE_HEADER = 'x-throughline';

/** Changes need our own header and origin: a form or an image of another page can send neither. */
export const refuseForeign =
  (deps: RelayDeps): RequestHandler =>
  (request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff').set('Referrer-Policy', 'no-referrer');
    const foreign = request.method !== 'GET' && !ownOrigin(request.headers, deps.publicOrigin);
    if (foreign || request.get(CONSOLE_HEADER) !== 'console') return sendProblem(response, 'forbidden');
    return next();
  };

/** The address a request is charged to. */
export const addressOfRequest = (deps: RelayDeps, request: Request): string =>
  deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);

export const deviceOf = (deps: RelayDeps, request: Request): Device => ({
  address: addressOfRequest(deps, request),
  userAgent: request.get('user-agent') ?? '',
});

/** What the console starts from. */
export async function describeSession(deps: RelayDeps, agent: AgentRecord, { mustEnrol }: { mustEnrol: boolean }): Promise<AgentSession> {
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
    agents: mustEnrol ? [] : await deps.store.agents({ siteId: site.id }),
    teams: mustEnrol ? [] : await deps.store.teams({ siteId: site.id }),
    preferences: await preferencesOf(deps, agent),
    ...(mustEnrol ? { mustEnrol } : {}),
  };
  if (site.demo) session.demoUrl = `${deps.publicOrigin}/demo/`;
  return session;
}

interface Refusal {
  code: (SignedIn & { ok: false })['code'];
  retryMs?: number;
}
export const sendRefusal = (response: Response, { code, retryMs }: Refusal): void =>
  sendProblem(response, code, retryMs === undefined ? {} : { retryMs });

/** A session cookie and what the console starts from; or what is missing yet. */
export async function welcome(deps: RelayDeps, response: Response, outcome: Admitted): Promise<void> {
  if (!outcome.ok) {
    if (!('challenge' in outcome)) return sendRefusal(response, outcome);
    const { challenge, expiresAt } = outcome;
    return sendProblem(response, outcome.code, { extension: { challenge, expiresAt } });
  }
  setSessionCookie(response, deps.publicOrigin, outcome.sessionToken);
  const session = await agentOfSession(deps, outcome.sessionToken);
  response.json(await describeSession(deps, outcome.agent, { mustEnrol: session?.mustEnrol ?? false }));
}

type Run = (request: Request, response: Response, who: AgentSessionRecord) => Promise<void>;

/** For agents who are signed in. `evenUnenrolled`: also for those whom the site asks for a second factor that they have yet to set up. */
export const signedInTo =
  (deps: RelayDeps) =>
  (run: Run, { evenUnenrolled = false } = {}): RequestHandler =>
  async (request, response) => {
    const found = await agentAtWork(deps, sessionCookie(request, deps.publicOrigin));
    if (found.ok) return run(request, response, found.session);
    if (found.code === 'enrolment_needed' && evenUnenrolled) return run(request, response, found.session);
    return sendProblem(response, found.code);
  };
