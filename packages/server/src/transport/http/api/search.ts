// Search over REST (K75, K76): everything whoever asks may see, and nothing else.
import { z } from 'zod';
import { primitives, searchApi } from '@throughline/types/decode';
import { search } from '../../../app/search.js';
import type { Seeker } from '../../../app/search.js';
import { NoParams, ok, PageQuery, pageArgs } from './common.js';
import { DESK } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { sightScope } from './seen.js';

const QUERY_MAX_CHARS = 300;

const SearchParams = PageQuery.extend({
  q: primitives.Text(QUERY_MAX_CHARS).min(1),
  /** With commas; absent: all. */
  types: primitives
    .Text(QUERY_MAX_CHARS)
    .default('')
    .transform((list) => list.split(',').filter((type) => type !== ''))
    .pipe(z.array(searchApi.SearchType)),
});

function seeker(who: ApiPrincipal): Seeker {
  const scope = sightScope(who);
  if (who.kind === 'secret') return { siteId: who.siteId, agent: { id: who.id, role: scope.role }, scope, isBackEnd: true };
  const { id, role, teams = [] } = who.agent;
  return { siteId: who.siteId, agent: { id, role, teams }, scope, isBackEnd: false };
}

export const searchRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/search',
    summary: 'Messages, notes, customers, items, promises, facts and conversations; whole numbers first, then the newest',
    tag: 'Search',
    scopes: DESK,
    idempotent: 'never',
    params: NoParams,
    query: SearchParams,
    body: null,
    answers: { 200: searchApi.SearchPage },
    async run({ deps, who, query: { q, types, limit, cursor }, now }) {
      return ok(await search(deps, seeker(who), { typed: q, types, now, ...pageArgs({ limit, cursor }) }));
    },
  }),
];
