// /visitor/v1/files: files of visitors (S65–S69). Device token in the body or as a bearer, never in an address.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { visitorFiles } from '@throughline/types/decode';
import { principalOf } from '../../app/visitor-principal.js';
import type { VisitorPrincipal } from '../../app/visitor-principal.js';
import type { RelayDeps } from '../relay-deps.js';
import { decodeBody, textBody } from './body.js';
import { answerRead, answerReserve, answerTicket, answerUpload, idOf, refuseStrangeIds } from './file-answers.js';
import { secretKeyOf } from './secret-key.js';
import { visitorFor } from './visitor-site.js';

const BODY_MAX_BYTES = 4 * 1024;

export function visitorFileRoutes(deps: RelayDeps): Router {
  const router = Router();
  refuseStrangeIds(router);
  const body = textBody(BODY_MAX_BYTES);

  /** Null after a problem was sent. */
  const visitorOf = async (
    { request, response }: { request: Request; response: Response },
    asked: { site: string; deviceToken: string | null },
  ): Promise<VisitorPrincipal | null> => {
    const from = await visitorFor(deps, request, response, asked);
    return from === null ? null : principalOf(from.visitor);
  };
  /** Of a request that carries bytes, or asks for them. */
  const bearerOf = async (request: Request, response: Response): Promise<VisitorPrincipal | null> => {
    const { site } = request.query;
    return visitorOf(
      { request, response },
      { site: typeof site === 'string' ? site : '', deviceToken: secretKeyOf(request.headers.authorization) },
    );
  };

  router.post('/', body, async (request, response) => {
    const wanted = decodeBody(request, response, visitorFiles.VisitorFileReserve);
    const principal = wanted === null ? null : await visitorOf({ request, response }, wanted);
    if (wanted !== null && principal !== null)
      await answerReserve(deps, { request, response }, { principal, name: wanted.name, size: wanted.size });
  });
  router.put('/:id', async (request, response) => {
    const principal = await bearerOf(request, response);
    if (principal !== null) await answerUpload(deps, { request, response }, { principal, id: idOf(request) });
  });
  router.get('/:id', async (request, response) => {
    const principal = await bearerOf(request, response);
    if (principal !== null) await answerRead(deps, response, { principal, id: idOf(request) });
  });
  router.post('/:id/ticket', body, async (request, response) => {
    const asked = decodeBody(request, response, visitorFiles.VisitorFileTicket);
    const principal = asked === null ? null : await visitorOf({ request, response }, asked);
    if (principal !== null) await answerTicket(deps, response, { principal, id: idOf(request) });
  });
  return router;
}
