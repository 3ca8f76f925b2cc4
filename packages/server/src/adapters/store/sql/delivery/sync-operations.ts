// `sync`: a page of one lane after a cursor, or the news that the cursor belongs to another history (P40). And the heads (P43).
import type { SyncAnswer } from '@throughline/types';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import { listed } from '../listed.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { currentPrincipal } from './current-principal.js';
import { readable } from './find-conversation.js';
import { entryIdAt, pageAfter } from './read-lane.js';
import { receiptsOf } from './receipt-operations.js';

type SyncArgs = Parameters<DeliveryOps['sync']>[0];

/**
 * True when the cursor is not of this history. The test of the id catches a store that went back and grew again under an unchanged epoch.
 * An empty `epoch` or `after_id` claims nothing: a first read, and paging backwards, where the client does not hold the entry before.
 */
async function foreignCursor(tx: Tx, { principal, sync }: SyncArgs, head: number): Promise<boolean> {
  if (sync.epoch !== '' && sync.epoch !== tx.epoch) return true;
  if (sync.after > head) return true;
  if (sync.after === 0 || sync.after_id === '') return false;
  return (await entryIdAt(tx, { siteId: principal.siteId, conv: sync.conv, lane: sync.lane, seq: sync.after })) !== sync.after_id;
}

async function sync(tx: Tx, args: SyncArgs): Promise<SyncAnswer> {
  const principal = await currentPrincipal(tx, args.principal);
  if (principal === null) return { ok: false, code: 'forbidden' };
  const { conv, lane, after, max_bytes: maxBytes } = args.sync;
  const row = await readable(tx, principal, conv, lane);
  if (row === null) return { ok: false, code: 'forbidden' };
  const head = lane === 'pub' ? row.pub_head : row.int_head;
  const receipts = await receiptsOf(tx, principal.siteId, conv, principal.type === 'visitor' ? 'agent' : 'visitor');
  const page = { ok: true as const, conv, lane, epoch: tx.epoch, head, receipts };
  if (await foreignCursor(tx, args, head)) return { ...page, events: [], more: head > 0, reset: true };
  const events = after < head ? await pageAfter(tx, { siteId: principal.siteId, conv, lane, after, maxBytes }) : [];
  return { ...page, events, more: (events.at(-1)?.seq ?? after) < head, reset: false };
}

const headsOf = prepared<{ siteId: string; list: string }, Pick<ConversationsTable, 'id' | 'pub_head' | 'int_head'>>((db, place, dialect) =>
  db
    .selectFrom(listed(dialect, place('list'), ['id']).as('listed'))
    .crossJoin('conversations as c')
    .whereRef('c.id', '=', 'listed.id')
    .where('c.site_id', '=', place('siteId'))
    .select(['c.id', 'c.pub_head', 'c.int_head']),
);

export const syncOperations: OperationsOf<Pick<DeliveryOps, 'sync' | 'heads' | 'maySee'>> = {
  sync: { kind: 'read', run: sync },
  heads: {
    kind: 'read',
    async run(tx, { siteId, convs }) {
      if (convs.length === 0) return [];
      const rows = await headsOf(tx, { siteId, list: JSON.stringify([...new Set(convs)].map((conv) => [conv])) });
      return rows.map((row) => ({ conv: row.id, pub: row.pub_head, int: row.int_head }));
    },
  },
  maySee: {
    kind: 'read',
    run: async (tx, { principal, conv }) => (await readable(tx, principal, conv, 'pub')) !== null,
  },
};
