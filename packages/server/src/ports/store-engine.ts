// The context engine's rows: settings, promises, items, cases, facts, alerts, what is due, what is sent out (context.md §7–§9, §13).
// Writes that change what we know go through `record`: an Interaction first, its projections with it (C3).
import type {
  AlertView,
  CaseView,
  CommitmentView,
  FactView,
  HandoffContext,
  ItemLookupAnswer,
  ItemType,
  ItemView,
  OwedPromise,
  ReasonView,
  SettingsUpdate,
  SiteSettings,
  VisitorItems,
} from '@throughline/types';
import type { Page, PageOf } from './paging.js';
import type { IngestEvent, IngestResult } from './store-customers.js';
import type { WebhookOps } from './store-webhooks.js';
import type { ChangedBy } from './store-widget.js';
import type { Handoff, HandoffKind } from '@throughline/types';

/** What followed from recorded events, for hints after the commit: nothing here is needed for correctness. */
export interface Consequences {
  /** Open conversations whose context may have changed. */
  touched: { conv: string; customerId: string }[];
  /** Alerts raised or resolved by it. */
  alerts: AlertView[];
  /** Root customers whose items or promises changed: their widgets are told. */
  items: string[];
  /** Who owes something else now (K72), as `domain/commitments/owed` names them. */
  owed: string[];
}
export type Recorded = IngestResult & Consequences;
/** A hand-off of a conversation that another system carries, and what it changed for others. */
export interface HandedOver {
  handoff: Handoff;
  followed: Consequences;
}

export type { Page, PageOf };

export interface EngineOps extends WebhookOps {
  /**
   * Like `ingest`, and says what followed. `sourceId: 'relay'` means the site's own relay source. Outbox rows of webhooks are written in
   * the same transaction.
   */
  record(args: { siteId: string; sourceId: string; events: IngestEvent[]; now: number }): Promise<Recorded>;

  siteSettings(args: { siteId: string }): Promise<SiteSettings>;
  setSiteSettings(args: { siteId: string; settings: SiteSettings }): Promise<void>;
  /**
   * Only what `change` names, in one transaction: two changes at once both count. What `without` names becomes what it is by default.
   * Answers the settings after it; `conflict` when something that is changed is not what `was` says any more: nothing is changed then.
   * `by`: who is named in the audit log.
   */
  changeSiteSettings(args: {
    siteId: string;
    change: SettingsUpdate;
    without?: readonly (keyof SiteSettings)[];
    was?: SettingsUpdate;
    by?: ChangedBy;
  }): Promise<SiteSettings | 'conflict'>;
  reasons(args: { siteId: string }): Promise<ReasonView[]>;
  /** Without `words` those it has stay. */
  putReason(args: { siteId: string; reason: ReasonView; words?: string[] }): Promise<void>;
  deleteReason(args: { siteId: string; code: string }): Promise<boolean>;

  /** Root customer's rows over all members; null when the customer does not exist. Newest first. */
  commitments(args: { siteId: string; customerId: string; now: number } & Page): Promise<PageOf<CommitmentView> | null>;
  /**
   * Open promises that this agent gave, and that their departments gave without one, due before `dueBefore`: what is due first comes first.
   * `more`: there are more than `limit`.
   */
  owedPromises(args: {
    siteId: string;
    agentId: string;
    departments: readonly string[];
    dueBefore: number;
    limit: number;
  }): Promise<{ items: OwedPromise[]; more: boolean }>;
  commitment(args: { siteId: string; id: string; now: number }): Promise<CommitmentView | null>;
  trackedItems(args: { siteId: string; customerId: string; now: number } & Page): Promise<PageOf<ItemView> | null>;
  /** What the company speaks of, else what a visitor's page claims. */
  trackedItem(args: { siteId: string; type: ItemType; number: string; now: number }): Promise<ItemView | null>;
  /** Like `trackedItem`, of what the company itself speaks of: a number that only visitors' pages claim belongs to nobody (ID22). */
  vouchedItem(args: { siteId: string; type: ItemType; number: string; now: number }): Promise<ItemView | null>;
  cases(args: { siteId: string; customerId: string } & Page): Promise<PageOf<CaseView> | null>;
  caseById(args: { siteId: string; id: string }): Promise<CaseView | null>;
  facts(args: { siteId: string; customerId: string; now: number } & Page): Promise<PageOf<FactView> | null>;
  /**
   * One fact of this customer by the id it was shown with, also while it stands in an open conversation's messages alone; null when there is
   * none. `rowId`: what a decision about it names. `norm`: null for masked values, which are kept nowhere else.
   */
  fact(args: {
    siteId: string;
    customerId: string;
    id: string;
    now: number;
  }): Promise<{ view: FactView; rowId: string; norm: string | null } | null>;
  /** The unmasked value of one masked thing of this customer; the caller audits (S134). Null when there is none. */
  revealed(args: {
    siteId: string;
    customerId: string;
    type: 'fact' | 'identifier' | 'interaction' | 'suggestion';
    id: string;
    now: number;
  }): Promise<string | null>;
  alerts(args: { siteId: string; open: boolean } & Page): Promise<PageOf<AlertView>>;
  alertById(args: { siteId: string; id: string }): Promise<AlertView | null>;
  resolveAlert(args: { siteId: string; id: string; actor: string; now: number }): Promise<AlertView | null>;

  /** Own items and promises of a verified visitor's user (C40). */
  visitorItems(args: { siteId: string; userId: string; now: number }): Promise<VisitorItems>;
  /** Exactly the four fields, when the number and a verified e-mail or the postcode belong together; null otherwise (C40). */
  lookupItem(args: { siteId: string; number: string; proof: string; now: number }): Promise<ItemLookupAnswer | null>;

  /**
   * What became due by `now` (C33, C38): records `tracked_item.late` once per (item, milestone) and marks promises broken, with alerts
   * and outbox rows, at most `limit` at a time; says what followed, and whether more is waiting.
   */
  sweepDue(args: { now: number; limit: number }): Promise<{ followed: (Consequences & { siteId: string })[]; more: boolean }>;

  /**
   * Opens a conversation of another channel and freezes its hand-off (C49): the same rows and entries as a chat's, with `text` as its
   * first message. `customerId` is a root.
   */
  openChannelConversation(args: {
    siteId: string;
    sourceId: string;
    customerId: string;
    channel: string;
    text: string | null;
    kind: HandoffKind;
    from?: NonNullable<HandoffContext['handoff']['from']>;
    teamId: string | null;
    department: string | null;
    startedAt: number;
    verification: { level: number; methods: string[] } | null;
    inReplyTo: string | null;
    now: number;
  }): Promise<HandedOver>;
  /** A further hand-off of an open conversation, by another system. Null when it does not exist or is closed. */
  channelHandoff(args: {
    siteId: string;
    conv: string;
    kind: HandoffKind;
    from?: NonNullable<HandoffContext['handoff']['from']>;
    teamId: string | null;
    department: string | null;
    online: boolean;
    now: number;
  }): Promise<HandedOver | null>;
  /** Null when it does not exist or is closed already. */
  closeChannelConversation(args: {
    siteId: string;
    conv: string;
    outcome: string | null;
    actor: string;
    now: number;
  }): Promise<Consequences | null>;

  /**
   * The next live revision of an open conversation (C50), stored as a patch on the previous one. Null when nothing changed or it is not
   * open. Answers both revisions whole and unscoped: whoever sends them renders them per agent first (C55).
   */
  liveRevision(args: {
    siteId: string;
    conv: string;
    online: boolean;
    now: number;
  }): Promise<{ previous: HandoffContext; next: HandoffContext } | null>;
  /** Any revision as it was (C50). */
  contextRevision(args: { siteId: string; conv: string; revision: number }): Promise<HandoffContext | null>;
  /** Ascending, from the one after `after`. */
  contextRevisions(args: {
    siteId: string;
    conv: string;
    after: number;
    limit: number;
  }): Promise<{ revision: number; basis: string; kind: string; at: number }[]>;

  /** The stored answer of an earlier request with this key, or null after reserving it. `conflict`: the same key with another body. */
  idempotent(args: {
    siteId: string;
    key: string;
    bodyHash: string;
    now: number;
  }): Promise<{ status: number; body: string } | 'reserved' | 'conflict' | 'busy'>;
  settleIdempotent(
    args: { siteId: string; key: string; status: number; body: string } | { siteId: string; key: string; release: true },
  ): Promise<void>;

  /** One more source with a secret key of its own (hash given). */
  createSource(args: {
    siteId: string;
    name: string;
    channel: string;
    department: string | null;
    visibility: string;
    secretKeyHash: string;
    now: number;
  }): Promise<string>;

  /** Throws every projection of the site away and folds its log again (C3). Answers how many interactions were folded. */
  rebuild(args: { siteId: string }): Promise<{ interactions: number }>;
}
