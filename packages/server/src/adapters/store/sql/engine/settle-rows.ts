// The rows that settling reads: what was touched, the newest others, and what is linked to given ones, each by key with a bound (C51).
import type { Fulfilment } from '../../../../domain/reconcile/model.js';
import { fulfilledBy, PRICED_TYPES } from '../../../../domain/reconcile/linked.js';
import { UNNAMED_MS } from '../../../../domain/reconcile/prices.js';
import { numberKey } from '../../../../domain/reconcile/same.js';
import type { Promised } from '../../../../domain/reconcile/same.js';
import { sinceOf } from '../../../../domain/reconcile/settle.js';
import type { Tx } from '../operation.js';
import type { CasesTable, CommitmentsTable, FulfilmentsTable, TrackedItemsTable } from '../schema-engine.js';
import { each, question, together } from '../together.js';
import { documentOf } from './document.js';

/** Most rows of each kind that one question about linked ones answers. */
export const LINKED_MAX = 300;
/** The earliest counts; some before it may be the making of the promise itself, or of another time of a price (C33). */
const FULFILMENTS_PER_PROMISE = 24;
const PROMISES_AT_ONCE = 40;

/** `ids` null: all of them. `newest`: that many heads of groups. */
export type Rows = { members: string[] } & ({ ids: string[] | null } | { newest: number });

/** What makes rows linked (domain/reconcile/linked.ts). */
export interface Links {
  members: string[];
  /** Numbers that are shared. */
  keys: string[];
  /** When orders and invoices began: a price promised before may be about them. */
  openings: number[];
  /** When a price was promised for no order in particular: it may be about what began after. */
  unnamed: number[];
  /** What was done: it may keep what was promised before. */
  fulfilled: Fulfilment[];
}

const itemsOf = (tx: Tx, siteId: string, members: string[]) =>
  tx.db.selectFrom('tracked_items').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', members);
const commitmentsOf = (tx: Tx, siteId: string, members: string[]) =>
  tx.db.selectFrom('commitments').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', members);

export async function itemRows(tx: Tx, siteId: string, rows: Rows): Promise<TrackedItemsTable[]> {
  const all = itemsOf(tx, siteId, rows.members);
  if ('newest' in rows) return all.where('state', 'is not', null).orderBy('at', 'desc').orderBy('id', 'desc').limit(rows.newest).execute();
  return (rows.ids === null ? all : all.where('id', 'in', rows.ids)).orderBy('id').execute();
}

export async function commitmentRows(tx: Tx, siteId: string, rows: Rows): Promise<CommitmentsTable[]> {
  const all = commitmentsOf(tx, siteId, rows.members);
  if ('newest' in rows) return all.where('state', 'is not', null).orderBy('at', 'desc').orderBy('id', 'desc').limit(rows.newest).execute();
  return (rows.ids === null ? all : all.where('id', 'in', rows.ids)).orderBy('id').execute();
}

/** Heads of items that are linked so. */
export async function linkedItems(tx: Tx, siteId: string, { members, keys, unnamed }: Links): Promise<TrackedItemsTable[]> {
  if (keys.length === 0 && unnamed.length === 0) return [];
  return itemsOf(tx, siteId, members)
    .where('state', 'is not', null)
    .where((eb) =>
      eb.or([
        ...(keys.length === 0 ? [] : [eb('number_key', 'in', keys), eb('order_key', 'in', keys)]),
        ...unnamed.map((at) => eb.and([eb('opened_at', '>=', at), eb('opened_at', '<=', at + UNNAMED_MS), eb('type', 'in', PRICED_TYPES)])),
      ]),
    )
    .orderBy('id')
    .limit(LINKED_MAX)
    .execute();
}

/** Heads of promises that are linked so. */
export async function linkedCommitments(
  tx: Tx,
  siteId: string,
  { members, keys, openings, fulfilled }: Links,
): Promise<CommitmentsTable[]> {
  if (keys.length === 0 && openings.length === 0 && fulfilled.length === 0) return [];
  return commitmentsOf(tx, siteId, members)
    .where('state', 'is not', null)
    .where((eb) =>
      eb.or([
        ...(keys.length === 0 ? [] : [eb('order_key', 'in', keys), eb('item_key', 'in', keys)]),
        ...openings.map((at) =>
          eb.and([
            eb('at', '<=', at),
            eb('at', '>=', at - UNNAMED_MS),
            eb('kept_by', '=', 'price'),
            eb('order_key', 'is', null),
            eb('item_key', 'is', null),
          ]),
        ),
        ...byKind(fulfilled).map(({ kind, first, last }) =>
          eb.and([
            eb('at', '<=', last),
            eb('kept_by', 'like', `%${kind}%`),
            eb.or([eb('settled_at', 'is', null), eb('settled_at', '>=', first)]),
          ]),
        ),
      ]),
    )
    .orderBy('id')
    .limit(LINKED_MAX)
    .execute();
}

function byKind(fulfilled: readonly Fulfilment[]): { kind: string; first: number; last: number }[] {
  const kinds = new Map<string, { kind: string; first: number; last: number }>();
  for (const { kind, at } of fulfilled) {
    const held = kinds.get(kind) ?? { kind, first: at, last: at };
    kinds.set(kind, { kind, first: Math.min(held.first, at), last: Math.max(held.last, at) });
  }
  return [...kinds.values()];
}

export async function caseRows(
  tx: Tx,
  siteId: string,
  { members, ids }: { members: string[]; ids: string[] | null },
): Promise<CasesTable[]> {
  const all = tx.db.selectFrom('cases').selectAll().where('site_id', '=', siteId).where('customer_id', 'in', members);
  return (ids === null ? all : all.where('id', 'in', ids)).orderBy('id').execute();
}

interface Asked {
  siteId: string;
  customerId: string;
  kind: string;
  orderKey: string;
  since: number;
}
type Done = Pick<FulfilmentsTable, 'id' | 'fulfilment'>;

const doneForOrder = question<Asked, Done>(['id', 'fulfilment'], (db, place) =>
  db
    .selectFrom('fulfilments')
    .select(['id', 'fulfilment'])
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('kind', '=', place('kind'))
    .where('at', '>=', place('since'))
    .where((eb) => eb.or([eb('order_key', '=', place('orderKey')), eb('order_key', 'is', null)]))
    .orderBy('at')
    .orderBy('id')
    .limit(FULFILMENTS_PER_PROMISE),
);
const doneForAny = question<Omit<Asked, 'orderKey'>, Done>(['id', 'fulfilment'], (db, place) =>
  db
    .selectFrom('fulfilments')
    .select(['id', 'fulfilment'])
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('kind', '=', place('kind'))
    .where('at', '>=', place('since'))
    .orderBy('at')
    .orderBy('id')
    .limit(FULFILMENTS_PER_PROMISE),
);

/** What may have kept each of `promises`: the earliest since it was made, however much was done since then. Each once. */
export async function fulfilmentsFor(
  tx: Tx,
  siteId: string,
  { members, promises }: { members: readonly string[]; promises: readonly Promised[] },
): Promise<Fulfilment[]> {
  const asks = promises.flatMap((promise) => {
    const { orderId } = promise;
    const since = sinceOf(promise);
    return fulfilledBy(promise).flatMap((kind) =>
      members.map((customerId) =>
        orderId === null
          ? doneForAny({ siteId, customerId, kind, since })
          : doneForOrder({ siteId, customerId, kind, since, orderKey: numberKey(orderId) }),
      ),
    );
  });
  const found = new Map<string, Fulfilment>();
  for (let at = 0; at < asks.length; at += PROMISES_AT_ONCE) {
    const [rows] = await together(tx, [each(asks.slice(at, at + PROMISES_AT_ONCE))]);
    for (const { id, fulfilment } of rows) found.set(id, documentOf<Fulfilment>(fulfilment));
  }
  return [...found.values()];
}
