// Tables of the first migration: whom notes name (K65), and what the clock of a conversation is asked.
import { sql } from 'kysely';
import type { IndexSpec, TableSpec } from './table.js';

export const MENTION_TABLES: readonly TableSpec[] = [
  {
    name: 'mentions',
    columns: {
      site_id: 'text',
      agent_id: 'text',
      entry_id: 'text',
      conversation_id: 'text',
      team_id: 'text?',
      at: 'big',
      read_at: 'big?',
    },
    key: ['site_id', 'agent_id', 'entry_id'],
  },
];

export const MENTION_INDEXES: readonly IndexSpec[] = [
  { name: 'mentions_by_agent', on: 'mentions', columns: ['site_id', 'agent_id', 'read_at', 'at'] },
  { name: 'mentions_by_conversation', on: 'mentions', columns: ['site_id', 'conversation_id', 'agent_id'] },
  { name: 'conversations_snoozed', on: 'conversations', columns: ['snoozed_until'], where: sql`snoozed_until is not null` }, // K71: across sites
];
