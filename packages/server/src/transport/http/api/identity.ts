// Who is who over REST (§6): merges, undo, possible matches, checks, resume codes.
import { contextApi } from '@throughline/types/decode';
import { toIso } from '../../../domain/time/civil.js';
import { customerAt, IdParams, NoQuery, ok } from './common.js';
import { STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const tag = 'Identity';

export const identityRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/merges',
    summary: 'Merges that made this customer what it is, undone ones included',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.pageOf(contextApi.MergeView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const merges = await deps.store.merges({ siteId: who.siteId, customerId: found.customer.id });
      const items = merges.map(({ evidence, at, undoneAt, ...rest }) => ({
        ...rest,
        evidence: evidence.map(({ type, masked }) => `${type} ${masked}`),
        at: toIso(at),
        undoneAt: undoneAt === null ? null : toIso(undoneAt),
      }));
      return ok({ items, cursor: null });
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/suggestions',
    summary: 'Possible matches: type and masked value, never the other person (ID21)',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.pageOf(contextApi.SuggestionView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const suggestions = await deps.store.suggestions({ siteId: who.siteId, customerId: found.customer.id });
      const items = suggestions.map(({ id, reasonCode, identifierType, masked, counts, at }) => ({
        id,
        reasonCode,
        masked: `${identifierType} ${masked}`,
        candidateInteractions: counts.interactions,
        at: toIso(at),
      }));
      return ok({ items, cursor: null });
    },
  }),
];
