// The list of customers (K90): found by `customer_list`, read of what is shown. Cursors are keysets: last activity or name, then id.
import type { CustomerListFilter, Trust } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { parseQuery } from '../../../../domain/search/query.js';
import type { PageOf } from '../../../../ports/paging.js';
import type { ListedCustomer, ListOps } from '../../../../ports/store-lists.js';
import { nameCustomers } from '../delivery/customer-names.js';
import { pageLimit } from '../engine/paging.js';
import { trustOf } from '../identity/trust.js';
import type { Operation, Tx } from '../operation.js';
import { exactMatch, matchingDocuments, wordMatch } from '../search/word-index.js';
import { channelsOf, edgesOf, namesSomebody, talksOf } from './customer-rows.js';

type Args = Parameters<ListOps['customerList']>[0];
type Clause = RawBuilder<boolean>;

const IDENTIFIERS_MAX = 4;
const VERIFIED = 3;

interface KeyRow {
  id: string;
  sort_name: string;
  last_at: number;
}

const memberHas = (table: 'conversations' | 'customer_channels', condition: RawBuilder<unknown>): Clause => sql<boolean>`exists (
  select 1 from customers as member join ${sql.table(table)} as t on t.site_id = member.site_id and t.customer_id = member.id
  where member.site_id = l.site_id and member.root_id = l.id and ${condition})`;

/** Whoever has all the words in their name, or the number as an identifier. */
function named(tx: Tx, siteId: string, q: string): Clause[] {
  const query = { ...parseQuery(q.replaceAll(':', ' '), 0), phrases: [] };
  const found = (match: string): RawBuilder<unknown> => {
    const { from, where } = matchingDocuments(tx.dialect, match, null);
    return sql`select d.id from ${from} where ${where} and d.site_id = ${siteId} and d.kind = 'customer'`;
  };
  const asked = [
    ...(query.exact.length > 0 ? [found(exactMatch(tx.dialect, siteId, query))] : []),
    ...(query.words.length > 0 ? [found(wordMatch(tx.dialect, siteId, query))] : []),
  ];
  return asked.length === 0 ? [] : [sql<boolean>`l.id in (${sql.join(asked, sql` union all `)})`];
}

function clausesOf(tx: Tx, siteId: string, filter: CustomerListFilter): Clause[] {
  const { q, include, hasConversation, verified, channel, seenAfter } = filter;
  const clauses: Clause[] = [sql<boolean>`l.site_id = ${siteId}`];
  clauses.push(include === 'people' ? sql<boolean>`l.people = 1` : sql<boolean>`l.people in (0, 1)`);
  if (verified !== undefined) clauses.push(verified ? sql<boolean>`l.trust = ${VERIFIED}` : sql<boolean>`l.trust < ${VERIFIED}`);
  if (seenAfter !== undefined) clauses.push(sql<boolean>`l.last_at > ${Date.parse(seenAfter)}`);
  if (hasConversation !== undefined) {
    const talked = memberHas('conversations', sql`t.pub_head > 0`);
    clauses.push(hasConversation ? talked : sql<boolean>`not ${talked}`);
  }
  if (channel !== undefined) clauses.push(memberHas('customer_channels', sql`t.channel = ${channel}`));
  if (q !== undefined) clauses.push(...named(tx, siteId, q));
  return clauses;
}

/** `[last activity or name, id]`; null: not one of ours, or of another sort. */
function decoded(cursor: string | undefined, sort: CustomerListFilter['sort']): [string | number, string] | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return null;
    const [key, id]: unknown[] = value;
    const fits = sort === 'name' ? typeof key === 'string' && !key.includes('\0') : Number.isSafeInteger(key);
    const usable = typeof key === 'string' || typeof key === 'number';
    return fits && usable && typeof id === 'string' && !id.includes('\0') ? [key, id] : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function keysOf(tx: Tx, { siteId, filter, limit, cursor }: Args): Promise<KeyRow[]> {
  const byName = filter.sort === 'name';
  const column = byName ? sql`l.sort_name` : sql`l.last_at`;
  const from = decoded(cursor, filter.sort);
  const clauses = clausesOf(tx, siteId, filter);
  if (from !== null) clauses.push(sql<boolean>`(${column}, l.id) ${byName ? sql`>` : sql`<`} (${from[0]}, ${from[1]})`);
  const way = byName ? sql`asc` : sql`desc`;
  const { rows } = await sql<KeyRow>`
    select l.id as id, l.sort_name as sort_name, l.last_at as last_at from customer_list as l
    where ${sql.join(clauses, sql` and `)} order by ${column} ${way}, l.id ${way} limit ${limit + 1}`.execute(tx.db);
  return rows;
}

async function shown(tx: Tx, siteId: string, keys: readonly KeyRow[]): Promise<ListedCustomer[]> {
  if (keys.length === 0) return [];
  const ids = keys.map(({ id }) => id);
  const names = await nameCustomers(tx, siteId, ids);
  const [edges, channels, talks] = [await edgesOf(tx, siteId, ids), await channelsOf(tx, siteId, ids), await talksOf(tx, siteId, ids)];
  const born = await tx.db
    .selectFrom('customers')
    .select(['id', 'created_at'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .execute();
  const createdAt = new Map(born.map((row) => [row.id, row.created_at]));
  return keys.map(({ id, last_at: lastActivityAt }) => {
    const naming = (edges.get(id) ?? []).filter(namesSomebody);
    const identifiers = naming.map(({ type, value, trust }) => ({ type, value, trust: trustOf(trust) }));
    const trust = identifiers.reduce<Trust>((best, one) => (one.trust > best ? one.trust : best), 0);
    return {
      ...{ id, name: names.get(id)?.name ?? '', trust, identifiers: identifiers.slice(0, IDENTIFIERS_MAX), lastActivityAt },
      channels: [...new Set((channels.get(id) ?? []).map(({ channel }) => channel))],
      conversations: talks.get(id)?.[0]?.n ?? 0,
      createdAt: createdAt.get(id) ?? 0,
    };
  });
}

async function run(tx: Tx, args: Args): Promise<PageOf<ListedCustomer>> {
  const limit = pageLimit(args.limit);
  const keys = await keysOf(tx, { ...args, limit });
  const page = keys.slice(0, limit);
  const last = page.at(-1);
  const key = args.filter.sort === 'name' ? last?.sort_name : last?.last_at;
  const cursor = keys.length > limit && last !== undefined ? Buffer.from(JSON.stringify([key, last.id])).toString('base64url') : null;
  return { items: await shown(tx, args.siteId, page), cursor };
}

export const customerList: Operation<Args, PageOf<ListedCustomer>> = { kind: 'read', run };
