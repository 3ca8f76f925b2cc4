// Tables of the first migration: what a desk is set up by.
import { sql } from 'kysely';
import type { IndexSpec, TableSpec } from './table.js';

export const SETTINGS_TABLES: readonly TableSpec[] = [
  {
    name: 'settings_objects',
    columns: {
      site_id: 'text',
      kind: 'text',
      id: 'text',
      owner_id: 'text',
      subject: 'text?',
      doc: 'text',
      version: 'big',
      uses: 'big',
      updated_at: 'big',
      updated_by: 'text',
    },
    key: ['site_id', 'kind', 'id'],
  },
];

export const SETTINGS_INDEXES: readonly IndexSpec[] = [
  {
    name: 'settings_by_subject',
    on: 'settings_objects',
    columns: ['site_id', 'kind', 'subject', 'updated_at'],
    where: sql`subject is not null`,
  },
  { name: 'conversations_sla_due', on: 'conversations', columns: ['sla_due_at', 'site_id', 'id'], where: sql`sla_due_at is not null` }, // K70
  {
    name: 'conversations_sla_unseen', // K70: changed since their clocks were looked at
    on: 'conversations',
    columns: ['site_id', 'id'],
    where: sql`pub_head > 0 and status <> 'closed' and (sla_version is null or sla_version <> status_version)`,
  },
];
