// A conversation as lists show it. Each field is the fold of the log plus the customer it belongs to; see protocol/fold.ts.
import { z } from 'zod';
import { Channel, Count, EpochMs, Id, Trust } from './primitives.js';

export const ConversationStatus = z.enum(['queued', 'open', 'waiting', 'snoozed', 'closed']);
/** queued: nobody owns it · open: our turn · waiting: the customer's turn · snoozed · closed (console.md §4). */
export type ConversationStatus = z.infer<typeof ConversationStatus>;

/** What an agent's list row shows and the inbox is synchronised by (P46). Never sent to a visitor. */
export const ConversationRow = z.object({
  id: Id,
  status: ConversationStatus,
  assigneeId: Id.nullable(),
  teamId: Id.nullable(),
  assignVersion: Count,
  statusVersion: Count,
  pubHead: Count,
  intHead: Count,
  channel: Channel,
  customer: z.object({ id: Id, name: z.string(), trust: Trust }),
  lastText: z.string(),
  lastFrom: z.enum(['visitor', 'agent', 'system']),
  lastAt: EpochMs,
  /** Since when the customer waits for a reply; null when it is their turn. */
  waitingSince: EpochMs.nullable(),
  openedAt: EpochMs,
  closedAt: EpochMs.nullable(),
  outcome: z.string().nullable(),
  /** The frozen headline of the newest hand-off. */
  headline: z.string(),
  /** At most two alert codes for the row (K19). */
  alerts: z.array(z.string()).max(2),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** A conversation as its visitor sees it: the pub lane only. */
export const VisitorConversation = z.object({
  id: Id,
  closed: z.boolean(),
  head: Count,
  lastText: z.string(),
  lastFrom: z.enum(['visitor', 'agent', 'system']),
  lastAt: EpochMs,
  openedAt: EpochMs,
  /** Agent messages after what this visitor last read. */
  unread: Count,
  agentName: z.string().nullable(),
});
export type VisitorConversation = z.infer<typeof VisitorConversation>;
