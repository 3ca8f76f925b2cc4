// Customers as search and their list know them, written anew when something was said about them: name, identifiers, last activity, whether
// they are anybody at all (K75, K90). Identifiers are found whole and never by their parts: agents see their ends alone (S134).
import { fold, phoneKeys, squash } from '../../../../domain/search/words.js';
import { nameCustomers } from '../delivery/customer-names.js';
import { channelsOf, edgesOf, namesSomebody, talksOf } from '../lists/customer-rows.js';
import type { CustomerEdge } from '../lists/customer-rows.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { CustomerListTable } from '../schema-lists.js';
import { dropDocument, putDocument, wordsOf } from './documents.js';

const PHONE_TYPES: readonly string[] = ['phone', 'whatsapp_phone', 'caller_id'];
const SORT_NAME_MAX_CHARS = 80;
/** A minute is as near as "last activity" has to be: not every message of a chat moves a row of its own. */
export const ACTIVITY_STEP_MS = 60_000;

const keysOf = ({ type, value }: CustomerEdge): string[] => [squash(value), ...(PHONE_TYPES.includes(type) ? phoneKeys(value) : [])];

/** Of these customers and whoever they belong to now; rows of those who are no root any more go. */
export async function refreshCustomers(tx: Tx, siteId: string, customerIds: Iterable<string>): Promise<void> {
  const asked = [...new Set(customerIds)].filter((id) => id !== '').sort();
  if (asked.length === 0) return;
  const known = await tx.db
    .selectFrom('customers as one')
    .innerJoin('customers as root', (join) => join.onRef('root.site_id', '=', 'one.site_id').onRef('root.id', '=', 'one.root_id'))
    .innerJoin('customers as member', (join) => join.onRef('member.site_id', '=', 'root.site_id').onRef('member.root_id', '=', 'root.id'))
    .select(['root.id as root_id', 'root.status as status', 'root.created_at as created_at', 'member.id as id'])
    .where('one.site_id', '=', siteId)
    .where('one.id', 'in', asked)
    .execute();
  const gone = new Set(known.filter(({ id, root_id: rootId, status }) => id !== rootId || status === 'erased').map(({ id }) => id));
  for (const id of gone) await dropCustomer(tx, siteId, id);
  const roots = new Map(known.filter(({ status }) => status !== 'erased').map(({ root_id: id, created_at: at }) => [id, at]));
  if (roots.size > 0) await writeRoots(tx, siteId, roots);
}

/** How they are held now. */
async function heldOf(tx: Tx, siteId: string, ids: readonly string[]) {
  const listed = await tx.db.selectFrom('customer_list').selectAll().where('site_id', '=', siteId).where('id', 'in', ids).execute();
  const found = await tx.db
    .selectFrom('search_documents')
    .select(['id', 'title', 'words'])
    .where('site_id', '=', siteId)
    .where('kind', '=', 'customer')
    .where('customer_id', 'in', ids)
    .execute();
  return { listed: new Map(listed.map((row) => [row.id, row])), found: new Map(found.map((row) => [row.id, row])) };
}

/** Only what differs is written: whoever looks at pages is not held by one transaction after the other. */
async function writeRoots(tx: Tx, siteId: string, roots: ReadonlyMap<string, number>): Promise<void> {
  const ids = [...roots.keys()].sort();
  const names = await nameCustomers(tx, siteId, ids);
  const [edges, channels, talks] = [await edgesOf(tx, siteId, ids), await channelsOf(tx, siteId, ids), await talksOf(tx, siteId, ids)];
  const held = await heldOf(tx, siteId, ids);
  for (const id of ids) {
    const name = names.get(id)?.name ?? '';
    const naming = (edges.get(id) ?? []).filter(namesSomebody);
    const talk = talks.get(id)?.[0];
    const lastAt = Math.max(roots.get(id) ?? 0, channels.get(id)?.[0]?.last_at ?? 0, talk?.last_at ?? 0);
    const people = naming.length > 0 || talk !== undefined;
    const sortName = fold(name).slice(0, SORT_NAME_MAX_CHARS);
    const row = { site_id: siteId, id, sort_name: sortName, last_at: lastAt, people: people ? 1 : 0, trust: trustOfBest(naming) };
    if (differs(held.listed.get(id), row)) await putListed(tx, row);
    const before = held.found.get(id);
    const words = wordsOf(siteId, [name], naming.flatMap(keysOf));
    if (people && (before?.title !== name || before.words !== words)) {
      await putDocument(tx, { site_id: siteId, kind: 'customer', customer_id: id, id, at: lastAt, title: name, words });
    }
    if (!people && before !== undefined) await dropDocument(tx, { siteId, kind: 'customer', customerId: id, id });
  }
}

const trustOfBest = (edges: readonly CustomerEdge[]): number => Math.max(0, ...edges.map(({ trust }) => trust));

const differs = (held: CustomerListTable | undefined, row: CustomerListTable): boolean =>
  held === undefined ||
  held.sort_name !== row.sort_name ||
  held.people !== row.people ||
  held.trust !== row.trust ||
  row.last_at - held.last_at >= ACTIVITY_STEP_MS ||
  row.last_at < held.last_at;

async function putListed(tx: Tx, row: CustomerListTable): Promise<void> {
  const { sort_name, last_at, people, trust } = row;
  await tx.db
    .insertInto('customer_list')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet({ sort_name, last_at, people, trust }))
    .execute();
}

export async function dropCustomer(tx: Tx, siteId: string, id: string): Promise<void> {
  await tx.db.deleteFrom('customer_list').where('site_id', '=', siteId).where('id', '=', id).execute();
  await dropDocument(tx, { siteId, kind: 'customer', customerId: id, id });
}

const touch = prepared<{ siteId: string; customerId: string; at: number; before: number }, unknown>((db, place) =>
  db
    .updateTable('customer_list')
    .set({ last_at: place('at') })
    .where('site_id', '=', place('siteId'))
    .where('id', '=', (eb) =>
      eb.selectFrom('customers').select('root_id').where('site_id', '=', place('siteId')).where('id', '=', place('customerId')),
    )
    .where('last_at', '<=', place('before')),
);

/** Something of theirs happened, and nothing about them changed. */
export async function touchCustomer(tx: Tx, siteId: string, { customerId, at }: { customerId: string; at: number }): Promise<void> {
  await touch(tx, { siteId, customerId, at, before: at - ACTIVITY_STEP_MS });
}
