// A page of a customer's timeline (C21), as one agent may see it (C55): who may ask is decided before.
import type { Request, Response } from 'express';
import { limits } from '@throughline/types';
import { agentHttp } from '@throughline/types/decode';
import { scopeTimeline } from '../../domain/context/scope.js';
import type { Clock } from '../../ports/clock.js';
import type { AgentRecord } from '../../ports/store-accounts.js';
import type { Store } from '../../ports/store.js';
import { scopeOfAgent } from '../agent-scope.js';
import { auditRestricted } from '../restricted-views.js';
import { sendProblem } from './problem.js';

export async function sendTimeline(
  { store, clock }: { store: Store; clock: Clock },
  request: Request,
  response: Response,
  { agent, customerId }: { agent: AgentRecord; customerId: string },
): Promise<void> {
  const query = agentHttp.TimelineQuery.safeParse(request.query);
  if (!query.success) return sendProblem(response, 'bad_request');
  const { channel, department, cursor } = query.data;
  const page = await store.timeline({
    siteId: agent.siteId,
    customerId,
    limit: limits.TIMELINE_PAGE_MAX,
    ...(channel === undefined ? {} : { channel }),
    ...(department === undefined ? {} : { department }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (page === null) return sendProblem(response, 'not_found');
  await auditRestricted(store, { agent, target: customerId, shown: page, now: clock.now() });
  response.json(scopeTimeline(page, scopeOfAgent(agent)));
}
