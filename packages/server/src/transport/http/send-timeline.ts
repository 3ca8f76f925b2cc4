// A page of a customer's timeline (C21), as one agent may see it (C55): who may ask is decided before.
import type { Request, Response } from 'express';
import { limits } from '@throughline/types';
import { agentHttp } from '@throughline/types/decode';
import { scopeTimeline } from '../../domain/context/scope.js';
import type { AgentScope } from '../../domain/context/scope.js';
import type { Store } from '../../ports/store.js';
import { sendProblem } from './problem.js';

export async function sendTimeline(
  store: Store,
  request: Request,
  response: Response,
  { scope, ...customer }: { siteId: string; customerId: string; scope: AgentScope },
): Promise<void> {
  const query = agentHttp.TimelineQuery.safeParse(request.query);
  if (!query.success) return sendProblem(response, 'bad_request');
  const { channel, department, cursor } = query.data;
  const page = await store.timeline({
    ...customer,
    limit: limits.TIMELINE_PAGE_MAX,
    ...(channel === undefined ? {} : { channel }),
    ...(department === undefined ? {} : { department }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (page === null) return sendProblem(response, 'not_found');
  response.json(scopeTimeline(page, scope));
}
