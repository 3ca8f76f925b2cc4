// Tables of the first migration: who is at the desk, and what routing remembers of a waiting conversation.
import { sql } from 'kysely';
import type { IndexSpec, TableSpec } from './table.js';

export const ROUTING_TABLES: readonly TableSpec[] = [
  {
    name: 'agent_presence',
    columns: {
      site_id: 'text',
      agent_id: 'text',
      chosen: 'text',
      idle: 'int',
      connected_until: 'big',
      offline_at: 'big',
      given_at: 'big?',
      to_return: 'int',
    },
    key: ['site_id', 'agent_id'],
  },
  {
    name: 'conversation_routing',
    columns: {
      site_id: 'text',
      conversation_id: 'text',
      named: 'text',
      passed: 'text',
      in_line_since: 'big',
      assign_version: 'big',
    },
    key: ['site_id', 'conversation_id'],
    clustered: true,
  },
];

export const ROUTING_INDEXES: readonly IndexSpec[] = [
  { name: 'agent_presence_to_return', on: 'agent_presence', columns: ['offline_at'], where: sql`to_return = 1` }, // K58
  { name: 'conversations_to_route', on: 'conversations', columns: ['routing_due_at', 'site_id'], where: sql`routing_due_at is not null` }, // K55
  { name: 'conversations_in_line', on: 'conversations', columns: ['site_id', 'team_id', 'queued_at'], where: sql`status = 'queued'` }, // K57
  {
    name: 'conversations_by_load', // K57
    on: 'conversations',
    columns: ['site_id', 'assignee_id', 'channel'],
    where: sql`status in ('open', 'waiting')`,
  },
  {
    name: 'conversations_lately_taken', // K57: what others waited
    on: 'conversations',
    columns: ['site_id', 'team_id', 'opened_at', 'id'],
    where: sql`assignee_id is not null`,
  },
];
