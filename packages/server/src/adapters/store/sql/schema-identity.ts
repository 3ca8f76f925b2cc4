// Tables of identity beyond customers, edges and merges (schema.ts): corrections people made, and codes that carry a person across channels.

/**
 * Where an interaction was moved, one row per move (context.md §5). `interactions.customer_id` is where it is filed now, so that every reader
 * finds it by one key; `from_id` of the first row is what ingest decided. The newest row has the highest `n`.
 */
export interface OwnerOverridesTable {
  site_id: string;
  interaction_id: string;
  n: number;
  from_id: string;
  customer_id: string;
  /** The merge that was undone, or the conversation that was taken off. */
  cause_id: string;
  actor: string;
  at: number;
}
/** The edges that decided an interaction, kept only when one of them came by a merge: what an undo asks (ID17). No values. */
export interface InteractionEdgesTable {
  site_id: string;
  interaction_id: string;
  edge_id: string;
}
/** A conversation somebody gave to a customer: what happens in it stays there, whatever its device says (K44, ID9). */
export interface ConversationOwnersTable {
  site_id: string;
  conversation_id: string;
  customer_id: string;
  cause_id: string;
  actor: string;
  at: number;
}
/** Resume codes (CH36): the hash only. */
export interface ResumeCodesTable {
  site_id: string;
  id: string;
  hash: string;
  customer_id: string;
  object_type: string;
  object_id: string;
  purpose: string;
  kind: string;
  actor: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  /** The interaction that redeemed it. */
  used_by: string | null;
  /** The device that redeemed it: its next conversation starts at level 2 (CH38). */
  device: string | null;
  /** The conversation that got the level. */
  conversation_id: string | null;
}
/**
 * A conversation that a redeemed code opened to one more device (ID20 c): the only row that lets a visitor into what is not theirs. Nothing
 * else of the person is opened by it. It ends with the device's session, with erasure, and when either side signs in as somebody else.
 */
export interface ConversationGrantsTable {
  site_id: string;
  conversation_id: string;
  /** The visitor who redeemed the code. */
  principal_id: string;
  code_id: string;
  at: number;
}
/** Until when old `user_hash` sign-ins count (ID5). A site without a row accepts none. */
export interface IdentitySettingsTable {
  site_id: string;
  allow_user_hash_until: number | null;
}

export interface IdentityDatabase {
  owner_overrides: OwnerOverridesTable;
  interaction_edges: InteractionEdgesTable;
  conversation_owners: ConversationOwnersTable;
  resume_codes: ResumeCodesTable;
  conversation_grants: ConversationGrantsTable;
  identity_settings: IdentitySettingsTable;
}
