// Facts over REST: what the customer told us (C24), decided by people, and masked values shown once, on the record (S134).
import { contextApi } from '@throughline/types/decode';
import { scopeInteraction } from '../../../domain/context/scope.js';
import { writeEvent } from '../../../app/write-event.js';
import { actorOf, customerAt, empty, IdParams, NoParams, NoQuery, ok, PAGE_MAX, pageArgs, PageQuery, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { factSeenBy, present, seenBy, sightScope } from './seen.js';
import type { FactView } from '@throughline/types';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Facts';

/** A fact of a customer by its id; null when there is none. At most 200 facts are current (Limits), so the walk is short. */
async function factOf(deps: RelayDeps, whose: { siteId: string; customerId: string; now: number }, id: string): Promise<FactView | null> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<RelayDeps['store']['facts']>> = await deps.store.facts({
      ...whose,
      limit: PAGE_MAX,
      ...(cursor === null ? {} : { cursor }),
    });
    const found = page?.items.find((fact) => fact.id === id);
    if (found !== undefined) return found;
    cursor = page?.cursor ?? null;
  } while (cursor !== null);
  return null;
}

/** An agent reveals what they may see already, masked: nothing of another department's, and no other person's (C54, ID21). */
async function mayReveal(
  deps: RelayDeps,
  who: ApiPrincipal,
  asked: { customerId: string; type: string; id: string; now: number },
): Promise<boolean> {
  if (who.kind === 'secret') return true;
  const { customerId, type, id, now } = asked;
  if (type === 'fact') {
    const fact = await factOf(deps, { siteId: who.siteId, customerId, now }, id);
    return fact !== null && seenBy(who, fact) !== null;
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
    answers: { 200: contextApi.pageOf(contextApi.FactView) },
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
      const fact = await factOf(deps, { siteId, customerId: found.customer.id, now }, params.id);
      if (fact === null || seenBy(who, fact) === null) return problem('not_found');
      const value = fact.masked
        ? await deps.store.revealed({ siteId, customerId: found.customer.id, type: 'fact', id: fact.id })
        : fact.value;
      const actor = actorOf(who);
      await writeEvent(deps, actor, {
        name: body.decision === 'confirmed' ? 'fact.confirmed' : 'fact.rejected',
        title: `${fact.label} ${body.decision}`,
        data: { fact_id: fact.id, key: fact.key, norm: value ?? fact.value, actor: actor.id },
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
      const value = await deps.store.revealed({ siteId, customerId, type: body.type, id: body.id });
      return value === null ? problem('not_found') : ok({ value });
    },
  }),
];
