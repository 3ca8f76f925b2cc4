// Opening, exporting, and the relay's own entries.
import type { Entry } from '@throughline/types';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import { newestHandoff } from '../handoff.js';
import { appendRelayEntries } from './append-relay-entries.js';
import { conversationById, lockConversation } from './find-conversation.js';
import { handoffOf } from './handoff-view.js';
import { entriesAfter } from './read-lane.js';

async function appendSystem(tx: Tx, args: Parameters<DeliveryOps['appendSystem']>[0]): Promise<Entry> {
  const { siteId, conv, lane, kind, body, author, now } = args;
  const row = await lockConversation(tx, siteId, conv);
  if (row === null) throw new Error('The relay wrote into a conversation that does not exist');
  const { entries } = await appendRelayEntries(tx, row, { drafts: [{ lane, kind, body, author }], now, principalId: author.id });
  const [entry] = entries;
  if (entry === undefined) throw new Error('An entry of the relay was not written');
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
