// The site back end's REST API under /api/v1 (secret key). Errors are problem documents (RFC 9457) with our `code`.
import { z } from 'zod';
import { Id, Text, Trust } from '../model/primitives.js';
import { Agent, AgentRole } from '../model/agent.js';
import { Entry } from '../model/entry.js';
import { ConversationRow } from '../model/conversation.js';

/** application/problem+json. `type` names the paragraph of the docs. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string().optional() });
// A problem may carry members of its own, such as `refusals` of a merge (RFC 9457 §3.2).
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

/** POST /api/v1/interactions — lenient like the ingest API: what it says beyond the named fields is dropped (C13). */
export const InteractionRequest = z.looseObject({
  name: z.string().optional(),
  /** Exactly one way to say whose it is: an id of a customer, or identifiers. */
  customerId: Id.optional(),
  channel: z.string().optional(),
  department: z.string().optional(),
  visibility: z.string().optional(),
  title: z.string().optional(),
  messageId: z.string().optional(),
  occurredAt: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export const InteractionAnswer = z.object({ interactionId: Id.nullable(), customerId: Id.nullable(), duplicate: z.boolean() });
export type InteractionAnswer = z.infer<typeof InteractionAnswer>;

/** GET /api/v1/conversations/:id/contexts */
export const ContextRevisionView = z.object({
  revision: z.int(),
  basis: z.string(),
  kind: z.string(),
  at: z.string(),
});
/** Oldest first, page by page. */
export const ContextRevisionList = z.object({ items: z.array(ContextRevisionView), cursor: z.string().nullable() });

/** PATCH /api/v1/agents/:id — what an agent may see follows role and department (C54). */
export const AgentScopeRequest = z.strictObject({
  role: AgentRole.exclude(['owner']).optional(),
  department: Text(64).min(1).nullable().optional(),
  /** False ends the agent's sessions and connections and refuses new ones; true lets them sign in again. */
  active: z.boolean().optional(),
});
export const AgentList = z.object({ items: z.array(Agent), cursor: z.null() });

/** GET /api/v1/conversations/:id/entries?lane=&after= — the export of one lane. */
export const EntryList = z.object({
  conversationId: Id,
  lane: z.enum(['pub', 'int']),
  head: z.int(),
  entries: z.array(Entry),
  more: z.boolean(),
});
export type EntryList = z.infer<typeof EntryList>;
