// What the ledger writes down of an erasure (S76): every id under which an older store could hold the person.
import type { ErasedNames } from '../../../../ports/store-erasure.js';
import type { Tx } from '../operation.js';
import { identifierValues } from './erase-members.js';

/** They stay filed under the customer when they are erased. */
export async function conversationNames(tx: Tx, siteId: string, members: readonly string[]): Promise<ErasedNames['conversations']> {
  const rows = await tx.db
    .selectFrom('conversations')
    .select(['id', 'conv_key', 'principal_id', 'channel'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, convKey: row.conv_key, principalId: row.principal_id, channel: row.channel }));
}

export async function namesOf(tx: Tx, siteId: string, members: readonly string[]): Promise<ErasedNames> {
  const visitors = new Set<string>();
  for (const { type, value } of await identifierValues(tx, siteId, members)) {
    const column = type === 'anonymous_id' ? ('anonymous_id' as const) : type === 'user_id' ? ('user_id' as const) : null;
    if (column === null) continue;
    const rows = await tx.db.selectFrom('visitors').select('id').where('site_id', '=', siteId).where(column, '=', value).execute();
    for (const { id } of rows) visitors.add(id);
  }
  return {
    customers: [...members],
    visitors: [...visitors],
    conversations: await conversationNames(tx, siteId, members),
  };
}
