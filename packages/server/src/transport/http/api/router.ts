// The table of routes as an express router: principal, scope, body, idempotency, answer – in this order for every route (S12).
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { asError } from '../../../domain/as-error.js';
import { limits } from '@throughline/types';
import type { RelayDeps } from '../../relay-deps.js';
import { isFreshLogin } from '../../../app/fresh-login.js';
import { textBody } from '../body.js';
import { auditRestricted } from '../../restricted-views.js';
import { sendProblem } from '../problem.js';
import { answerOnce } from './idempotency.js';
import { renderAnswer } from './rendered.js';
import type { Rendered } from './rendered.js';
import { principalOf, scopeOf } from './principal.js';
import type { ApiRoute } from './route.js';

const BODY_MAX_BYTES = 64 * 1024;

/** Routes are matched in the order of the table: fixed words before parameters. */
export function tableRouter(deps: RelayDeps, routes: readonly ApiRoute[]): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
    next();
  });
  const body = textBody(BODY_MAX_BYTES);
  for (const route of routes) {
    router[route.method](route.path, body, (request, response) => take(deps, route, request, response));
  }
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  for (const [path, allowed] of methods) {
    router.all(path, (_request, response) => {
      response.set('Allow', allowed.join(', '));
      sendProblem(response, 'method_not_allowed');
    });
  }
  router.use((_request: Request, response: Response) => sendProblem(response, 'not_found'));
  return router;
}

async function take(deps: RelayDeps, route: ApiRoute, request: Request, response: Response): Promise<void> {
  const found = await principalOf(deps, request);
  if (!found.ok) return sendProblem(response, found.code);
  const { who } = found;
  if (!route.scopes.includes(scopeOf(who))) return sendProblem(response, 'forbidden');
  if (who.kind === 'agent') {
    const taken = await deps.limiter.take(`${who.siteId} ${who.id} api`, limits.RATE_AGENT_API); // S44: nobody walks through all there is
    if (!taken.ok) return sendProblem(response, 'rate_limited', { retryMs: taken.retryMs });
  }
  if (route.fresh === true && who.kind === 'agent' && !isFreshLogin(who.confirmedAt, deps.clock.now()))
    return sendProblem(response, 'fresh_login_needed');
  const text = typeof request.body === 'string' ? request.body : '';
  const raw = route.body === null ? { ok: true as const, value: undefined } : parsed(text);
  if (!raw.ok) return sendProblem(response, 'malformed_json');
  const now = deps.clock.now();
  const run = async (): Promise<Rendered> => {
    const answer = await route.answer({ deps, who, params: request.params, query: request.query, body: raw.value, now });
    if (who.kind === 'agent' && !('problem' in answer) && !('csv' in answer)) {
      const { id } = request.params;
      const target = typeof id === 'string' ? id : route.path;
      await auditRestricted(deps.store, { agent: who.agent, target, shown: answer.renderedFrom ?? answer.body, now });
    }
    return renderAnswer(answer);
  };
  const key = route.idempotent === 'key' ? request.get('idempotency-key') : undefined;
  if (key === undefined) return send(deps, response, await run());
  return send(deps, response, await answerOnce(deps, { who, key, request: `${request.method} ${request.originalUrl}\n${text}`, now }, run));
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text === '') return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}

async function send({ log }: RelayDeps, response: Response, { status, body, headers, problem, csv }: Rendered): Promise<void> {
  response.set(headers).status(status);
  if (csv !== undefined) {
    response.type('text/csv; charset=utf-8');
    // Whoever gets half of a file sees that it ended early: the connection is cut, and the reason is in the log.
    return pipeline(Readable.from(csv), response).catch((error: unknown) =>
      log.warn('A list was not sent to its end', { error: asError(error) }),
    );
  }
  if (body === '') return void response.end();
  response.type(problem ? 'application/problem+json' : 'application/json').send(body);
}
