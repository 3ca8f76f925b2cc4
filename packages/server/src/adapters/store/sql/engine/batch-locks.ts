// Before a batch writes anything: whom does it speak of, as far as that is known, and their locks in one order (root-lock.ts). On PostgreSQL
// alone. Somebody whom another transaction makes known meanwhile is locked when their event is reached: then two batches may meet in a circle,
// one of them is rolled back by the server and runs again (postgres-store.ts).
import { normaliseIdentifiers } from '../../../../domain/identity/normalise.js';
import type { EventIdentifier, IngestEvent } from '../../../../ports/store-customers.js';
import { lockIdentity } from '../identity/site-lock.js';
import type { Tx } from '../operation.js';
import { lockCustomers } from './root-lock.js';

const CHUNK = 500; // parameters per query stay far below the store's limit

/** Answers whose rows are locked. One event alone is locked when its customer is known: it meets nobody in a circle. */
export async function lockBatch(tx: Tx, siteId: string, events: readonly IngestEvent[]): Promise<Set<string>> {
  if (tx.dialect !== 'postgres' || events.length < 2) return new Set();
  const said = events.map(({ identifiers, customerId }) => ({ identifiers: normaliseIdentifiers(identifiers), customerId }));
  const named = await rootsOf(tx, siteId, distinct(said.flatMap(({ customerId }) => (customerId === undefined ? [] : [customerId]))));
  const known = await rootsByName(
    tx,
    siteId,
    said.flatMap(({ identifiers }) => identifiers),
  );
  // Somebody new is made under the site's lock, which everybody takes before a customer's.
  const someoneNew = said.some(
    ({ identifiers, customerId }) => customerId === undefined && !identifiers.some((one) => known.has(nameOf(one))),
  );
  if (someoneNew) await lockIdentity(tx, siteId);
  const locked = new Set([...named, ...[...known.values()].flat()]);
  await lockCustomers(tx, siteId, [...locked]);
  return locked;
}

type Name = Pick<EventIdentifier, 'type' | 'value'>;
const nameOf = ({ type, value }: Name): string => `${type} ${value}`;
const distinct = (list: readonly string[]): string[] => [...new Set(list)];

async function rootsOf(tx: Tx, siteId: string, ids: readonly string[]): Promise<string[]> {
  const roots: string[] = [];
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await tx.db
      .selectFrom('customers')
      .select('root_id')
      .where('site_id', '=', siteId)
      .where('id', 'in', ids.slice(at, at + CHUNK))
      .execute();
    roots.push(...rows.map(({ root_id: id }) => id));
  }
  return roots;
}

/** By what they are known by. */
async function rootsByName(tx: Tx, siteId: string, names: readonly Name[]): Promise<Map<string, string[]>> {
  const roots = new Map<string, string[]>();
  if (names.length === 0) return roots;
  const types = distinct(names.map(({ type }) => type));
  const values = distinct(names.map(({ value }) => value));
  for (let at = 0; at < values.length; at += CHUNK) {
    const rows = await tx.db
      .selectFrom('identity_edges as edge')
      .innerJoin('customers as owner', (join) =>
        join.onRef('owner.site_id', '=', 'edge.site_id').onRef('owner.id', '=', 'edge.customer_id'),
      )
      .select(['edge.type as type', 'edge.value as value', 'owner.root_id as root'])
      .where('edge.site_id', '=', siteId)
      .where('edge.type', 'in', types)
      .where('edge.value', 'in', values.slice(at, at + CHUNK))
      .where('edge.until', 'is', null)
      .execute();
    for (const { root, ...name } of rows) roots.set(nameOf(name), [...(roots.get(nameOf(name)) ?? []), root]);
  }
  return roots;
}
