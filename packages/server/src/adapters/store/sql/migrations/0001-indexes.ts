// Indexes of the first migration: one per question the store is asked. Where a unique one is a rule's second wall, the rule is named.
import { sql } from 'kysely';
import type { IndexSpec } from './table.js';

export const INITIAL_INDEXES: readonly IndexSpec[] = [
  // credentials: looked up before the site is known, hence without it
  { name: 'sites_by_write_key', on: 'sites', columns: ['write_key'], unique: true },
  { name: 'sites_by_secret_key', on: 'sites', columns: ['secret_key_hash'], unique: true },
  { name: 'agents_by_email', on: 'agents', columns: ['email'], unique: true },
  { name: 'agent_sessions_by_hash', on: 'agent_sessions', columns: ['hash'], unique: true },
  { name: 'tickets_by_hash', on: 'tickets', columns: ['hash'], unique: true },
  { name: 'visitors_by_token', on: 'visitors', columns: ['site_id', 'token_hash'] },
  { name: 'visitors_by_user', on: 'visitors', columns: ['site_id', 'user_id'], where: sql`user_id is not null` }, // W212
  { name: 'visitors_by_anonymous_id', on: 'visitors', columns: ['site_id', 'anonymous_id'], unique: true }, // ID19

  // identity
  { name: 'customers_by_root', on: 'customers', columns: ['site_id', 'root_id'] },
  { name: 'customers_by_user', on: 'customers', columns: ['site_id', 'user_id'] },
  { name: 'edges_open', on: 'identity_edges', columns: ['site_id', 'type', 'value'], unique: true, where: sql`until is null` },
  { name: 'edges_by_value', on: 'identity_edges', columns: ['site_id', 'type', 'value', 'since'] },
  { name: 'edges_by_customer', on: 'identity_edges', columns: ['site_id', 'customer_id'] },
  { name: 'traits_by_customer', on: 'traits', columns: ['site_id', 'customer_id', 'key', 'trust', 'at'] },
  { name: 'merges_by_into', on: 'merges', columns: ['site_id', 'into_id'] },
  { name: 'suggestions_by_target', on: 'suggestions', columns: ['site_id', 'target_id', 'state'] },

  // timeline
  { name: 'interactions_by_message', on: 'interactions', columns: ['site_id', 'source_id', 'message_id'], unique: true },
  {
    name: 'interactions_by_time',
    on: 'interactions',
    columns: ['site_id', 'customer_id', 'occurred_at', 'received_at', 'id'],
  },
  {
    name: 'interactions_by_channel',
    on: 'interactions',
    columns: ['site_id', 'customer_id', 'channel', 'occurred_at', 'received_at', 'id'],
  },
  { name: 'interactions_by_name', on: 'interactions', columns: ['site_id', 'customer_id', 'name', 'occurred_at', 'received_at', 'id'] }, // C51
  { name: 'facts_by_time', on: 'facts', columns: ['site_id', 'customer_id', 'scope', 'at', 'id'] },
  {
    name: 'interactions_by_conversation',
    on: 'interactions',
    columns: ['site_id', 'conversation_id', 'occurred_at'],
    where: sql`conversation_id is not null`,
  },

  // delivery
  { name: 'conversations_by_conv_key', on: 'conversations', columns: ['site_id', 'principal_id', 'conv_key'], unique: true }, // P31
  {
    name: 'conversations_by_continued', // K22
    on: 'conversations',
    columns: ['site_id', 'continues', 'principal_id'],
    unique: true,
    where: sql`continues is not null`,
  },
  { name: 'conversations_by_customer', on: 'conversations', columns: ['site_id', 'customer_id', 'last_at'] },
  { name: 'conversations_by_status', on: 'conversations', columns: ['site_id', 'status', 'last_at'] },
  { name: 'conversations_by_user', on: 'conversations', columns: ['site_id', 'user_id'], where: sql`user_id is not null` },
  {
    name: 'entries_by_n', // P35
    on: 'entries',
    columns: ['site_id', 'conversation_id', 'principal_id', 'stream', 'n'],
    unique: true,
    where: sql`stream is not null`,
  },
  {
    name: 'entries_by_origin', // P35
    on: 'entries',
    columns: ['site_id', 'conversation_id', 'principal_id', 'origin'],
    unique: true,
    where: sql`origin is not null`,
  },
  { name: 'conversations_by_opening', on: 'conversations', columns: ['site_id', 'opened_at'] }, // W191
  { name: 'entries_details', on: 'entries', columns: ['site_id', 'author_id', 'ts'], where: sql`kind = 'details'` }, // W190
  { name: 'entries_joins', on: 'entries', columns: ['site_id', 'conversation_id', 'seq'], where: sql`kind = 'join'` },
  { name: 'audit_by_time', on: 'audit', columns: ['site_id', 'at'] },
];
