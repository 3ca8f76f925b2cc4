// Tables of the first migration: files of messages, and tickets that open one.
import { sql } from 'kysely';
import type { IndexSpec, TableSpec } from './table.js';

export const FILE_TABLES: readonly TableSpec[] = [
  {
    name: 'files',
    columns: {
      site_id: 'text',
      id: 'text',
      owner_type: 'text',
      owner_id: 'text',
      conversation_id: 'text?',
      lane: 'text?',
      name: 'text',
      type: 'text?',
      size: 'big',
      width: 'int?',
      height: 'int?',
      state: 'text',
      storage: 'text?',
      created_at: 'big',
    },
    key: ['site_id', 'id'],
  },
  {
    name: 'file_tickets',
    columns: {
      site_id: 'text',
      hash: 'text',
      file_id: 'text',
      owner_type: 'text',
      owner_id: 'text',
      session_hash: 'text?',
      expires_at: 'big',
    },
    key: ['site_id', 'hash'],
  },
];

export const FILE_INDEXES: readonly IndexSpec[] = [
  {
    name: 'files_by_conversation',
    on: 'files',
    columns: ['site_id', 'conversation_id'],
    where: sql`conversation_id is not null`,
  },
  { name: 'files_by_state', on: 'files', columns: ['site_id', 'state', 'size'] }, // what a site keeps, without reading a row
  { name: 'files_by_owner', on: 'files', columns: ['site_id', 'owner_id'] },
  { name: 'files_unattached', on: 'files', columns: ['created_at'], where: sql`state <> 'attached'` },
  { name: 'files_by_storage', on: 'files', columns: ['storage'], where: sql`storage is not null` },
];
