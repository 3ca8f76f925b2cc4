// Lists that agents work from: conversations by view and filter (K18, K20), customers (K90).
import type { ConversationRow, CustomerListFilter, ListQuery, Trust } from '@throughline/types';
import type { Desk } from '../domain/conversation/authorise.js';
import type { Page, PageOf } from './paging.js';

export interface InboxPage {
  /** The page in its order. */
  ids: string[];
  /** The page's rows, and of `known` those that the agent may see. */
  rows: ConversationRow[];
  /** How many conversations the list has; of more than 10,000, so many. */
  total: number;
  next: string | null;
  /** See InboxAnswer. */
  counts: Record<string, number>;
}

/** Times in ms; identifiers unmasked, best first. */
export interface ListedCustomer {
  id: string;
  name: string;
  trust: Trust;
  identifiers: { type: string; value: string; trust: Trust }[];
  channels: string[];
  conversations: number;
  lastActivityAt: number;
  createdAt: number;
}

export interface ListOps {
  /** One page as `agent` may see it, read in one snapshot. A cursor that is none, or of another sort, begins at the start. */
  inbox(args: { siteId: string; agent: Desk; list: ListQuery; known: string[]; now: number }): Promise<InboxPage>;
  /** Root customers, none that was erased or merged away. */
  customerList(args: { siteId: string; filter: CustomerListFilter } & Page): Promise<PageOf<ListedCustomer>>;
}
