// What a context is assembled from: rows the store reads by key, a bounded number of each (C51). Lists may come in any order and hold an
// interaction twice; assembly sorts and dedupes, so that the same material gives the same bytes (C1).
import type { Channel, HandoffContext, HandoffKind, Interaction, Trust, Visibility } from '@throughline/types';
import type { StoredCase } from '../cases/model.js';
import type { StoredCommitment } from '../commitments/model.js';
import type { FactDecision } from '../facts/decisions.js';
import type { FactOptions } from '../facts/extract.js';
import type { FactSource } from '../facts/merge-source.js';
import type { StoredItem } from '../items/model.js';
import type { Calendar } from '../time/calendar.js';

export type { StoredCase } from '../cases/model.js';
export type { StoredCommitment } from '../commitments/model.js';
export type { StoredItem } from '../items/model.js';

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
  /** What an agent said of it: the newest by (at, id). A rejected fact is current again once it is given after `at`. */
  decision: FactDecision | null;
  sources: FactSource[];
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

/** A message of an agent between them: a question opens what the customer may answer bare (C23). */
export type AgentMessage = Pick<MessageMaterial, 'seq' | 'text'>;

export interface ConversationMaterial {
  id: string;
  channel: Channel;
  openedAt: number;
  waitingSince: number | null;
  transfers: number;
  verification: { level: Trust; methods: string[]; at: number | null };
  /** Pub seq of the newest reopening; 0 when there is none. Reasons are looked for behind it. */
  reopenedSeq: number;
  /** Department of the team it waits for or is held by; null when no team. */
  department: string | null;
  /** Facts that agents asked for although they were given (C26), by key. */
  reAsked: { key: string; at: number }[];
  /** Confirmed in wrap-up, or tagged before. */
  reasonCode: string | null;
  /** How the customer came, when another system opened it (IVR, mail): seconds waited there before the first agent. */
  waitedBeforeSeconds: number;
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

/** One origin of data, with the gaps between its events of the last 30 days (C57). */
export interface SourceMaterial {
  id: string;
  name: string;
  kind: 'public' | 'secret' | 'relay';
  lastAt: number | null;
  /** 95th percentile of the gaps, ms; null while there are too few. */
  gapP95Ms: number | null;
}

export interface ReasonMaterial {
  counts: { code: string; documents: number; tokens: number; perToken: [string, number][] }[];
  /** The site's own keyword rules and leaves; empty: the defaults alone. */
  rules: { code: string; words: string[] }[];
  leaves: { code: string; label: string; category: string; upstreamCause: string; ownerDepartment: string }[];
}

/** Settings of the site that a context is written with. */
export interface SiteMaterial {
  /** BCP 47. */
  locale: string;
  calendar: Calendar;
  /** How messages of this site are read (C23). */
  textOptions: FactOptions;
  /** Days of silence after which a customer counts as lost (⚙ 60, C44). */
  lossDays: number;
  departments: { id: string; name: string }[];
}

export interface ContextMaterial {
  siteId: string;
  /** The root (ID21). */
  customer: { id: string; userId: string | null; createdAt: number };
  /** Merged customers whose rows were left out; absent: none. */
  customersNotRead?: number;
  identifiers: { type: string; value: string; trust: Trust }[];
  traits: {
    customerId: string;
    key: string;
    value: string;
    trust: number;
    at: number;
    channel: Channel;
    department: string | null;
    visibility: Visibility;
  }[];
  suggestions: { id: string; reasonCode: string; masked: string; at: number }[];
  facts: StoredFact[];
  commitments: StoredCommitment[];
  items: StoredItem[];
  cases: StoredCase[];
  /** Word counts of the site's confirmed reasons, for the words of this conversation only (C27). */
  reasons: ReasonMaterial;
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
  agentMessages: AgentMessage[];
  /** What agents decided about facts that have no row: those of `messages`, and of traits (C24). */
  decisions: { key: string; norm: string; decision: FactDecision }[];
  /** Other conversations, newest first by opening. */
  earlier: EarlierConversation[];
  conversationCount: number;
  sources: SourceMaterial[];
  site: SiteMaterial;
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
}
