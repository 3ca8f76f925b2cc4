// Receipts: outside the log, one cell per principal and conversation, never going back (P13). Only the pub lane has them.
import type { Receipts } from '@throughline/types';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ReceiptsTable } from '../schema.js';
import { readable } from './find-conversation.js';
import { onlyRising } from './only-rising.js';

export type Side = 'visitor' | 'agent';

const sideRow = prepared<{ siteId: string; conv: string; side: string }, { delivered: number | null; read: number | null }>((db, place) =>
  db
    .selectFrom('receipts')
    .select((eb) => [eb.fn.max('delivered').as('delivered'), eb.fn.max('read').as('read')])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('side', '=', place('side')),
);

/** Highest seq anybody of that side received and read. */
export async function receiptsOf(tx: Tx, siteId: string, conv: string, side: Side): Promise<Receipts> {
  const [row] = await sideRow(tx, { siteId, conv, side });
  return { delivered: row?.delivered ?? 0, read: row?.read ?? 0 };
}

interface CellKey {
  siteId: string;
  conv: string;
  principalId: string;
}

const cell = prepared<CellKey, ReceiptsTable>((db, place) =>
  db
    .selectFrom('receipts')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('principal_id', '=', place('principalId')),
);

/** max(old, new) in the statement itself: two receipts at once cannot take each other back. */
const raise = prepared<CellKey & { side: string; delivered: number; read: number }, unknown>((db, place) =>
  db
    .insertInto('receipts')
    .values({
      site_id: place('siteId'),
      conversation_id: place('conv'),
      principal_id: place('principalId'),
      side: place('side'),
      delivered: place('delivered'),
      read: place('read'),
    })
    .onConflict(onlyRising),
);

export const receiptOperations: OperationsOf<Pick<DeliveryOps, 'receipt'>> = {
  receipt: {
    kind: 'write',
    async run(tx, { principal, conv, delivered, read }) {
      const row = await readable(tx, principal, conv, 'pub');
      if (row === null) return null;
      const key = { siteId: principal.siteId, conv, principalId: principal.id };
      const side: Side = principal.type;
      // Nobody received more than there is; who read a message has it.
      const upTo = { read: Math.min(read, row.pub_head), delivered: Math.min(Math.max(delivered, read), row.pub_head) };
      const [held] = await cell(tx, key);
      const moved = upTo.delivered > (held?.delivered ?? 0) || upTo.read > (held?.read ?? 0);
      if (moved) await raise(tx, { ...key, side, ...upTo });
      return { moved, receipts: await receiptsOf(tx, principal.siteId, conv, side) };
    },
  },
};
