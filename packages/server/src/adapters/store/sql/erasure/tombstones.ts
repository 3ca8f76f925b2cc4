// What is left of an interaction (ID24): that it was, when, and through which channel. Its message id stays, because a source that repeats
// it must not bring it back (C12); one that holds an identifier is replaced.
import type { Tx } from '../operation.js';

const PAGE = 500;

interface Whose {
  siteId: string;
  customerId: string;
  values: readonly { value: string }[];
}

/** Answers how many. */
export async function tombstone(tx: Tx, { siteId, customerId, values }: Whose): Promise<number> {
  let count = 0;
  let after = '';
  for (;;) {
    const rows = await tx.db
      .selectFrom('interactions')
      .select(['id', 'message_id'])
      .where('site_id', '=', siteId)
      .where('customer_id', '=', customerId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id, message_id: messageId } of rows) {
      const speaks = values.some(({ value }) => value !== '' && messageId.includes(value));
      await tx.db
        .updateTable('interactions')
        .set({
          message_id: speaks ? `erased ${id}` : messageId,
          type: 'track',
          name: 'erased',
          title: 'Erased',
          data: '{}',
          original_timestamp: null,
          flags: '[]',
          conversation_id: null,
          causation_id: null,
          correlation_id: null,
        })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute();
      await tx.db.deleteFrom('interaction_edges').where('site_id', '=', siteId).where('interaction_id', '=', id).execute();
    }
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return count;
    after = last.id;
  }
}
