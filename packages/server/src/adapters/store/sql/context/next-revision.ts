// What the next revision of a conversation's context is called, whoever makes it: a hand-off or a change while it is open (C49, C50).
import type { ContextMaterial } from '../../../../domain/context/material.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

type Frame = ContextMaterial['handoff'];
type Said = { [K in 'from' | 'toTeamId']?: Frame[K] | undefined };

export function nextRevision(
  tx: Tx,
  row: ConversationsTable,
  { from, toTeamId, ...known }: Pick<Frame, 'basis' | 'kind' | 'online'> & Said,
): Frame {
  return {
    contextId: tx.newId('context'),
    revision: row.context_revision + 1,
    ...known,
    ...(from === undefined ? {} : { from }),
    ...(toTeamId === undefined ? {} : { toTeamId }),
  };
}
