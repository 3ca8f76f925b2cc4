// Opening, exporting, and the relay's own entries.
import type { Entry } from '@throughline/types';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import { newestHandoff } from '../handoff.js';
import { appendEntries } from './append-entries.js';
import { stateOf } from './conversation-state.js';
import { conversationById, lockConversation } from './find-conversation.js';
import { handoffOf } from './handoff-view.js';
import { entriesAfter } from './read-lane.js';
import { foldEntry } from '@throughline/types';

async function appendSystem(tx: Tx, args: Parameters<DeliveryOps['appendSystem']>[0]): Promise<Entry> {
  const { siteId, conv, lane, kind, body, author, now } = args;
  const row = await lockConversation(tx, siteId, conv);
  if (row === null) throw new Error('The relay wrote into a conversation that does not exist');
  const pubHead = row.pub_head + (lane === 'pub' ? 1 : 0);
  const intHead = row.int_head + (lane === 'int' ? 1 : 0);
  const entry: Entry = {
    lane,
    seq: lane === 'pub' ? pubHead : intHead,
    id: tx.newId('entry'),
    kind,
    body,
    author,
    ts: Math.max(now, row.last_ts), // P38
    ...(lane === 'int' ? { after_pub: pubHead } : {}), // P11
  };
  await appendEntries(tx, {
    row,
    principalId: author.id,
    entries: [{ entry, submitted: null }],
    after: { state: foldEntry(stateOf(row), entry), pubHead, intHead, lastTs: entry.ts },
  });
  return entry;
}

export const openOperations: OperationsOf<Pick<DeliveryOps, 'openConversation' | 'entries' | 'appendSystem'>> = {
  openConversation: {
    kind: 'read',
    async run(tx, { siteId, conv }) {
      const row = await conversationById(tx, siteId, conv);
      const context = row === null ? null : await newestHandoff(tx, siteId, conv);
      if (row === null || context === null) return { ok: false, code: 'forbidden' };
      return handoffOf(tx, { row, context });
    },
  },
  entries: {
    kind: 'read',
    async run(tx, { siteId, conv, lane, after, limit }) {
      const row = await conversationById(tx, siteId, conv);
      if (row === null) return null;
      return { head: lane === 'pub' ? row.pub_head : row.int_head, entries: await entriesAfter(tx, { siteId, conv, lane, after, limit }) };
    },
  },
  appendSystem: { kind: 'write', run: appendSystem },
};
