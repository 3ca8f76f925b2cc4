// Search over everything an agent may see (K75, K76).
import type { Lane, SearchType } from '@throughline/types';
import type { AgentScope } from '../domain/context/access.js';
import type { Desk } from '../domain/conversation/authorise.js';
import type { SearchQuery } from '../domain/search/query.js';
import type { Page, PageOf } from './paging.js';

/** As stored, unmasked and unmarked; times in ms. */
export interface SearchFound {
  type: SearchType;
  id: string;
  title: string;
  /** What its excerpt is cut from. */
  text: string;
  customerId: string;
  conversationId: string | null;
  entry: { id: string; lane: Lane; seq: number } | null;
  /** Of a customer, best first. */
  identifiers: { type: string; value: string }[];
  exact: boolean;
  at: number;
}

export interface SearchOps {
  /** What has a whole number of the query first, then the newest. `types` empty: all. A cursor that is none begins at the start. */
  search(
    args: { siteId: string; agent: Desk; scope: AgentScope; query: SearchQuery; types: readonly SearchType[] } & Page,
  ): Promise<PageOf<SearchFound>>;
}
