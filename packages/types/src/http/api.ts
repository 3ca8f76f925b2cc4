// The site back end's REST API under /api/v1 (secret key). Errors are problem documents (RFC 9457) with our `code`.
import { z } from 'zod';
import { Id, Trust } from '../model/primitives.js';
import { Entry } from '../model/entry.js';
import { ConversationRow } from '../model/conversation.js';

/** application/problem+json. `type` names the paragraph of the docs. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string().optional() });
export type Problem = z.infer<typeof Problem>;

/** GET /api/v1/customers?userId=|email=|phone=|anonymousId=|<type>= and GET /api/v1/customers/:id */
export const CustomerView = z.object({
  id: Id,
  userId: z.string().nullable(),
  name: z.string(),
  createdAt: z.string(),
  identifiers: z.array(z.object({ type: z.string(), value: z.string(), trust: Trust })),
  traits: z.record(z.string(), z.unknown()),
});
export type CustomerView = z.infer<typeof CustomerView>;
export const CustomerList = z.object({ customers: z.array(CustomerView) });
export type CustomerList = z.infer<typeof CustomerList>;

/** GET /api/v1/conversations?customerId=&cursor= */
export const ConversationList = z.object({ conversations: z.array(ConversationRow), cursor: z.string().nullable() });
export type ConversationList = z.infer<typeof ConversationList>;

/** GET /api/v1/conversations/:id/entries?lane=&after= — the export of one lane. */
export const EntryList = z.object({
  conversationId: Id,
  lane: z.enum(['pub', 'int']),
  head: z.int(),
  entries: z.array(Entry),
  more: z.boolean(),
});
export type EntryList = z.infer<typeof EntryList>;
