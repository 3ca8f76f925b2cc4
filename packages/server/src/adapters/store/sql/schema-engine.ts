// Tables of the context engine: promises, items, cases and what follows from them; settings; what is sent out (context.md §7–§9, §13).
// Commitments, items and cases keep the bounded list of what was said about them (`events`) and the state folded from it, per customer they
// were filed under. Members of one root that speak of the same id form a group: its state stands on one row of it, the others have none.

/** Projection: what an agent said of a fact (C24). `customer_id`: under whom it was said; the fact may belong to a merged customer. */
export interface FactDecisionsTable {
  site_id: string;
  customer_id: string;
  fact_id: string;
  kind: string;
  at: number;
  /** Id of the interaction that says so. */
  id: string;
}
/** Projection: what we promised (C31, C33). */
export interface CommitmentsTable {
  site_id: string;
  customer_id: string;
  id: string;
  /** When it was made, else when something was first said of it. */
  at: number;
  events: string;
  /** StoredCommitment without its ids; null: no promise was made (yet), or another row of the group has it. */
  state: string | null;
  /** Due times already reported as broken, ascending. */
  raised: string;
  /** When the sweep has to look at it; null while nothing is expected. */
  sweep_at: number | null;
  /** What links it to items and other promises (domain/reconcile/linked.ts), and what may keep it; only where the state is. */
  order_key: string | null;
  item_key: string | null;
  /** `price`, or kinds of what we do, with commas. */
  kept_by: string;
  /** When it was kept, made good or cancelled: only what happened before that can change it. */
  settled_at: number | null;
  /** Who has to keep it (domain/commitments/owed.ts) and until when; null once nobody has to, or where the state is not. */
  owed_by: string | null;
  owed_at: number | null;
}
/** Projection: orders, claims … (C36). */
export interface TrackedItemsTable {
  site_id: string;
  customer_id: string;
  id: string;
  type: string;
  number: string;
  /** The number as two systems would both write it: upper case, no spaces. */
  number_key: string;
  at: number;
  events: string;
  /** StoredItem without its ids; null: another row of the group has it. */
  state: string | null;
  /** Codes of the milestones at which it was reported late (C38), ascending. */
  raised: string;
  sweep_at: number | null;
  /** 1: the company itself speaks of it; 0: only visitors' pages do, or another row of the group has the state. */
  vouched: number;
  /** The order it belongs to, and when it began: what links it to promises. Only where the state is. */
  order_key: string | null;
  opened_at: number;
}
/** Projection: concerns (C29). */
export interface CasesTable {
  site_id: string;
  customer_id: string;
  id: string;
  at: number;
  open: number;
  events: string;
  /** FoldedCase; null as above. */
  state: string | null;
}
/** Cards of the widget that the customer dismissed for good (W212): no projection, the log does not say it. */
export interface DismissedCardsTable {
  site_id: string;
  customer_id: string;
  id: string;
  at: number;
}
/** Projection: what we did that may keep a promise (C33). */
export interface FulfilmentsTable {
  site_id: string;
  customer_id: string;
  at: number;
  /** Id of the interaction. */
  id: string;
  kind: string;
  order_key: string | null;
  fulfilment: string;
}
/** Projection: the reason an agent confirmed (C27), one per conversation. */
export interface ReasonConfirmedTable {
  site_id: string;
  conversation_id: string;
  customer_id: string;
  code: string;
  at: number;
  id: string;
}
/** Projection: words of conversations with a confirmed reason. */
export interface ReasonCountsTable {
  site_id: string;
  token: string;
  code: string;
  n: number;
}
export interface ReasonTotalsTable {
  site_id: string;
  code: string;
  documents: number;
  tokens: number;
}
/** What somebody should look at before the customer asks (C34). A record, not a projection: agents resolve it. */
export interface AlertsTable {
  site_id: string;
  id: string;
  customer_id: string;
  /** The same for the same cause (RaisedAlert.key). */
  key: string;
  code: string;
  severity: string;
  text: string;
  departments: string;
  refs: string;
  at: number;
  resolved_at: number | null;
  resolved_by: string | null;
}

export interface SiteSettingsTable {
  site_id: string;
  settings: string;
}
export interface SiteReasonsTable {
  site_id: string;
  code: string;
  label: string;
  category: string;
  upstream_cause: string;
  owner_department: string;
  words: string;
}
/** How long a source was silent between two of its requests (C57): counted per day and size. Measured at arrival, not rebuilt. */
export interface SourceGapsTable {
  site_id: string;
  source_id: string;
  day: number;
  bucket: number;
  n: number;
}

/** The newest live revision of a conversation, whole (C50). `handoffs` keeps the changes that lead to it. */
export interface LiveContextsTable {
  site_id: string;
  conversation_id: string;
  revision: number;
  context: string;
}

export interface WebhooksTable {
  site_id: string;
  id: string;
  url: string;
  events: string;
  secrets: string;
  state: string;
  created_at: number;
}
export interface OutboxTable {
  site_id: string;
  id: string;
  webhook_id: string;
  event: string;
  body: string;
  state: string;
  attempts: number;
  /** When it may be taken (again); null once it is settled. */
  next_at: number | null;
  last_status: number | null;
  last_error: string | null;
  at: number;
}
export interface IdempotencyTable {
  site_id: string;
  key: string;
  body_hash: string;
  /** Null while the first request is being answered. */
  status: number | null;
  body: string | null;
  at: number;
}

export interface EngineDatabase {
  fact_decisions: FactDecisionsTable;
  commitments: CommitmentsTable;
  tracked_items: TrackedItemsTable;
  cases: CasesTable;
  dismissed_cards: DismissedCardsTable;
  fulfilments: FulfilmentsTable;
  reason_confirmed: ReasonConfirmedTable;
  reason_counts: ReasonCountsTable;
  reason_totals: ReasonTotalsTable;
  alerts: AlertsTable;
  site_settings: SiteSettingsTable;
  site_reasons: SiteReasonsTable;
  source_gaps: SourceGapsTable;
  live_contexts: LiveContextsTable;
  webhooks: WebhooksTable;
  outbox: OutboxTable;
  idempotency: IdempotencyTable;
}
