// A customer leaves (ID24, S77): everything that was kept of them goes in one transaction, on every member of the root. What stays says that
// something was there and when, never what: tombstones keep message ids taken (C12), empty log entries keep the lanes dense (P17).
import { sql } from 'kysely';
import type { Erased, ErasedNames, ErasureOps } from '../../../../ports/store-erasure.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import { auditRow } from '../identity/audit-row.js';
import { lockIdentity } from '../identity/site-lock.js';
import type { OperationsOf } from '../operation.js';
import { eraseAgain } from './erase-again.js';
import { eraseMembers } from './erase-members.js';
import { conversationNames, namesOf } from './erased-names.js';

export const erasureOperations: OperationsOf<ErasureOps> = {
  eraseCustomer: {
    kind: 'write',
    async run(tx, { siteId, customerId, actor, now }): Promise<Erased | null> {
      await lockIdentity(tx, siteId);
      const root = await rootOrNull(tx, siteId, customerId);
      if (root?.id !== customerId) return null;
      const members = await membersOf(tx, siteId, root.id);
      const erased = await eraseMembers(tx, siteId, { members, now });
      const names = { customers: members, visitors: erased.visitors, conversations: await conversationNames(tx, siteId, members) };
      const detail = {
        customers: String(erased.customers),
        interactions: String(erased.interactions),
        conversations: String(erased.conversations.length),
      };
      await auditRow(tx, { siteId, actor, action: 'customer.erased', target: root.id, detail, now });
      return { ...erased, names };
    },
  },
  erasedNames: {
    kind: 'read',
    async run(tx, { siteId, customerId }): Promise<ErasedNames | null> {
      const root = await rootOrNull(tx, siteId, customerId);
      return root?.id === customerId ? namesOf(tx, siteId, await membersOf(tx, siteId, root.id)) : null;
    },
  },
  guestsSeenOn: {
    kind: 'read',
    async run(tx, { siteId, address, limit }) {
      const rows = await tx.db
        .selectFrom('customer_live')
        .innerJoin('customers as guest', (join) =>
          join.onRef('guest.site_id', '=', 'customer_live.site_id').onRef('guest.id', '=', 'customer_live.customer_id'),
        )
        .select('guest.id')
        .where('customer_live.site_id', '=', siteId)
        .where('guest.status', '=', 'active')
        .where('guest.user_id', 'is', null)
        // Anybody may say that a known customer was on that page, and a guest may have become one: whoever is more than a guest stays.
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('customers as merged')
                .select('merged.id')
                .where('merged.site_id', '=', siteId)
                .whereRef('merged.root_id', '=', 'guest.id')
                .whereRef('merged.id', '<>', 'guest.id'),
            ),
          ),
        )
        .where(sql<string>`substr(customer_live.page_url, 1, ${sql.lit(address.length)})`, '=', address) // no pattern: an address may hold its signs
        .orderBy('guest.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  },
  eraseAgain: {
    kind: 'write',
    async run(tx, { siteId, erased, now }) {
      let repeated = 0;
      for (const names of erased) repeated += (await eraseAgain(tx, siteId, { names, now })) ? 1 : 0;
      return { repeated };
    },
  },
};
