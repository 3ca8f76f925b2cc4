// Everything the console may say over its socket. submit, sync, got and typing are the visitor's (same schemas, other rights).
import { z } from 'zod';
import { Id, Text } from '../model/primitives.js';

const ROW_TAG_MAX_CHARS = 128; // see rowTag: four counts, an id, a level and a hash

export const InboxView = z.enum(['mine', 'unassigned', 'all', 'closed']);
export type InboxView = z.infer<typeof InboxView>;

/** State-synchronised list (P46): the client says which row versions it holds; only rows that differ come back. */
export const InboxSync = z.object({
  /** At most 500 `[conversation id, row tag]`; see `rowTag`. */
  known: z.array(z.tuple([Id, Text(ROW_TAG_MAX_CHARS)])).max(500),
});
export type InboxSync = z.infer<typeof InboxSync>;

/** Subscribe to a conversation and get row, hand-off context and both lanes' tails in one answer (K40). */
export const OpenConversation = z.object({ conv: Id });
export type OpenConversation = z.infer<typeof OpenConversation>;

/** Handshake `auth` payload of the agent socket: a single-use ticket, bound to session and origin (S23). */
export const AgentAuth = z.object({ v: z.int().min(1), ticket: Text(128).min(1) });
export type AgentAuth = z.infer<typeof AgentAuth>;
