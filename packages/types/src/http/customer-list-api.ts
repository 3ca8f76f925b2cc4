// The list of customers (K90), for the console and a site's back end: GET /api/v1/customers/list, and the same as GET /api/v1/customers.csv.
import { z } from 'zod';
import { Channel, Count, Id, Instant, Text, Trust } from '../model/primitives.js';

/** A yes or no in an address. */
const YesNo = z.enum(['true', 'false']).transform((value) => value === 'true');

export const CustomerListSort = z.enum(['last_activity', 'name']);
/** Newest activity first · by name, A to Z. Ties by id. */
export type CustomerListSort = z.infer<typeof CustomerListSort>;

/** All given questions hold. */
export const CustomerListFilter = z.object({
  /** Words in the name or an identifier; each is the beginning of one. */
  q: Text(200).optional(),
  /** `people` (default): with a conversation or an identifier that names somebody. `all`: whoever only looked at a page as well. */
  include: z.enum(['people', 'all']).default('people'),
  hasConversation: YesNo.optional(),
  /** Proven to be who they say: trust 3. */
  verified: YesNo.optional(),
  /** Something of theirs came through this channel. */
  channel: Channel.optional(),
  seenAfter: Instant.optional(),
  sort: CustomerListSort.default('last_activity'),
});
export type CustomerListFilter = z.output<typeof CustomerListFilter>;

export const CustomerListItem = z.object({
  id: Id,
  name: z.string(),
  /** Of the best identifier: 3 is verified. */
  trust: Trust,
  /** The best ones, at most four. Agents read them by their end (S134). */
  identifiers: z.array(z.object({ type: z.string(), value: z.string(), trust: Trust })).max(4),
  channels: z.array(Channel),
  conversations: Count,
  lastActivityAt: Instant,
  createdAt: Instant,
});
export type CustomerListItem = z.infer<typeof CustomerListItem>;

export const CustomerListPage = z.object({ items: z.array(CustomerListItem), cursor: z.string().nullable() });
export type CustomerListPage = z.infer<typeof CustomerListPage>;
