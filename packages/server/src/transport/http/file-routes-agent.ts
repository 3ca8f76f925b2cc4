// /agent/v1/files: files of agents (S65–S69), by session cookie behind the checks of every agent route. Mounted before bodies are read as text.
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { visitorFiles } from '@throughline/types/decode';
import { agentAtWork } from '../../app/agent-access.js';
import { agentMaySee } from '../../domain/conversation/authorise.js';
import type { Principal } from '../../ports/store-delivery.js';
import type { RelayDeps } from '../relay-deps.js';
import { sessionCookie } from './agent-cookie.js';
import { decodeBody, textBody } from './body.js';
import { answerRead, answerReserve, answerTicket, answerUpload, idOf, refuseStrangeIds } from './file-answers.js';
import { sendProblem } from './problem.js';

const BODY_MAX_BYTES = 4 * 1024;

export function agentFileRoutes(deps: RelayDeps): Router {
  const router = Router();
  refuseStrangeIds(router);
  const body = textBody(BODY_MAX_BYTES);
  const signedIn =
    (run: (request: Request, response: Response, principal: Principal) => Promise<void>): RequestHandler =>
    async (request, response) => {
      if (await deps.store.unclaimed({})) return sendProblem(response, 'not_found');
      const found = await agentAtWork(deps, sessionCookie(request, deps.publicOrigin));
      if (!found.ok) return sendProblem(response, found.code);
      const { session } = found;
      const { siteId, id, name, role, teams = [] } = session.agent;
      if (!agentMaySee({ id, role }, { assigneeId: id, teamId: null, consulted: [] })) return sendProblem(response, 'forbidden'); // who may see no conversation has no use for files
      return run(request, response, { type: 'agent', siteId, id, name, role, teams, sessionHash: session.sessionHash });
    };

  router.post(
    '/',
    body,
    signedIn(async (request, response, principal) => {
      const wanted = decodeBody(request, response, visitorFiles.FileReserve);
      if (wanted !== null) await answerReserve(deps, { request, response }, { principal, ...wanted });
    }),
  );
  router.put(
    '/:id',
    signedIn((request, response, principal) => answerUpload(deps, { request, response }, { principal, id: idOf(request) })),
  );
  router.get(
    '/:id',
    signedIn((request, response, principal) => answerRead(deps, response, { principal, id: idOf(request) })),
  );
  router.post(
    '/:id/ticket',
    body,
    signedIn((request, response, principal) => answerTicket(deps, response, { principal, id: idOf(request) })),
  );
  return router;
}
