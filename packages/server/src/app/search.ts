// What somebody typed, found and rendered for them (K75, K76): excerpts with the places of matches, identifiers by their end.
import type { SearchHit, SearchPage, SearchType } from '@throughline/types';
import type { AgentScope } from '../domain/context/access.js';
import type { Desk } from '../domain/conversation/authorise.js';
import { shortId } from '../domain/identity/display-name.js';
import { maskIdentifier } from '../domain/identity/mask.js';
import { excerptOf, highlightsIn } from '../domain/search/excerpt.js';
import { isEmpty, parseQuery } from '../domain/search/query.js';
import type { SearchQuery } from '../domain/search/query.js';
import { toIso } from '../domain/time/civil.js';
import type { SearchFound } from '../ports/store-search.js';
import type { Store } from '../ports/store.js';

const IDENTIFIERS_SHOWN = 3;

/** `isBackEnd`: speaks for the site and reads identifiers whole. */
export interface Seeker {
  siteId: string;
  agent: Desk;
  scope: AgentScope;
  isBackEnd: boolean;
}

interface Asked {
  typed: string;
  types: readonly SearchType[];
  limit: number;
  cursor?: string;
  now: number;
}

function hitOf(found: SearchFound, { query, by }: { query: SearchQuery; by: Seeker }): SearchHit {
  const { identifiers, text, at, ...hit } = found;
  const named = identifiers
    .slice(0, IDENTIFIERS_SHOWN)
    .map(({ type, value }) => (by.isBackEnd ? value : maskIdentifier(type, value)))
    .join(' · ');
  const excerpt = excerptOf(text === '' ? named : text, query);
  const title = by.scope.role === 'guest' ? `Customer ${shortId(found.customerId)}` : found.title; // §13: no name
  return {
    ...{ ...hit, title, excerpt: excerpt.text, highlights: excerpt.highlights, at: toIso(at) },
    titleHighlights: by.scope.role === 'guest' ? [] : highlightsIn(title, query),
  };
}

export async function search(
  { store }: { store: Pick<Store, 'search'> },
  by: Seeker,
  { typed, types, now, ...page }: Asked,
): Promise<SearchPage> {
  const query = parseQuery(typed, now);
  if (isEmpty(query)) return { items: [], cursor: null, unknown: query.unknown };
  const { siteId, agent, scope } = by;
  const { items, cursor } = await store.search({ siteId, agent, scope, query, types, ...page });
  return { items: items.map((found) => hitOf(found, { query, by })), cursor, unknown: query.unknown };
}
