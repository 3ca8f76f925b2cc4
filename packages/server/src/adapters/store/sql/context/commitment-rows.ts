// Keeps promises: one row per interaction that makes one (C31). Its id follows from the interaction, so that a rebuild gives the same row.
import { commitmentOf } from '../../../../domain/commitments/commitment.js';
import type { FactSource } from '../../../../domain/facts/merge-source.js';
import type { Interaction } from '@throughline/types';
import type { Tx } from '../operation.js';
import { stableId } from './fact-rows.js';

export async function storeCommitment(tx: Tx, interaction: Interaction): Promise<void> {
  const promise = commitmentOf(interaction);
  if (promise === null) return;
  const { id, siteId, customerIdAtIngest: customerId, occurredAt: at, channel, department, visibility } = interaction;
  const source: FactSource = { interactionId: id, kind: 'interaction', at, channel, department, visibility, origin: 'known', value: '' };
  await tx.db
    .insertInto('commitments')
    .values({
      site_id: siteId,
      customer_id: customerId,
      id: stableId('cmt', id),
      text: promise.text,
      kind: promise.kind,
      amount_minor: promise.amount?.amountMinor ?? null,
      currency: promise.amount?.currency ?? null,
      due_at: promise.dueAt,
      made_by: promise.madeBy,
      department: promise.department,
      status: 'open',
      at,
      refs: JSON.stringify([source]),
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'customer_id', 'id']).doNothing())
    .execute();
}
