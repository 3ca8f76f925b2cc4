// What is left of a log entry after its customer was erased (S77): the place, the kind, and what tells the course of the conversation
// without a word of anybody. A list of what stays, so that a new field is gone unless somebody says otherwise. Pure.
import type { Json } from '@throughline/types';

const ERASED = '[erased]';

const STAYS: Readonly<Record<string, readonly string[]>> = {
  open: ['channel', 'reopened', 'continues'],
  join: ['agentId', 'name'],
  assign: ['how', 'agentId', 'teamId', 'ifVersion'],
  context_snapshot: ['contextId', 'revision', 'kind'],
  identity_verified: ['level', 'method'],
  survey: ['satisfaction', 'effort'],
  note_edit: ['noteId'],
  note_delete: ['noteId'],
  pin: ['noteId'],
  snooze: ['until'],
  wake: ['because'],
  priority: ['priority'],
  consult: ['agentId', 'teamId', 'done'],
  merge: ['into', 'from', 'undone'],
  merged: ['into', 'from', 'undone'],
  sla: ['metric', 'state', 'dueAt'],
};
const SAYS: Readonly<Record<string, string>> = { message: 'text', note: 'text', wrap_up: 'outcome' };

export function erasedBody(kind: string, body: Readonly<Record<string, unknown>>): Record<string, Json> {
  const says = SAYS[kind];
  if (says !== undefined) return { [says]: ERASED };
  const kept: Record<string, Json> = {};
  for (const key of STAYS[kind] ?? []) {
    const value = body[key];
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
  }
  return kept;
}
