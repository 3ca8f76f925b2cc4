// The erasing itself, of customers by their own ids: used when somebody asks for it, and again when an older store brought them back (S76).
import type { Erased } from '../../../../ports/store-erasure.js';
import type { RemovedFile } from '../../../../ports/store-files.js';
import { endGrantsOf } from '../delivery/grants.js';
import { unlearnCustomer } from '../engine/reason-rows.js';
import { removeUnsentFiles } from '../files/remove-files.js';
import { lockCustomers } from '../engine/root-lock.js';
import type { Tx } from '../operation.js';
import { PROJECTION_TABLES } from '../rebuild.js';
import { dropCustomer } from '../search/customer-documents.js';
import { eraseConversation } from './erase-conversation.js';
import { tombstone } from './tombstones.js';

export type ErasedMembers = Omit<Erased, 'names'>;

/** Rows about one customer, by `customer_id`. */
const TABLES = [
  'traits',
  ...PROJECTION_TABLES,
  'alerts',
  'resume_codes',
  'conversation_owners',
  'reason_confirmed',
  'dismissed_cards',
  'search_documents',
] as const;

/** Erases these customers and everything that is filed under them. */
export async function eraseMembers(
  tx: Tx,
  siteId: string,
  { members, now }: { members: readonly string[]; now: number },
): Promise<ErasedMembers> {
  await lockCustomers(tx, siteId, members);
  const values = await identifierValues(tx, siteId, members);
  const { visitors, files } = await eraseVisitors(tx, siteId, values);
  let interactions = 0;
  const conversations: string[] = [];
  for (const member of members) {
    await unlearnCustomer(tx, siteId, member); // reads the messages, so before they go
    for (const conv of await conversationsOf(tx, siteId, member)) {
      files.push(...(await eraseConversation(tx, { siteId, conv, now })));
      conversations.push(conv);
    }
    interactions += await tombstone(tx, { siteId, customerId: member, values });
    await eraseRows(tx, siteId, member);
  }
  await tx.db
    .updateTable('customers')
    .set({ status: 'erased', user_id: null })
    .where('site_id', '=', siteId)
    .where('id', 'in', members)
    .execute();
  return { customers: members.length, interactions, conversations, visitors, files };
}

export async function identifierValues(tx: Tx, siteId: string, members: readonly string[]): Promise<{ type: string; value: string }[]> {
  return tx.db
    .selectFrom('identity_edges')
    .select(['type', 'value'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .distinct()
    .execute();
}

async function conversationsOf(tx: Tx, siteId: string, customerId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A device keeps its token, so that what it still sends is answered `erased`, and loses its names and what codes opened to it. Answers the files it did not send. */
export async function unnameVisitor(tx: Tx, siteId: string, id: string): Promise<RemovedFile[]> {
  await endGrantsOf(tx, siteId, id);
  const files = await removeUnsentFiles(tx, siteId, id);
  await tx.db
    .updateTable('visitors')
    .set({ anonymous_id: `erased ${id}`, user_id: null, verified_at: null, verified_method: null })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  return files;
}

async function eraseVisitors(
  tx: Tx,
  siteId: string,
  values: readonly { type: string; value: string }[],
): Promise<{ visitors: string[]; files: RemovedFile[] }> {
  const erased: string[] = [];
  const files: RemovedFile[] = [];
  for (const { type, value } of values) {
    const column = type === 'anonymous_id' ? ('anonymous_id' as const) : type === 'user_id' ? ('user_id' as const) : null;
    if (column === null) continue;
    const rows = await tx.db.selectFrom('visitors').select('id').where('site_id', '=', siteId).where(column, '=', value).execute();
    for (const { id } of rows) {
      files.push(...(await unnameVisitor(tx, siteId, id)));
      erased.push(id);
    }
  }
  return { visitors: erased, files };
}

async function eraseRows(tx: Tx, siteId: string, customerId: string): Promise<void> {
  const edges = tx.db.selectFrom('identity_edges').select('id').where('site_id', '=', siteId).where('customer_id', '=', customerId);
  await tx.db.deleteFrom('interaction_edges').where('site_id', '=', siteId).where('edge_id', 'in', edges).execute();
  await tx.db.deleteFrom('identity_edges').where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
  for (const table of TABLES) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
  }
  await dropCustomer(tx, siteId, customerId);
  await tx.db
    .deleteFrom('settings_objects')
    .where('site_id', '=', siteId)
    .where('kind', '=', 'customer_note')
    .where('subject', '=', customerId)
    .execute();
  await tx.db
    .deleteFrom('owner_overrides')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('customer_id', '=', customerId), eb('from_id', '=', customerId)]))
    .execute();
  await tx.db
    .deleteFrom('merges')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('from_id', '=', customerId), eb('into_id', '=', customerId)]))
    .execute();
  await tx.db
    .deleteFrom('suggestions')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('target_id', '=', customerId), eb('candidate_id', '=', customerId)]))
    .execute();
  await tx.db
    .deleteFrom('never_merge')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('a_id', '=', customerId), eb('b_id', '=', customerId)]))
    .execute();
}
