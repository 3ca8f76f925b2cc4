// Search over everything an agent may see (K75, K76): GET /api/v1/search?q=&types=&limit=&cursor=
import { z } from 'zod';
import { Count, Id, Instant } from '../model/primitives.js';

export const SearchType = z.enum(['conversation', 'message', 'note', 'customer', 'item', 'commitment', 'fact']);
/** What was found. `conversation`: found by its tags, numbers or team alone, when the query has no words. */
export type SearchType = z.infer<typeof SearchType>;

/** `[start, end)` in UTF-16 units of the text beside it; ascending, apart from each other. */
export const Highlights = z.array(z.tuple([Count, Count]));
export type Highlights = z.infer<typeof Highlights>;

export const SearchHit = z.object({
  type: SearchType,
  /** Of the entry, customer, item, commitment, fact or conversation. */
  id: Id,
  /** The customer's name; of an item its type and number. Plain text. */
  title: z.string(),
  titleHighlights: Highlights,
  /** What was said around the match; plain text, at most 200 characters. */
  excerpt: z.string(),
  highlights: Highlights,
  customerId: Id,
  conversationId: Id.nullable(),
  /** Where in the conversation, of a message or note: what opens at the matching line. */
  entry: z.object({ id: Id, lane: z.enum(['pub', 'int']), seq: Count }).nullable(),
  /** The whole number that was asked for: such results come first. */
  exact: z.boolean(),
  at: Instant,
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchPage = z.object({
  /** Exact numbers first, then the newest. */
  items: z.array(SearchHit),
  cursor: z.string().nullable(),
  /** Operators that were not understood, as typed: they were searched for as words. */
  unknown: z.array(z.string()),
});
export type SearchPage = z.infer<typeof SearchPage>;
