// The log: submit, sync, heads, receipts, lists (delivery.md §3–§4).
import type {
  Author,
  ConversationRow,
  Entry,
  Handoff,
  Lane,
  Receipts,
  Refusal,
  Submit,
  SubmitAnswer,
  Sync,
  SyncAnswer,
  VisitorConversation,
} from '@throughline/types';

import type { TeamsOfAgent } from '../domain/conversation/authorise.js';
import type { VisitorRecord } from './store-accounts.js';
import type { Consequences } from './store-engine.js';

/** Who speaks, as the relay knows it from the credential (S16). `id` is the principal of P15. */
export type Principal =
  | { type: 'visitor'; siteId: string; id: string; anonymousId: string; userId: string | null }
  /** `sessionHash`: of the session they speak under; it has to last (S13). Absent for one who speaks under no session. */
  | { type: 'agent'; siteId: string; id: string; name: string; role: string; teams?: TeamsOfAgent; sessionHash?: string };

export interface SubmitArgs {
  principal: Principal;
  submit: Submit;
  /** Set when this address opened too many conversations: an existing one is written to, a new one is refused for so long (S42). */
  openingRefusedForMs?: number;
  /** Is the visitor connected right now; goes into the frozen context. */
  online: boolean;
  now: number;
}
/** People whom an entry names, or asks (K61, K65). */
export interface Named {
  entry: Entry;
  agentIds: string[];
}
/** What a submission did to a conversation. */
export interface Written {
  /** Entries to publish after the commit: new ones, and stored ones on the duplicate path (P36). */
  publish: Entry[];
  /** State after the commit; null when refused before a conversation was found. */
  row: ConversationRow | null;
  /** Set when this submission brought the conversation to an agent it was not with: new, transferred, reopened. */
  handoff: Handoff | null;
  /** What the conversation's own events changed for others: the customer's other open conversations, alerts, items (C50). */
  followed: Consequences;
}
export interface SubmitOutcome extends Written {
  answer: SubmitAnswer;
  /** Other conversations it wrote to: those of merges (K24). */
  others: Written[];
  named: Named[];
}

/** A conversation that the clock woke. */
export interface Woken {
  siteId: string;
  /** The history it was committed in. */
  epoch: string;
  entries: Entry[];
  row: ConversationRow;
}

/** What a visitor's socket listens to from its first moment. */
export interface Admission {
  visitor: VisitorRecord;
  /** The history the heads are of. */
  epoch: string;
  /** Own conversations (ID20), the newest ones first, with what this device is known to have received and read. */
  conversations: { conv: string; pub: number; int: number; receipts: Receipts }[];
}

export interface DeliveryOps {
  /** A handshake by the hash of the device token, in one operation; slides `seen_at`. Null: as `visitor`. */
  admitVisitor(args: { siteId: string; tokenHash: string; now: number; ttlMs: number }): Promise<Admission | null>;
  /** P30–P39 in one transaction. Who may send which kind is domain/conversation/command-body's. */
  submit(args: SubmitArgs): Promise<SubmitOutcome>;
  /** P40. A conversation that this principal may not see answers `forbidden`, like an absent one (S12). */
  sync(args: { principal: Principal; sync: Sync }): Promise<SyncAnswer>;
  /** Wakes what is snoozed until `now` or earlier, of every site (K71). `more`: another round has something to do. */
  wakeDue(args: { now: number; limit: number }): Promise<{ woken: Woken[]; more: boolean }>;
  /** Whether something unread in it names the agent. */
  isMentioned(args: { siteId: string; conv: string; agentId: string }): Promise<boolean>;
  /** The agent opened the conversation: what names them in it is read. */
  readMentions(args: { siteId: string; conv: string; agentId: string; now: number }): Promise<void>;
  /** Heads of the conversations, for the beacon (P43). Absent ones are left out. */
  heads(args: { siteId: string; convs: string[] }): Promise<{ conv: string; pub: number; int: number }[]>;
  /** max(old, new); answers the receipts of that side and whether anything moved (P13). */
  receipt(args: {
    principal: Principal;
    conv: string;
    delivered: number;
    read: number;
  }): Promise<{ moved: boolean; receipts: Receipts } | null>;
  /** True when the principal may see this conversation. */
  maySee(args: { principal: Principal; conv: string }): Promise<boolean>;

  rows(args: { siteId: string; limit: number }): Promise<ConversationRow[]>;
  row(args: { siteId: string; conv: string }): Promise<ConversationRow | null>;
  /** Newest first. With `afterId` (of the last one read; empty: from the start) by id, so that a list that is read in pages misses none. */
  customerRows(args: { siteId: string; customerId: string; limit: number; afterId?: string }): Promise<ConversationRow[]>;
  /** Conversations a visitor may see (ID20), newest first; with `own` without those that only a redeemed code opened to them. */
  visitorConversations(args: { principal: Principal & { type: 'visitor' }; own?: boolean }): Promise<VisitorConversation[]>;
  /** Everything an agent needs to paint a conversation, in one answer (K40). */
  openConversation(args: { siteId: string; conv: string; agentId: string }): Promise<Handoff | Refusal>;
  /** Export of one lane (secret key). */
  entries(args: {
    siteId: string;
    conv: string;
    lane: Lane;
    after: number;
    limit: number;
  }): Promise<{ head: number; entries: Entry[] } | null>;
  /** Writes an entry of the relay itself: identity_verified. */
  appendSystem(args: {
    siteId: string;
    conv: string;
    lane: Lane;
    kind: string;
    body: Record<string, unknown>;
    author: Author;
    now: number;
  }): Promise<Entry>;
}
