// What a context is assembled from: rows the store reads by key, a bounded number of each (C51). Lists may come in any order and hold an
// interaction twice; assembly sorts and dedupes, so that the same material gives the same bytes (C1).
import type { Channel, HandoffContext, HandoffKind, Interaction, Trust } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';
import type { CommitmentStatus } from '../commitments/commitment.js';

/** What a context needs of an interaction; the rest of the row is not read for it (C51). */
export type PastInteraction = Pick<
  Interaction,
  | 'id'
  | 'channel'
  | 'department'
  | 'visibility'
  | 'type'
  | 'name'
  | 'title'
  | 'data'
  | 'occurredAt'
  | 'receivedAt'
  | 'unverified'
  | 'conversationId'
>;

export interface StoredFact {
  customerId: string;
  id: string;
  key: string;
  label: string;
  value: string;
  norm: string;
  masked: boolean;
  scope: 'customer' | 'case';
  given: number;
  sources: FactSource[];
}
export interface StoredCommitment {
  customerId: string;
  id: string;
  text: string;
  amountMinor: number | null;
  currency: string | null;
  dueAt: number | null;
  madeBy: string;
  department: string | null;
  status: CommitmentStatus;
  at: number;
  refs: FactSource[];
}
export interface LiveMaterial {
  customerId: string;
  pageUrl: string | null;
  pageTitle: string | null;
  pageAt: number;
  device: string | null;
  locale: string | null;
  formDraft: { form: string; step: string; filled: number; total: number } | null;
  formAt: number;
}
/** A message the customer wrote in the conversation at hand. */
export interface MessageMaterial {
  id: string;
  seq: number;
  at: number;
  text: string;
}

export interface ConversationMaterial {
  id: string;
  channel: Channel;
  openedAt: number;
  waitingSince: number | null;
  transfers: number;
  verification: { level: Trust; methods: string[]; at: number | null };
  /** Pub seq of the newest reopening; 0 when there is none. Reasons are looked for behind it. */
  reopenedSeq: number;
}
export interface EarlierConversation {
  id: string;
  channel: Channel;
  status: string;
  openedAt: number;
  closedAt: number | null;
  outcome: string | null;
  firstText: string;
}

export interface ContextMaterial {
  siteId: string;
  /** The root (ID21). */
  customer: { id: string; userId: string | null; createdAt: number };
  identifiers: { type: string; value: string; trust: Trust }[];
  traits: { customerId: string; key: string; value: string; trust: number; at: number; channel: Channel }[];
  suggestions: { id: string; reasonCode: string; masked: string; at: number }[];
  facts: StoredFact[];
  commitments: StoredCommitment[];
  /** The newest interactions of all members together, without a hole. */
  recent: PastInteraction[];
  /** True when interactions older than `recent` exist. */
  olderExist: boolean;
  /** The newest of each kind that says something, however old: see significant-names. */
  significant: PastInteraction[];
  channels: { channel: Channel; count: number; firstAt: number; lastAt: number }[];
  live: LiveMaterial[];
  conversation: ConversationMaterial | null;
  messages: MessageMaterial[];
  /** Other conversations, newest first by opening. */
  earlier: EarlierConversation[];
  conversationCount: number;
  sources: { id: string; name: string; lastAt: number | null }[];
  handoff: {
    contextId: string;
    revision: number;
    basis: 'handoff' | 'live';
    kind: HandoffKind;
    online: boolean;
    from?: NonNullable<HandoffContext['handoff']['from']>;
    toTeamId?: string;
  };
}

export interface ContextLimits {
  /** Of the JSON text in UTF-8 (C52). */
  maxBytes: number;
  /** The Site's zone at the time of assembly, minutes east of UTC (C48). */
  zoneOffsetMinutes: number;
  locale: string;
}
