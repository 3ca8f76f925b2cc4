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
  priority: z.enum(['low', 'normal', 'high', 'urgent']),
  tags: z.array(z.string()),
  /** While snoozed: when it wakes; null: with the customer's reply, or not snoozed. */
  snoozedUntil: EpochMs.nullable(),
  /** Since when nobody owns it; null: somebody does, or it is closed. */
  queuedAt: EpochMs.nullable(),
  /** The conversation this one was merged into; it is closed. */
  mergedInto: Id.nullable(),
  /** Agents and teams asked to help, ids (K61). */
  consulted: z.array(Id),
  /** Why the relay gave it to whom it is with (K55); empty: a person decided. */
  routedBecause: z.string(),
  /** BCP 47 of the customer's messages; null: not known. */
  language: z.string().nullable(),
  /** Confirmed or suggested reason, its code; null: none. */
  reason: z.string().nullable(),
  /** The target that is due next (K70). `dueAt` null: its clock stands still. */
  sla: z
    .object({
      metric: z.enum(['first_response', 'next_response', 'resolution']),
      state: z.enum(['due', 'at_risk', 'missed', 'paused']),
      dueAt: EpochMs.nullable(),
    })
    .nullable(),
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
