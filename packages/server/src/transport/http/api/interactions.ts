// Interactions over REST (C17): one event of any channel from a back end or an agent's form, and one event as it was recorded.
import { apiHttp, interaction } from '@throughline/types/decode';
import { recordInteraction } from '../../../app/record-interaction.js';
import { maskInteraction } from '../../../domain/context/masked-interaction.js';
import { scopeInteraction } from '../../../domain/context/scope.js';
import { actorOf, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { sightScope } from './seen.js';

const tag = 'Interactions';

export const interactionRoutes: readonly ApiRoute[] = [
  route({
    method: 'post',
    path: '/interactions',
    summary: 'Record one interaction of any channel; a repeated `messageId` changes nothing',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: apiHttp.InteractionRequest,
    answers: { 200: apiHttp.InteractionAnswer, 201: apiHttp.InteractionAnswer },
    problems: ['unknown_customer', 'rate_limited', 'too_large'],
    async run({ deps, who, body }) {
      const recorded = await recordInteraction(deps, actorOf(who), {
        body,
        visibility: who.kind === 'secret' ? who.caller.source.visibility : 'shared',
      });
      if (recorded.ok) {
        const { interactionId, customerId, duplicate } = recorded;
        return { status: duplicate ? 200 : 201, body: { interactionId, customerId, duplicate } };
      }
      if (recorded.code === 'rate_limited') return { problem: 'rate_limited', retryMs: recorded.retryMs };
      if (recorded.code === 'unknown_customer' || recorded.code === 'too_large') return problem(recorded.code);
      if (recorded.code === 'reserved_name') return problem('forbidden', recorded.code);
      return problem('bad_request', recorded.code);
    },
  }),
  route({
    method: 'get',
    path: '/interactions/:id',
    summary: 'One interaction as it was recorded; an agent reads it masked (S134)',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: interaction.Interaction },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const { siteId } = who;
      const found = await deps.store.interaction({ siteId, id: params.id });
      const seen = found === null ? null : scopeInteraction(found, sightScope(who));
      if (seen === null || seen === 'stub') return problem('not_found');
      return ok(who.kind === 'agent' ? maskInteraction(seen) : seen);
    },
  }),
];
