// Tables of the first migration: second factors, half-done sign-ins, invitations (schema-access.ts says what each column means).
import type { IndexSpec, TableSpec } from './table.js';

export const ACCESS_TABLES: readonly TableSpec[] = [
  {
    name: 'second_factors',
    columns: { site_id: 'text', agent_id: 'text', sealed: 'text', confirmed_at: 'big?', last_step: 'big', created_at: 'big' },
    key: ['site_id', 'agent_id'],
  },
  {
    name: 'recovery_codes',
    columns: { site_id: 'text', agent_id: 'text', hash: 'text', used_at: 'big?' },
    key: ['site_id', 'agent_id', 'hash'],
  },
  {
    name: 'login_challenges',
    columns: { site_id: 'text', agent_id: 'text', hash: 'text', confirmed: 'int', tries: 'int', expires_at: 'big' },
    key: ['site_id', 'hash'],
  },
  {
    name: 'invitations',
    columns: {
      site_id: 'text',
      id: 'text',
      hash: 'text',
      email: 'text',
      role: 'text',
      department: 'text?',
      teams: 'text',
      agent_id: 'text?',
      created_by: 'text',
      created_at: 'big',
      expires_at: 'big',
      used_at: 'big?',
    },
    key: ['site_id', 'id'],
  },
];

export const ACCESS_INDEXES: readonly IndexSpec[] = [
  { name: 'login_challenges_by_hash', on: 'login_challenges', columns: ['hash'], unique: true },
  { name: 'invitations_by_hash', on: 'invitations', columns: ['hash'], unique: true },
];
