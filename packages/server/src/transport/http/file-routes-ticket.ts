// /files/:ticket: one file, once, within a minute, without credentials (S68): what a browser opens when somebody clicks on a file.
import { Router } from 'express';
import { limits } from '@throughline/types';
import { addressGroups } from '../../domain/limits/address-groups.js';
import { readByTicket } from '../../app/read-file.js';
import type { RelayDeps } from '../relay-deps.js';
import { addressOf, sendOpened } from './file-answers.js';
import { sendProblem } from './problem.js';

/** A site's id and 256 random bits. Anything else is no ticket, and asks the store nothing. */
const TICKET = /^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{43}$/;

export function ticketRoutes(deps: RelayDeps): Router {
  const router = Router();
  router.all('/:ticket', async (request, response) => {
    if (request.method !== 'GET') return sendProblem(response, 'method_not_allowed'); // a HEAD would use the ticket up for nothing
    const { ticket } = request.params;
    if (!TICKET.test(ticket)) return sendProblem(response, 'not_found');
    const { narrow } = addressGroups(addressOf(deps, request));
    const taken = await deps.limiter.take(`${narrow} file tickets`, limits.RATE_FILE_TICKETS_PER_ADDRESS);
    if (!taken.ok) return sendProblem(response, 'rate_limited', { retryMs: taken.retryMs });
    return sendOpened(deps, response, await readByTicket(deps, ticket), { shown: true });
  });
  return router;
}
