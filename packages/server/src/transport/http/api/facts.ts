// Facts over REST: what the customer told us (C24), decided by people, and masked values shown once, on the record (S134).
import { contextApi, operationsApi } from '@throughline/types/decode';
import { scopeInteraction } from '../../../domain/context/scope.js';
import { writeEvent } from '../../../app/write-event.js';
import { actorOf, customerAt, empty, IdParams, NoParams, NoQuery, ok, pageArgs, PageQuery, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { factSeenBy, present, seenBy, sightScope } from './seen.js';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Facts';

/** An agent reveals what they may see already, masked: nothing of another department's, and no other person's (C54, ID21). */
async function mayReveal(
  deps: RelayDeps,
  who: ApiPrincipal,
  asked: { customerId: string; type: string; id: string; now: number },
): Promise<boolean> {
  if (who.kind === 'secret') return true;
  const { customerId, type, id, now } = asked;
  if (type === 'fact') {
    const found = await deps.store.fact({ siteId: who.siteId, customerId, id, now });
    return found !== null && seenBy(who, found.view) !== null;
  }
  if (type === 'interaction') {
    const interaction = await deps.store.interaction({ siteId: who.siteId, id });
    const scoped = interaction === null ? null : scopeInteraction(interaction, sightScope(who));
    return scoped !== null && scoped !== 'stub';
  }
  return type === 'identifier' || who.agent.role !== 'agent'; // a possible match: leads and admins (`match.preview`)
}

export const factRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/facts',
    summary: 'What a customer told us',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(contextApi.FactView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, query, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const page = await deps.store.facts({ siteId: who.siteId, customerId: found.customer.id, now, ...pageArgs(query) });
      if (page === null) return problem('not_found');
      return ok({ ...page, items: present(page.items.map((fact) => factSeenBy(who, fact))) });
    },
  }),
  route({
    method: 'post',
    path: '/facts/:id/decision',
    summary: 'Confirm or reject a fact',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: contextApi.FactDecisionRequest,
    answers: { 204: null },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, body, now }) {
      const { siteId } = who;
      const found = await customerAt(deps, siteId, body.customerId);
      if ('answer' in found) return found.answer;
      const fact = await deps.store.fact({ siteId, customerId: found.customer.id, id: params.id, now });
      if (fact === null || seenBy(who, fact.view) === null) return problem('not_found');
      const actor = actorOf(who);
      await writeEvent(deps, actor, {
        name: body.decision === 'confirmed' ? 'fact.confirmed' : 'fact.rejected',
        title: `${fact.view.label} ${body.decision}`,
        data: { fact_id: fact.rowId, key: fact.view.key, ...(fact.norm === null ? {} : { norm: fact.norm }), actor: actor.id },
        owner: { customerId: found.customer.id, identifiers: [] },
        now,
      });
      return empty;
    },
  }),
  route({
    method: 'post',
    path: '/reveals',
    summary: 'Show one masked value; every reveal is audited before it is answered',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: contextApi.RevealRequest,
    answers: { 200: contextApi.RevealAnswer },
    problems: ['not_found', 'gone'],
    async run({ deps, who, body, now }) {
      const { siteId } = who;
      const found = await customerAt(deps, siteId, body.customerId);
      if ('answer' in found) return found.answer;
      const customerId = found.customer.id;
      if (!(await mayReveal(deps, who, { ...body, customerId, now }))) return problem('not_found');
      await deps.store.audit({ siteId, actor: who.id, action: `${body.type}.revealed`, target: body.id, detail: { customerId }, now });
      const value = await deps.store.revealed({ siteId, customerId, type: body.type, id: body.id, now });
      return value === null ? problem('not_found') : ok({ value });
    },
  }),
];
