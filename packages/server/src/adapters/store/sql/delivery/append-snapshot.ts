// The `int` entry that names a frozen revision (P12). Freezing changed the row, so it is read again.
import type { Entry, HandoffContext } from '@throughline/types';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { appendEntries } from './append-entries.js';
import { stateOf } from './conversation-state.js';
import { lockConversation } from './find-conversation.js';

export async function appendSnapshot(
  tx: Tx,
  { site_id, id }: Pick<ConversationsTable, 'site_id' | 'id'>,
  context: HandoffContext,
): Promise<{ entry: Entry; row: ConversationsTable }> {
  const row = await lockConversation(tx, site_id, id);
  if (row === null) throw new Error('The conversation vanished inside its own transaction');
  const entry: Entry = {
    lane: 'int',
    seq: row.int_head + 1,
    id: tx.newId('entry'),
    kind: 'context_snapshot',
    body: { contextId: context.contextId, revision: context.revision, kind: context.handoff.kind },
    author: { type: 'system', id: 'relay' },
    ts: row.last_ts,
    after_pub: row.pub_head,
  };
  const written = await appendEntries(tx, {
    row,
    principalId: 'relay',
    entries: [{ entry, submitted: null }],
    after: { state: stateOf(row), pubHead: row.pub_head, intHead: entry.seq, lastTs: row.last_ts },
  });
  return { entry, row: written };
}
