// A conversation with everything needed to paint it, in one object: what a hand-off pushes and what opening it answers (K40).
import { limits } from '@throughline/types';
import type { Handoff, HandoffContext, Lane, Receipts, SyncPage } from '@throughline/types';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { nameCustomer } from './customer-names.js';
import { listRow } from './conversation-state.js';
import { tailPage } from './read-lane.js';
import { receiptsOf } from './receipt-operations.js';

/** Row, frozen context, newest page of both lanes, and how far the visitor got. */
export async function handoffOf(tx: Tx, { row, context }: { row: ConversationsTable; context: HandoffContext }): Promise<Handoff> {
  const receipts = await receiptsOf(tx, row.site_id, row.id, 'visitor');
  return {
    epoch: tx.epoch,
    row: listRow(row, await nameCustomer(tx, row.site_id, row.customer_id)),
    context,
    pub: await tail(tx, row, 'pub', receipts),
    int: await tail(tx, row, 'int', receipts),
    receipts,
  };
}

async function tail(tx: Tx, row: ConversationsTable, lane: Lane, receipts: Receipts): Promise<SyncPage> {
  const head = lane === 'pub' ? row.pub_head : row.int_head;
  const events = await tailPage(tx, { siteId: row.site_id, conv: row.id, lane, maxBytes: limits.SYNC_PAGE_MAX_BYTES });
  return { ok: true, conv: row.id, lane, epoch: tx.epoch, head, events, more: false, reset: false, receipts };
}
