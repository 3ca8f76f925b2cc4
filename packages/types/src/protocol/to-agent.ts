// What the relay pushes to, and answers, the console. Superset of the visitor's pushes.
import { z } from 'zod';
import { Count, Hex128, Id } from '../model/primitives.js';
import { ConversationRow } from '../model/conversation.js';
import { HandoffContext } from '../model/handoff-context.js';
import type { AlertView } from '../http/operations-api.js';
import { JsonPatch } from '../json-patch.js';
import { Receipts, SyncPage } from './ack.js';
import type { Refusal } from './ack.js';
import { NoticeKind } from '../model/preferences.js';
import { AgentPresence } from './from-agent.js';
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
  /** Of the list that was asked for: its rows in order, how many it has, where its next page begins. Absent when no list was named. */
  list: z.object({ ids: z.array(Id), total: Count, next: z.string().nullable() }).optional(),
  /** Conversations by view, for the rail: `mine`, `unassigned`, `all`, `mentions`, `snoozed`, and `team:<id>`. */
  counts: z.record(z.string(), Count),
});
export type InboxAnswer = z.infer<typeof InboxAnswer> | Refusal;
export type OpenAnswer = ({ ok: true } & Handoff) | Refusal;

/** A live revision as a JSON Patch (RFC 6902) between what this agent saw and sees (C50). A gap in `from` makes the console open again. */
export const ContextChange = z.object({ conv: Id, from: z.int(), to: z.int(), patch: JsonPatch });
export type ContextChange = z.infer<typeof ContextChange>;

/** Who looks at a conversation, the reader left out (K66). */
export const Viewers = z.object({
  conv: Id,
  people: z.array(z.object({ agentId: Id, doing: z.enum(['viewing', 'reply', 'note']) })),
});
export type Viewers = z.infer<typeof Viewers>;
/** Presence and load of colleagues (K57, K58). */
export const AgentState = z.object({ agentId: Id, status: AgentPresence, load: z.number().min(0), capacity: z.number().min(0) });
export type AgentState = z.infer<typeof AgentState>;
/** Pushed whole after `inbox`, then each change. */
export const AgentStates = z.object({ agents: z.array(AgentState) });
export type AgentStates = z.infer<typeof AgentStates>;
/** Settings objects of this kind changed. */
export const SettingsChanged = z.object({ kind: z.string() });
export type SettingsChanged = z.infer<typeof SettingsChanged>;
/** Something asks for this agent's attention: a sound, a desktop notification (K85). */
export const Attention = z.object({ kind: NoticeKind, conv: Id, entryId: Id.nullable(), text: z.string(), from: z.string() });
export type Attention = z.infer<typeof Attention>;

export interface ToAgent extends ToVisitor {
  viewers: Viewers;
  agents: AgentStates;
  attention: Attention;
  settings: SettingsChanged;
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
