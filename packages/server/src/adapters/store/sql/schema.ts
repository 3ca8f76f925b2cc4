// The tables, as Kysely sees them: one schema for SQLite and PostgreSQL (G23). Site id leads every key (C4).
// Times are ms in integers, flags are 0/1, documents are JSON text: equal on both stores, nothing converted in silence (G22).
import type { AccountsDatabase } from './schema-accounts.js';
import type { AccessDatabase } from './schema-access.js';
import type { EngineDatabase } from './schema-engine.js';
import type { FileDatabase } from './schema-files.js';
import type { IdentityDatabase } from './schema-identity.js';
import type { ListDatabase } from './schema-lists.js';
import type { MentionDatabase } from './schema-mentions.js';
import type { RoutingDatabase } from './schema-routing.js';
import type { SearchDatabase } from './schema-search.js';
import type { SettingsDatabase } from './schema-settings.js';
import type { SystemDatabase } from './schema-system.js';

export interface CustomersTable {
  site_id: string;
  id: string;
  /** Where redirects end; equals id for an active customer (ID14, path-compressed). */
  root_id: string;
  status: 'active' | 'redirected' | 'erased';
  user_id: string | null;
  created_at: number;
}
export interface EdgesTable {
  site_id: string;
  id: string;
  type: string;
  value: string;
  customer_id: string;
  trust: number;
  shared: number;
  proven: number;
  since: number;
  until: number | null;
  last_seen_at: number;
  rule: string;
  cause_id: string;
}
export interface TraitsTable {
  site_id: string;
  customer_id: string;
  key: string;
  value: string;
  source_id: string;
  trust: number;
  at: number;
  /** Whose it is, as of an interaction (C54). */
  department: string | null;
  visibility: string;
}
export interface MergesTable {
  site_id: string;
  id: string;
  from_id: string;
  into_id: string;
  rule: string;
  evidence: string;
  edges_moved: string;
  members_moved: string;
  actor: string;
  at: number;
  undone_at: number | null;
}
export interface SuggestionsTable {
  site_id: string;
  id: string;
  target_id: string;
  candidate_id: string | null;
  reason_code: string;
  identifier_type: string;
  identifier_masked: string;
  cause_id: string;
  state: string;
  at: number;
}
export interface NeverMergeTable {
  site_id: string;
  a_id: string;
  b_id: string;
  at: number;
}

export interface InteractionsTable {
  site_id: string;
  id: string;
  source_id: string;
  message_id: string;
  customer_id: string;
  channel: string;
  department: string | null;
  visibility: string;
  type: string;
  name: string;
  title: string;
  data: string;
  occurred_at: number;
  received_at: number;
  original_timestamp: string | null;
  flags: string;
  unverified: number;
  conversation_id: string | null;
  causation_id: string | null;
  correlation_id: string | null;
}
/** Projection: how much came through which channel. */
export interface CustomerChannelsTable {
  site_id: string;
  customer_id: string;
  channel: string;
  count: number;
  first_at: number;
  last_at: number;
}
/** Projection: what the visitor looks at now, and a form in progress. */
export interface CustomerLiveTable {
  site_id: string;
  customer_id: string;
  page_url: string | null;
  page_title: string | null;
  page_at: number;
  device: string | null;
  locale: string | null;
  form_draft: string | null;
  form_at: number;
}
/** Projection: what the customer told us (C24). `sources` is a bounded JSON list (domain/facts/merge-source), oldest first; `given` counts the times
 * it was given (C25), kept beside the list because the list is bounded. */
export interface FactsTable {
  site_id: string;
  customer_id: string;
  id: string;
  key: string;
  label: string;
  value: string;
  norm: string;
  masked: number;
  scope: string;
  at: number;
  channel: string;
  given: number;
  sources: string;
}
export interface ConversationsTable {
  site_id: string;
  id: string;
  conv_key: string;
  continues: string | null; // the conversation that this one continues (K22), once per principal
  principal_id: string;
  customer_id: string;
  user_id: string | null;
  channel: string;
  pub_head: number;
  int_head: number;
  last_ts: number;
  status: string;
  assignee_id: string | null;
  team_id: string | null;
  assign_version: number;
  status_version: number;
  transfers: number;
  last_text: string;
  last_from: string;
  last_at: number;
  waiting_since: number | null;
  opened_at: number;
  closed_at: number | null;
  outcome: string | null;
  verification: string;
  headline: string;
  alerts: string;
  context_revision: number;
  /** Keys the hash of bodies (S77); destroyed on erasure. */
  hash_key: string;
  /** When it began elsewhere (IVR, mail), if another system opened it: waiting is counted from here. */
  started_at: number | null;
  /** Department it was brought to, when that was said. */
  department: string | null;
  /** Folds of the log, as `ConversationState` says them; lists are JSON arrays. */
  priority: string;
  tags: string;
  snoozed_until: number | null;
  queued_at: number | null;
  merged_into: string | null;
  consulted: string;
  routed_because: string;
  first_reply_at: number | null;
  pinned_note: string | null;
  handed_over_by: string | null;
  /** Beside the log: what the customer's messages are written in, and what the contact is about. */
  language: string | null;
  reason: string | null;
  /** What is due next as JSON, when the next clock strikes, what clocks remember, and at which status version they were looked at (K70). */
  sla: string | null;
  sla_due_at: number | null;
  sla_memory: string | null;
  sla_version: number | null;
  /** When routing has to look at it again: a new queue entry, an overflow; null: nothing to do. */
  routing_due_at: number | null;
}
export interface EntriesTable {
  site_id: string;
  conversation_id: string;
  lane: string;
  seq: number;
  id: string;
  kind: string;
  body: string;
  author_type: string;
  author_id: string;
  author_name: string | null;
  ts: number;
  principal_id: string;
  stream: string | null;
  n: number | null;
  origin: string | null;
  body_hash: string | null;
  after_pub: number | null;
}
/** last_n of (conversation, principal, stream) and the n that were skipped (P31, P34). */
export interface StreamsTable {
  site_id: string;
  conversation_id: string;
  principal_id: string;
  stream: string;
  last_n: number;
  skipped: string;
}
export interface ReceiptsTable {
  site_id: string;
  conversation_id: string;
  principal_id: string;
  side: string;
  delivered: number;
  read: number;
}
/**
 * Frozen contexts (C49, C50). `context`: the HandoffContext as JSON text, byte for byte as it was frozen, of a hand-off. `patch`: of a live
 * revision, the JSON Patch (RFC 6902) that leads to it from the one before. Exactly one of the two is set.
 */
export interface HandoffsTable {
  site_id: string;
  conversation_id: string;
  revision: number;
  id: string;
  kind: string;
  basis: string;
  at: number;
  context: string | null;
  patch: string | null;
}
export interface AuditTable {
  site_id: string;
  id: string;
  actor: string;
  action: string;
  target: string;
  at: number;
  detail: string;
}

export interface Database
  extends
    AccessDatabase,
    AccountsDatabase,
    EngineDatabase,
    FileDatabase,
    ListDatabase,
    MentionDatabase,
    RoutingDatabase,
    SearchDatabase,
    SettingsDatabase,
    SystemDatabase {
  customers: CustomersTable;
  identity_edges: EdgesTable;
  traits: TraitsTable;
  merges: MergesTable;
  suggestions: SuggestionsTable;
  never_merge: NeverMergeTable;
  interactions: InteractionsTable;
  customer_channels: CustomerChannelsTable;
  customer_live: CustomerLiveTable;
  facts: FactsTable;
  conversations: ConversationsTable;
  entries: EntriesTable;
  streams: StreamsTable;
  receipts: ReceiptsTable;
  handoffs: HandoffsTable;
  audit: AuditTable;
  owner_overrides: IdentityDatabase['owner_overrides'];
  interaction_edges: IdentityDatabase['interaction_edges'];
  conversation_owners: IdentityDatabase['conversation_owners'];
  resume_codes: IdentityDatabase['resume_codes'];
  conversation_grants: IdentityDatabase['conversation_grants'];
  identity_settings: IdentityDatabase['identity_settings'];
}
