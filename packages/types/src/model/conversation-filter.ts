// Which conversations a list shows (K18): a closed set of questions, the same for the relay's statements, the console's folding of pushed
// rows, addresses and saved views.
import { z } from 'zod';
import { ConversationStatus } from './conversation.js';
import { Channel, Id, Text } from './primitives.js';

export const ListView = z.union([
  z.enum(['mine', 'unassigned', 'all', 'mentions', 'snoozed', 'closed']),
  /** The line of one team. */
  z.string().regex(/^team:[^:\s]{1,64}$/),
]);
/** `mine` assigned to me, neither closed nor snoozed · `unassigned` in my teams' lines · `all` not closed · `mentions` notes that name me or my team, unread. */
export type ListView = z.infer<typeof ListView>;

/** All given questions hold; an absent one asks nothing. */
export const ConversationFilter = z.strictObject({
  state: z.array(ConversationStatus).min(1).optional(),
  teamId: Id.optional(),
  /** `me`: whoever asks; `none`: nobody. */
  assigneeId: Id.optional(),
  tag: Text(40).min(1).optional(),
  reason: Text(80).min(1).optional(),
  channel: Channel.optional(),
  language: Text(35).min(1).optional(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  sla: z.enum(['due', 'at_risk', 'missed']).optional(),
  alert: Text(40).min(1).optional(),
  itemType: Text(40).min(1).optional(),
  verified: z.boolean().optional(),
  waitingLongerThanMinutes: z.int().min(1).max(100_000).optional(),
});
export type ConversationFilter = z.infer<typeof ConversationFilter>;

export const ListSort = z.enum(['wait', 'sla', 'newest', 'oldest', 'wake', 'closed']);
/** Longest wait · due first · last moved · first opened · wakes first · last closed. Ties by id, so that the order depends on the rows alone. */
export type ListSort = z.infer<typeof ListSort>;
