// Tables of the first migration: corrections of identity and resume codes (schema-identity.ts says what each column means).
import { sql } from 'kysely';
import type { IndexSpec, TableSpec } from './table.js';

export const IDENTITY_TABLES: readonly TableSpec[] = [
  {
    name: 'owner_overrides',
    columns: {
      site_id: 'text',
      interaction_id: 'text',
      n: 'int',
      from_id: 'text',
      customer_id: 'text',
      cause_id: 'text',
      actor: 'text',
      at: 'big',
    },
    key: ['site_id', 'interaction_id', 'n'],
    clustered: true,
  },
  {
    name: 'interaction_edges',
    columns: { site_id: 'text', interaction_id: 'text', edge_id: 'text' },
    key: ['site_id', 'interaction_id', 'edge_id'],
    clustered: true,
  },
  {
    name: 'conversation_owners',
    columns: { site_id: 'text', conversation_id: 'text', customer_id: 'text', cause_id: 'text', actor: 'text', at: 'big' },
    key: ['site_id', 'conversation_id'],
    clustered: true,
  },
  {
    name: 'resume_codes',
    columns: {
      site_id: 'text',
      id: 'text',
      hash: 'text',
      customer_id: 'text',
      object_type: 'text',
      object_id: 'text',
      purpose: 'text',
      kind: 'text',
      actor: 'text',
      created_at: 'big',
      expires_at: 'big',
      used_at: 'big?',
      used_by: 'text?',
      device: 'text?',
      conversation_id: 'text?',
    },
    key: ['site_id', 'id'],
  },
  {
    name: 'conversation_grants',
    columns: { site_id: 'text', conversation_id: 'text', principal_id: 'text', code_id: 'text', at: 'big' },
    key: ['site_id', 'conversation_id', 'principal_id'],
    clustered: true,
  },
  {
    name: 'identity_settings',
    columns: { site_id: 'text', allow_user_hash_until: 'big?' },
    key: ['site_id'],
  },
];

export const IDENTITY_INDEXES: readonly IndexSpec[] = [
  { name: 'owner_overrides_by_customer', on: 'owner_overrides', columns: ['site_id', 'customer_id'] },
  { name: 'interaction_edges_by_edge', on: 'interaction_edges', columns: ['site_id', 'edge_id'] },
  { name: 'resume_codes_by_hash', on: 'resume_codes', columns: ['site_id', 'hash'], unique: true },
  { name: 'resume_codes_by_customer', on: 'resume_codes', columns: ['site_id', 'customer_id'] },
  { name: 'resume_codes_by_device', on: 'resume_codes', columns: ['site_id', 'device'], where: sql`device is not null` },
  { name: 'conversation_grants_by_principal', on: 'conversation_grants', columns: ['site_id', 'principal_id'] },
  { name: 'merges_by_from', on: 'merges', columns: ['site_id', 'from_id'] },
  { name: 'suggestions_by_candidate', on: 'suggestions', columns: ['site_id', 'candidate_id'] },
];
