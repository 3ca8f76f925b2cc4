// Lists and single objects of a customer: promises, items, cases, facts. Everything that was merged into the customer is theirs (ID14).
import { sql } from 'kysely';
import type { ItemType, ItemView } from '@throughline/types';
import { commitmentView } from '../../../../domain/commitments/view.js';
import { itemView } from '../../../../domain/items/view.js';
import { sameNumber } from '../../../../domain/cases/case-event.js';
import type { EngineOps } from '../../../../ports/store-engine.js';
import { membersOf } from '../customers.js';
import { rootOrNull } from '../context/root-or-null.js';
import type { OperationsOf, Tx } from '../operation.js';
import { caseView } from './case-view.js';
import { factList } from './fact-list.js';
import { findFact } from './find-fact.js';
import { decodeKey, pageLimit, pageOf } from './paging.js';
import { storedCase, storedCommitment, storedItem } from './stored.js';

type Listed = 'commitments' | 'commitment' | 'trackedItems' | 'trackedItem' | 'vouchedItem' | 'cases' | 'caseById' | 'facts' | 'fact';

interface Asked {
  siteId: string;
  customerId: string;
  limit: number;
  cursor?: string;
}

/** The question over all members; null when there is no such customer. */
async function listing(tx: Tx, { siteId, customerId, limit, cursor }: Asked) {
  const root = await rootOrNull(tx, siteId, customerId);
  if (root === null) return null;
  const key = decodeKey(cursor);
  return {
    rootId: root.id,
    members: await membersOf(tx, siteId, root.id),
    limit: pageLimit(limit),
    after: key === null ? sql<boolean>`1 = 1` : sql<boolean>`(at, id) < (${key.at}, ${key.id})`,
    key,
  };
}

/** What a row says, under the root it belongs to now; null without a row, and when its customer was erased. */
async function standing<Row extends { customer_id: string }, Stored>(
  tx: Tx,
  siteId: string,
  { row, stored }: { row: Row | undefined; stored: (row: Row, rootId: string) => Stored[] },
): Promise<Stored | null> {
  const root = row === undefined ? null : await rootOrNull(tx, siteId, row.customer_id);
  return row === undefined || root === null ? null : (stored(row, root.id)[0] ?? null);
}

/** The item as the company speaks of it; said by `anybody`, also one that only a visitor's page claims, when there is no other. */
async function itemByNumber(
  tx: Tx,
  { siteId, type, number, now }: { siteId: string; type: ItemType; number: string; now: number },
  saidBy: 'anybody' | 'company',
): Promise<ItemView | null> {
  const row = await tx.db
    .selectFrom('tracked_items')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('number_key', '=', sameNumber(number))
    .where('type', '=', type)
    .where('state', 'is not', null)
    .where('vouched', '>=', saidBy === 'company' ? 1 : 0)
    .orderBy('vouched', 'desc')
    .orderBy('at', 'desc')
    .orderBy('customer_id')
    .limit(1)
    .executeTakeFirst();
  const item = await standing(tx, siteId, { row, stored: storedItem });
  return item === null ? null : itemView(item, now);
}

export const listOperations: OperationsOf<Pick<EngineOps, Listed>> = {
  commitments: {
    kind: 'read',
    async run(tx, args) {
      const list = await listing(tx, args);
      if (list === null) return null;
      const rows = await tx.db
        .selectFrom('commitments')
        .selectAll()
        .where('site_id', '=', args.siteId)
        .where('customer_id', 'in', list.members)
        .where('state', 'is not', null)
        .where(list.after)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(list.limit + 1)
        .execute();
      const page = pageOf(rows, list.limit, (row) => storedCommitment(row, list.rootId).map((stored) => commitmentView(stored, args.now)));
      return { ...page, items: page.items.flat() };
    },
  },
  commitment: {
    kind: 'read',
    async run(tx, { siteId, id, now }) {
      const row = await tx.db
        .selectFrom('commitments')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('state', 'is not', null)
        .orderBy('customer_id')
        .limit(1)
        .executeTakeFirst();
      const stored = await standing(tx, siteId, { row, stored: storedCommitment });
      return stored === null ? null : commitmentView(stored, now);
    },
  },
  trackedItems: {
    kind: 'read',
    async run(tx, args) {
      const list = await listing(tx, args);
      if (list === null) return null;
      const rows = await tx.db
        .selectFrom('tracked_items')
        .selectAll()
        .where('site_id', '=', args.siteId)
        .where('customer_id', 'in', list.members)
        .where('state', 'is not', null)
        .where(list.after)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(list.limit + 1)
        .execute();
      const page = pageOf(rows, list.limit, (row) => storedItem(row, list.rootId).map((stored) => itemView(stored, args.now)));
      return { ...page, items: page.items.flat() };
    },
  },
  trackedItem: {
    kind: 'read',
    run: (tx, asked) => itemByNumber(tx, asked, 'anybody'),
  },
  vouchedItem: {
    kind: 'read',
    run: (tx, asked) => itemByNumber(tx, asked, 'company'),
  },
  cases: {
    kind: 'read',
    async run(tx, args) {
      const list = await listing(tx, args);
      if (list === null) return null;
      const rows = await tx.db
        .selectFrom('cases')
        .selectAll()
        .where('site_id', '=', args.siteId)
        .where('customer_id', 'in', list.members)
        .where('state', 'is not', null)
        .where(list.after)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(list.limit + 1)
        .execute();
      const page = pageOf(rows, list.limit, (row) => storedCase(row, list.rootId).map(caseView));
      return { ...page, items: page.items.flat() };
    },
  },
  caseById: {
    kind: 'read',
    async run(tx, { siteId, id }) {
      const row = await tx.db
        .selectFrom('cases')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('state', 'is not', null)
        .orderBy('customer_id')
        .limit(1)
        .executeTakeFirst();
      const stored = await standing(tx, siteId, { row, stored: storedCase });
      return stored === null ? null : caseView(stored);
    },
  },
  facts: {
    kind: 'read',
    async run(tx, args) {
      const list = await listing(tx, args);
      if (list === null) return null;
      const { key } = list;
      const all = await factList(tx, { siteId: args.siteId, customerId: list.rootId, members: list.members, now: args.now });
      const after = key === null ? all : all.filter(({ at, id }) => at < key.at || (at === key.at && id < key.id));
      return pageOf(after.slice(0, list.limit + 1), list.limit, ({ view }) => view);
    },
  },

  fact: {
    kind: 'read',
    async run(tx, { siteId, customerId, id, now }) {
      const root = await rootOrNull(tx, siteId, customerId);
      const found = root === null ? null : await findFact(tx, { siteId, root, id, now });
      return found === null ? null : { view: found.view, rowId: found.rowId, norm: found.view.masked ? null : found.fact.norm };
    },
  },
};
