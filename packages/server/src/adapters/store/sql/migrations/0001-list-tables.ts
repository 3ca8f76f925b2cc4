// Tables and indexes of the first migration: what lists are read from (K18, K90).
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Dialect, IndexSpec, TableSpec } from './table.js';

export const LIST_TABLES: readonly TableSpec[] = [
  {
    name: 'customer_list',
    columns: { site_id: 'text', id: 'text', sort_name: 'text', last_at: 'big', people: 'int', trust: 'int' },
    key: ['site_id', 'id'],
  },
];

export const LIST_INDEXES: readonly IndexSpec[] = [
  { name: 'customers_by_activity', on: 'customer_list', columns: ['site_id', 'people', 'last_at', 'id'] },
  { name: 'customers_by_name', on: 'customer_list', columns: ['site_id', 'people', 'sort_name', 'id'] },
  {
    name: 'conversations_assigned',
    on: 'conversations',
    columns: ['site_id', 'assignee_id', 'status'],
    where: sql`assignee_id is not null and status <> 'closed'`,
  },
  // K75: what a team or a person was done with, newest first; written when a conversation closes or opens, not with each message
  {
    name: 'conversations_closed_of_team',
    on: 'conversations',
    columns: ['site_id', 'team_id', 'last_at', 'id'],
    where: sql`status = 'closed'`,
  },
  {
    name: 'conversations_closed_by',
    on: 'conversations',
    columns: ['site_id', 'assignee_id', 'last_at', 'id'],
    where: sql`status = 'closed'`,
  },
];

/**
 * By expression. SQLite finds a page and all counts in one index of what is open, without a row being read; PostgreSQL reads rows about as fast
 * as indexes and pays for each index at every message.
 */
export async function createListIndexes(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await sql`create index conversations_closed on conversations (site_id, coalesce(closed_at, 0), id) where status = 'closed'`.execute(db);
  if (dialect === 'postgres') return;
  await sql`create index conversations_open on conversations (site_id, status, team_id, assignee_id, consulted, pub_head, waiting_since,
    last_at, opened_at, snoozed_until, sla, id) where status <> 'closed'`.execute(db);
}
