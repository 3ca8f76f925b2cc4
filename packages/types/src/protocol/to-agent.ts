// What the relay pushes to, and answers, the console. Superset of the visitor's pushes.
import { z } from 'zod';
import { Hex128, Id } from '../model/primitives.js';
import { ConversationRow } from '../model/conversation.js';
import { HandoffContext } from '../model/handoff-context.js';
import type { AlertView } from '../http/operations-api.js';
import { JsonPatch } from '../json-patch.js';
import { Receipts, SyncPage } from './ack.js';
import type { Refusal } from './ack.js';
import type { ToVisitor } from './to-visitor.js';

/** A conversation with everything needed to paint it: pushed when it arrives, answered when it is opened. */
export const Handoff = z.object({
  epoch: Hex128,
  row: ConversationRow,
  context: HandoffContext,
  /** Newest page of each lane; `events` end at `head`. */
  pub: SyncPage,
  int: SyncPage,
  receipts: Receipts,
});
export type Handoff = z.infer<typeof Handoff>;

export const InboxAnswer = z.object({
  ok: z.literal(true),
  /** Rows that are new or differ from what the client holds. */
  rows: z.array(ConversationRow),
  /** Ids the client holds that are not in its scope any more. */
  gone: z.array(Id),
});
export type InboxAnswer = z.infer<typeof InboxAnswer> | Refusal;
export type OpenAnswer = ({ ok: true } & Handoff) | Refusal;

/** A live revision as a JSON Patch (RFC 6902) between what this agent saw and sees (C50). A gap in `from` makes the console open again. */
export const ContextChange = z.object({ conv: Id, from: z.int(), to: z.int(), patch: JsonPatch });
export type ContextChange = z.infer<typeof ContextChange>;

export interface ToAgent extends ToVisitor {
  /** A row changed; same content as in an inbox answer. */
  row: ConversationRow;
  /** A conversation reached the agents, or its context was frozen again. */
  handoff: Handoff;
  /** What the context says changed while the conversation is open. */
  context: ContextChange;
  /** An alert was raised or resolved (C34). */
  alert: AlertView;
  /** Presence of the visitor of a subscribed conversation. */
  presence: { conv: string; online: boolean };
}
