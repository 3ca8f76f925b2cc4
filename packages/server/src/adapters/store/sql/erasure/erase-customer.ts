// A customer leaves (ID24, S77): everything that was kept of them goes in one transaction, on every member of the root. What stays says that
// something was there and when, never what: tombstones keep message ids taken (C12), empty log entries keep the lanes dense (P17).
import type { Erased, ErasureOps } from '../../../../ports/store-erasure.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import { unlearnCustomer } from '../engine/reason-rows.js';
import { lockCustomers } from '../engine/root-lock.js';
import { auditRow } from '../identity/audit-row.js';
import { lockIdentity } from '../identity/site-lock.js';
import type { OperationsOf, Tx } from '../operation.js';
import { eraseConversation } from './erase-conversation.js';
import { tombstone } from './tombstones.js';

/** Rows about one customer, by `customer_id`. */
const TABLES = [
  'traits',
  'customer_channels',
  'customer_live',
  'facts',
  'fact_decisions',
  'commitments',
  'tracked_items',
  'cases',
  'fulfilments',
  'alerts',
  'resume_codes',
  'conversation_owners',
  'reason_confirmed',
] as const;

export const erasureOperations: OperationsOf<ErasureOps> = {
  eraseCustomer: {
    kind: 'write',
    async run(tx, { siteId, customerId, actor, now }): Promise<Erased | null> {
      await lockIdentity(tx, siteId);
      const root = await rootOrNull(tx, siteId, customerId);
      if (root?.id !== customerId) return null;
      const members = await membersOf(tx, siteId, root.id);
      await lockCustomers(tx, siteId, members);
      const values = await identifierValues(tx, siteId, members);
      const visitors = await eraseVisitors(tx, siteId, values);
      let interactions = 0;
      const conversations: string[] = [];
      for (const member of members) {
        await unlearnCustomer(tx, siteId, member); // reads the messages, so before they go
        for (const conv of await conversationsOf(tx, siteId, member)) {
          await eraseConversation(tx, { siteId, conv, now });
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
      const detail = {
        customers: String(members.length),
        interactions: String(interactions),
        conversations: String(conversations.length),
      };
      await auditRow(tx, { siteId, actor, action: 'customer.erased', target: root.id, detail, now });
      return { customers: members.length, interactions, conversations, visitors };
    },
  },
};

async function identifierValues(tx: Tx, siteId: string, members: readonly string[]): Promise<{ type: string; value: string }[]> {
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
    .execute();
  return rows.map(({ id }) => id);
}

/** A device keeps its token, so that what it still sends is answered `erased`, and loses its names. */
async function eraseVisitors(tx: Tx, siteId: string, values: readonly { type: string; value: string }[]): Promise<string[]> {
  const erased: string[] = [];
  for (const { type, value } of values) {
    const column = type === 'anonymous_id' ? ('anonymous_id' as const) : type === 'user_id' ? ('user_id' as const) : null;
    if (column === null) continue;
    const rows = await tx.db.selectFrom('visitors').select('id').where('site_id', '=', siteId).where(column, '=', value).execute();
    for (const { id } of rows) {
      await tx.db
        .updateTable('visitors')
        .set({ anonymous_id: `erased ${id}`, user_id: null, verified_at: null, verified_method: null })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute();
      erased.push(id);
    }
  }
  return erased;
}

async function eraseRows(tx: Tx, siteId: string, customerId: string): Promise<void> {
  const edges = tx.db.selectFrom('identity_edges').select('id').where('site_id', '=', siteId).where('customer_id', '=', customerId);
  await tx.db.deleteFrom('interaction_edges').where('site_id', '=', siteId).where('edge_id', 'in', edges).execute();
  await tx.db.deleteFrom('identity_edges').where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
  for (const table of TABLES) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('customer_id', '=', customerId).execute();
  }
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
