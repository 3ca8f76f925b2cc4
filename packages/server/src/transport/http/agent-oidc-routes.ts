// /agent/v1/oidc: to the operator's identity provider and back. Only an agent who is there already comes in, by a verified address (S133).
// What was begun is in a sealed cookie of ten minutes; what came of it rides in the fragment, which no server sees (S126).
import { limits } from '@throughline/types';
import { Router } from 'express';
import type { Response } from 'express';
import { openedByProvider } from '../../app/sign-in-oidc.js';
import type { RelayDeps } from '../relay-deps.js';
import { clearOidcCookie, oidcCookie, setOidcCookie, setSessionCookie } from './agent-cookie.js';
import { deviceOf } from './agent-session.js';
import { sendProblem } from './problem.js';

const CALLBACK = '/agent/v1/oidc/callback';

function toConsole(response: Response, { publicOrigin }: RelayDeps, said: Record<string, string>): void {
  const fragment = new URLSearchParams(said).toString();
  response.redirect(303, `${publicOrigin}/console/${fragment === '' ? '' : `#${fragment}`}`);
}

export function oidcRoutes(deps: RelayDeps): Router {
  const router = Router();
  const redirectUri = `${deps.publicOrigin}${CALLBACK}`;

  router.use('/oidc', async (_request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff').set('Referrer-Policy', 'no-referrer');
    if (deps.oidc === null || (await deps.store.unclaimed({}))) return sendProblem(response, 'not_found');
    return next();
  });
  router.get('/oidc/start', async (request, response) => {
    if (deps.oidc === null) return sendProblem(response, 'not_found');
    const address = deps.addressOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);
    const taken = await deps.limiter.take(`oidc ${address}`, limits.RATE_LOGIN_PER_ADDRESS); // each asks the provider (S48)
    if (!taken.ok) return sendProblem(response, 'rate_limited', { retryMs: taken.retryMs });
    const begun = await deps.oidc.begin(redirectUri);
    if (!begun.ok) return toConsole(response, deps, { oidc: begun.reason });
    setOidcCookie(response, deps.publicOrigin, begun.sealed);
    response.redirect(303, begun.location);
  });
  router.get('/oidc/callback', async (request, response) => {
    if (deps.oidc === null) return sendProblem(response, 'not_found');
    const sealed = oidcCookie(request, deps.publicOrigin);
    clearOidcCookie(response, deps.publicOrigin);
    const opened = await openedByProvider(deps, deps.oidc, { redirectUri, sealed, query: request.query }, deviceOf(deps, request));
    if ('reason' in opened) return toConsole(response, deps, { oidc: opened.reason });
    if (opened.ok) {
      setSessionCookie(response, deps.publicOrigin, opened.sessionToken);
      return toConsole(response, deps, {});
    }
    return toConsole(response, deps, 'challenge' in opened ? { second_factor: opened.challenge } : { oidc: 'refused' });
  });
  return router;
}
