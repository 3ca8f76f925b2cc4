// What customers may see of their own items (C40), and what agents may see unmasked (S134).
import type { VisitorItems } from '@throughline/types';
import { sameNumber } from '../../../../domain/cases/case-event.js';
import { statusAt } from '../../../../domain/commitments/commitment.js';
import type { StoredCommitment } from '../../../../domain/commitments/model.js';
import { maskIdentifier } from '../../../../domain/identity/mask.js';
import { normaliseIdentifier } from '../../../../domain/identity/normalise.js';
import { foldItem } from '../../../../domain/items/fold-item.js';
import type { ItemEvent, StoredItem } from '../../../../domain/items/model.js';
import { visitorItem } from '../../../../domain/items/view.js';
import { toIso } from '../../../../domain/time/civil.js';
import type { EngineOps } from '../../../../ports/store-engine.js';
import { membersOf } from '../customers.js';
import { rootOrNull } from '../context/root-or-null.js';
import type { RootCustomer } from '../context/root-or-null.js';
import type { OperationsOf, Tx } from '../operation.js';
import { findFact } from './find-fact.js';
import { customersProvedBy } from './item-proof.js';
import { listOfEvents } from './sourced-rows.js';
import { storedCommitment, storedItem } from './stored.js';

const ITEMS_SHOWN = 50;
const PROMISES_SHOWN = 20;
const ROWS_LOOKED_AT = 8; // of one number: more customers than that share none
/** Never readable again, even where a mark of them is kept. */
const NEVER_REVEALED = new Set(['card', 'iban']);

type Visitor = 'visitorItems' | 'lookupItem' | 'revealed';

export const visitorOperations: OperationsOf<Pick<EngineOps, Visitor>> = {
  visitorItems: {
    kind: 'read',
    async run(tx, { siteId, userId, now }) {
      const root = await customerOfUser(tx, siteId, userId);
      return root === null ? { items: [], promises: [] } : ownItems(tx, siteId, { rootId: root, now });
    },
  },
  lookupItem: {
    kind: 'read',
    async run(tx, { siteId, number, proof, now }) {
      const rows = await tx.db
        .selectFrom('tracked_items')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('number_key', '=', sameNumber(number))
        .where('state', 'is not', null)
        .orderBy('vouched', 'desc') // anybody may claim the number, as often as they like
        .orderBy('at', 'desc')
        .orderBy('customer_id')
        .limit(ROWS_LOOKED_AT)
        .execute();
      // Asked also when there is no such number: both failures take the same statements (ID22).
      const proved = await customersProvedBy(tx, { siteId, proof, customerIds: rows.map(({ customer_id }) => customer_id) });
      const row = rows.find(({ customer_id }) => proved.has(customer_id));
      const [stored] = row === undefined ? [] : storedItem(row);
      const root = stored === undefined ? null : await rootOrNull(tx, siteId, stored.customerId);
      if (stored === undefined || root === null) return null;
      const [open] = await sharedParts(tx, siteId, { items: [stored], members: await membersOf(tx, siteId, root.id) });
      if (open === undefined) return null;
      const { type, status, milestone, eta } = visitorItem(open, now);
      return { type, status, milestone, ...(eta === undefined ? {} : { eta }) };
    },
  },
  revealed: {
    kind: 'read',
    async run(tx, { siteId, customerId, type, id, now }) {
      const root = await rootOrNull(tx, siteId, customerId);
      if (root === null) return null;
      const members = await membersOf(tx, siteId, root.id);
      switch (type) {
        case 'fact':
          return revealedFact(tx, { siteId, root, id, now });
        case 'identifier':
          return revealedIdentifier(tx, { siteId, members, id });
        case 'interaction':
          return revealedInteraction(tx, { siteId, members, id });
        case 'suggestion':
          return revealedSuggestion(tx, { siteId, members, id });
      }
    },
  },
};

/** The root customer of a verified user; null: nobody, or erased. */
export async function customerOfUser(tx: Tx, siteId: string, userId: string): Promise<string | null> {
  const user = normaliseIdentifier('user_id', userId);
  if (user === null) return null;
  const row = await tx.db
    .selectFrom('customers')
    .select('root_id')
    .where('site_id', '=', siteId)
    .where('user_id', '=', user)
    .where('status', '!=', 'erased')
    .orderBy('id')
    .executeTakeFirst();
  return row?.root_id ?? null;
}

async function ownItems(tx: Tx, siteId: string, { rootId, now }: { rootId: string; now: number }): Promise<VisitorItems> {
  const { items, promises } = await ownRows(tx, siteId, await membersOf(tx, siteId, rootId));
  return {
    items: items.map((item) => visitorItem(item, now)),
    promises: promises.flatMap((promise) => promiseOf(promise, now)),
  };
}

/** Items as everybody may know them, and promises as they are, newest first. */
export async function ownRows(tx: Tx, siteId: string, members: string[]): Promise<{ items: StoredItem[]; promises: StoredCommitment[] }> {
  const items = await tx.db
    .selectFrom('tracked_items')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ITEMS_SHOWN)
    .execute();
  const promises = await tx.db
    .selectFrom('commitments')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(PROMISES_SHOWN)
    .execute();
  return {
    items: await sharedParts(tx, siteId, { items: items.flatMap((row) => storedItem(row)), members }),
    promises: promises.flatMap((row) => storedCommitment(row)),
  };
}

/** Nothing of the company's inner life: what only a department may see is not the customer's either. */
const isShared = ({ visibility }: { visibility: string }): boolean => visibility === 'shared';

/** The items as everybody may know them: folded again from what is shared, where anything is not. Gone when nothing is left. */
async function sharedParts(
  tx: Tx,
  siteId: string,
  { items, members }: { items: readonly StoredItem[]; members: string[] },
): Promise<StoredItem[]> {
  const mixed = items.filter(({ refs }) => !refs.every(isShared)).map(({ id }) => id);
  if (mixed.length === 0) return [...items];
  const rows = await tx.db
    .selectFrom('tracked_items')
    .select(['id', 'events'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('id', 'in', mixed)
    .execute();
  return items.flatMap((item): StoredItem[] => {
    if (!mixed.includes(item.id)) return [item];
    const events = rows.filter(({ id }) => id === item.id).flatMap((row) => listOfEvents<ItemEvent>(row.events));
    const folded = foldItem(
      item.type,
      events.filter(({ source }) => isShared(source)),
    );
    return folded === null ? [] : [{ ...item, ...folded }];
  });
}

function promiseOf(promise: StoredCommitment, now: number): VisitorItems['promises'] {
  const status = statusAt(promise.status, promise.dueAt, now);
  if (status === 'cancelled' || promise.refs[0]?.visibility !== 'shared') return [];
  return [{ id: promise.id, text: promise.text, ...(promise.dueAt === null ? {} : { dueAt: toIso(promise.dueAt) }), status }];
}

interface Reveal {
  siteId: string;
  members: string[];
  id: string;
}

async function revealedFact(tx: Tx, asked: { siteId: string; root: RootCustomer; id: string; now: number }): Promise<string | null> {
  const found = await findFact(tx, asked);
  if (found === null || NEVER_REVEALED.has(found.fact.key)) return null;
  const { view, fact } = found;
  return view.masked ? fact.norm : fact.value;
}

/** By the edge's id, or by what a context shows of it: `<type>:<masked>`. */
async function revealedIdentifier(tx: Tx, { siteId, members, id }: Reveal): Promise<string | null> {
  const edges = await tx.db
    .selectFrom('identity_edges')
    .select(['id', 'type', 'value'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('until', 'is', null)
    .orderBy('id')
    .execute();
  return edges.find((edge) => edge.id === id || `${edge.type}:${maskIdentifier(edge.type, edge.value)}` === id)?.value ?? null;
}

async function revealedInteraction(tx: Tx, { siteId, members, id }: Reveal): Promise<string | null> {
  const row = await tx.db
    .selectFrom('interactions')
    .select('data')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.data ?? null;
}

/** The identifier behind a possible match, nothing else of that customer (ID21). */
async function revealedSuggestion(tx: Tx, { siteId, members, id }: Reveal): Promise<string | null> {
  const row = await tx.db
    .selectFrom('suggestions')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('target_id', 'in', members)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (row === undefined || row.candidate_id === null) return null;
  const edges = await tx.db
    .selectFrom('identity_edges')
    .select(['type', 'value'])
    .where('site_id', '=', siteId)
    .where('customer_id', '=', row.candidate_id)
    .where('type', '=', row.identifier_type)
    .where('until', 'is', null)
    .orderBy('id')
    .execute();
  return edges.find(({ type, value }) => maskIdentifier(type, value) === row.identifier_masked)?.value ?? null;
}
