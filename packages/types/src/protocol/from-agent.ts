// Everything the console may say over its socket. submit, sync, got and typing are the visitor's (same schemas, other rights).
import { z } from 'zod';
import { ConversationFilter, ListSort, ListView } from '../model/conversation-filter.js';
import { Id, Text } from '../model/primitives.js';

const ROW_TAG_MAX_CHARS = 128; // see rowTag: four counts, an id, a level and a hash

/** One page of a list (K18, K20). `after`: the cursor of the page before. */
export const ListQuery = z.object({
  view: ListView,
  filter: ConversationFilter.default({}),
  sort: ListSort.optional(),
  after: Text(200).optional(),
  limit: z.int().min(1).max(500).default(100),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** Who looks at what, and whether they write: volatile, forgotten with the socket (K66). `conv` null: at none. */
export const Look = z.object({ conv: Id.nullable(), doing: z.enum(['viewing', 'reply', 'note']).default('viewing') });
export type Look = z.infer<typeof Look>;

/** Agents say it themselves; `offline` follows from the last socket (K58). */
export const AgentPresence = z.enum(['online', 'away', 'offline']);
export type AgentPresence = z.infer<typeof AgentPresence>;
export const PresenceSet = z.object({
  status: AgentPresence,
  /** The console noticed ten idle minutes; a status chosen by hand stays. */
  idle: z.boolean().default(false),
});
export type PresenceSet = z.infer<typeof PresenceSet>;

export const InboxView = z.enum(['mine', 'unassigned', 'all', 'closed']);
export type InboxView = z.infer<typeof InboxView>;

/** State-synchronised list (P46): the client says which row versions it holds; only rows that differ come back. */
export const InboxSync = z.object({
  /** At most 500 `[conversation id, row tag]`; see `rowTag`. */
  known: z.array(z.tuple([Id, Text(ROW_TAG_MAX_CHARS)])).max(500),
  /** The list on screen; absent: everything that is not closed, newest first. */
  list: ListQuery.optional(),
});
export type InboxSync = z.infer<typeof InboxSync>;

/** Subscribe to a conversation and get row, hand-off context and both lanes' tails in one answer (K40). */
export const OpenConversation = z.object({ conv: Id });
export type OpenConversation = z.infer<typeof OpenConversation>;

/** Handshake `auth` payload of the agent socket: a single-use ticket, bound to session and origin (S23). */
export const AgentAuth = z.object({ v: z.int().min(1), ticket: Text(128).min(1) });
export type AgentAuth = z.infer<typeof AgentAuth>;
