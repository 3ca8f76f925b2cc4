// One page of what a query finds (K75, K76): what has the whole number first, then the newest. Without words, conversations or what was said.
import { conversation, searchApi } from '@throughline/types/decode';
import type { Lane, SearchType } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { reachOf } from '../../../../domain/conversation/authorise.js';
import type { PageOf } from '../../../../ports/paging.js';
import type { SearchFound, SearchOps } from '../../../../ports/store-search.js';
import { nameCustomers } from '../delivery/customer-names.js';
import { parseObject } from '../delivery/entry-rows.js';
import { pageLimit } from '../engine/paging.js';
import { edgesOf, namesSomebody } from '../lists/customer-rows.js';
import type { CustomerEdge } from '../lists/customer-rows.js';
import { scopeClause } from '../lists/scope-clause.js';
import type { OperationsOf, Tx } from '../operation.js';
import { entryTexts } from './entry-documents.js';
import { conversationClauses, entryClauses, sightClause, stateClause, timeClauses } from './search-clause.js';
import { exactMatch, matchingDocuments, phraseClauses, wordMatch } from './word-index.js';

type Args = Parameters<SearchOps['search']>[0];
type Clause = RawBuilder<boolean>;

const ENTRY_KINDS: readonly SearchType[] = ['message', 'note'];

interface FoundRow {
  n: number;
  kind: string;
  id: string;
  conversation_id: string | null;
  lane: string | null;
  seq: number | null;
  at: number;
  title: string;
  body: string;
  customer_id: string;
  /** Of the entry, as stored. */
  entry_body: string | null;
  last_text: string | null;
}
interface Found {
  row: FoundRow;
  exact: boolean;
}

/** Where a page ended: in which part of the results, and at which number. */
type Place = { part: 'exact' | 'words'; n: number } | { part: 'conversations'; n: number; id: string };

function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return null;
    const [part, n, id]: unknown[] = value;
    if (typeof n !== 'number' || !Number.isSafeInteger(n)) return null;
    if (part === 'exact' || part === 'words') return { part, n };
    return part === 'conversations' && typeof id === 'string' && !id.includes('\0') ? { part, n, id } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // not one of ours
    throw error;
  }
}
const cursorOf = (...place: (string | number)[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const SELECTED = sql`d.n as n, d.kind as kind, d.id as id, d.conversation_id as conversation_id, d.lane as lane, d.seq as seq, d.at as at,
  d.title as title, d.body as body, coalesce(c.customer_id, d.customer_id) as customer_id, e.body as entry_body, null as last_text`;
const BESIDE = sql`left join conversations as c on c.site_id = d.site_id and c.id = d.conversation_id
  left join entries as e on e.site_id = d.site_id and e.conversation_id = d.conversation_id and e.lane = d.lane and e.seq = d.seq`;

interface Documents {
  from: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
  /** The number of a document, where it is read in order. */
  n: RawBuilder<unknown>;
}

async function documents(
  tx: Tx,
  { from, where, n }: Documents,
  { clauses, limit }: { clauses: readonly Clause[]; limit: number },
): Promise<FoundRow[]> {
  if (limit <= 0) return [];
  const { rows } = await sql<FoundRow>`select ${SELECTED} from ${from} ${BESIDE}
    where ${sql.join([where, ...clauses], sql` and `)} order by ${n} desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** Types that a query can find at all: what it asks of an entry or a conversation, only what is said has. */
function typesOf({ query, types }: Args): SearchType[] {
  const said = query.from.length > 0 || query.has.includes('file');
  const ofConversation = [query.to, query.team, query.tag, query.state, query.channel, query.has].some((list) => list.length > 0);
  const possible = said || ofConversation ? ENTRY_KINDS : searchApi.SearchType.options.filter((type) => type !== 'conversation');
  return types.length === 0 ? [...possible] : possible.filter((type) => types.includes(type));
}

async function documentClauses(tx: Tx, args: Args, kinds: readonly SearchType[]): Promise<Clause[]> {
  const { siteId, query } = args;
  return [
    sql<boolean>`d.site_id = ${siteId}`,
    sql<boolean>`d.kind in (${sql.join(kinds)})`,
    sightClause(tx, args),
    ...(await conversationClauses(tx, siteId, args)),
    ...(query.state.length === 0 ? [] : [stateClause(query.state)]),
    ...(await entryClauses(tx, siteId, args)),
    ...timeClauses('d.at', query),
    ...phraseClauses(tx.dialect, query.phrases),
  ];
}

/** The part with whole numbers, then the rest: a page may have the end of one and the beginning of the other. */
async function byWords(tx: Tx, args: Args, limit: number): Promise<{ found: Found[]; next: string | null }> {
  const { siteId, query } = args;
  const kinds = typesOf(args);
  if (kinds.length === 0) return { found: [], next: null };
  const clauses = await documentClauses(tx, args, kinds);
  const place = placeOf(args.cursor);
  const at = place === null || place.part === 'conversations' ? null : place;
  const found: Found[] = [];
  if (query.exact.length > 0 && at?.part !== 'words') {
    const match = exactMatch(tx.dialect, siteId, query);
    const rows = await documents(tx, matchingDocuments(tx.dialect, match, at?.n ?? null), { clauses, limit: limit + 1 });
    found.push(...rows.map((row) => ({ row, exact: true })));
  }
  if (found.length <= limit && query.words.length > 0) {
    const match = wordMatch(tx.dialect, siteId, query);
    const before = at?.part === 'words' ? at.n : null;
    const rows = await documents(tx, matchingDocuments(tx.dialect, match, before), { clauses, limit: limit + 1 - found.length });
    found.push(...rows.map((row) => ({ row, exact: false })));
  }
  return ended(found, limit);
}

function ended(found: readonly Found[], limit: number): { found: Found[]; next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (found.length <= limit || last === undefined) return { found: page, next: null };
  return { found: page, next: cursorOf(last.exact ? 'exact' : 'words', last.row.n) };
}

/** Only operators: what somebody said or sent. */
async function byAuthor(tx: Tx, args: Args, limit: number): Promise<{ found: Found[]; next: string | null }> {
  const kinds = typesOf(args);
  if (kinds.length === 0) return { found: [], next: null };
  const place = placeOf(args.cursor);
  const where = place?.part === 'words' ? sql`d.n < ${place.n}` : sql`1 = 1`;
  const clauses = await documentClauses(tx, args, kinds);
  const rows = await documents(tx, { from: sql`search_documents as d`, where, n: sql`d.n` }, { clauses, limit: limit + 1 });
  return ended(
    rows.map((row) => ({ row, exact: false })),
    limit,
  );
}

const OPEN = conversation.ConversationStatus.options.filter((state) => state !== 'closed');

/**
 * What is closed and what is not, each in the index that holds nothing else: a question without words never walks whatever was ever said. Both
 * are answered in one order, of which the page takes the first.
 */
function partsOf({ state }: Args['query']): Clause[] {
  const open = state.length === 0 ? OPEN : state.filter((one) => one !== 'closed');
  return [
    ...(open.length === 0 ? [] : [sql<boolean>`(c.status <> 'closed' and ${stateClause(open)})`]),
    ...(state.length === 0 || state.includes('closed') ? [stateClause(['closed'])] : []),
  ];
}

const byNewest = (a: FoundRow, b: FoundRow): number => b.at - a.at || (a.id < b.id ? 1 : -1);

/** Only operators: conversations, the newest first. */
async function byConversation(tx: Tx, args: Args, limit: number): Promise<{ found: Found[]; next: string | null }> {
  const { siteId, agent, query, types } = args;
  if (types.length > 0 && !types.includes('conversation')) return { found: [], next: null };
  const place = placeOf(args.cursor);
  const sight = scopeClause(tx.dialect, agent);
  const clauses = [
    sql<boolean>`c.site_id = ${siteId}`,
    sql<boolean>`c.pub_head > 0`,
    ...(await conversationClauses(tx, siteId, { query, agent })),
    ...timeClauses('c.last_at', query),
    ...(sight === null ? [] : [sight]),
    ...(place?.part === 'conversations' ? [sql<boolean>`(c.last_at, c.id) < (${place.n}, ${place.id})`] : []),
  ];
  const found: FoundRow[] = [];
  for (const part of partsOf(query)) {
    const { rows } = await sql<FoundRow>`select c.last_at as n, 'conversation' as kind, c.id as id, c.id as conversation_id, null as lane,
        null as seq, c.last_at as at, '' as title, '' as body, c.customer_id as customer_id, null as entry_body, c.last_text as last_text
      from conversations as c
      where ${sql.join([...clauses, part], sql` and `)} order by c.last_at desc, c.id desc limit ${limit + 1}`.execute(tx.db);
    found.push(...rows);
  }
  const rows = found.sort(byNewest);
  const page = rows.slice(0, limit).map((row) => ({ row, exact: false }));
  const last = page.at(-1)?.row;
  return { found: page, next: rows.length > limit && last !== undefined ? cursorOf('conversations', last.at, last.id) : null };
}

const laneOf = (lane: string | null): Lane => (lane === 'int' ? 'int' : 'pub');

function foundOf({ row, exact }: Found, customer: { id: string; name: string }, edges: readonly CustomerEdge[]): SearchFound {
  const type = searchApi.SearchType.parse(row.kind);
  const isEntry = ENTRY_KINDS.includes(type);
  const said = row.entry_body === null ? '' : entryTexts(parseObject(row.entry_body)).join(' · ');
  return {
    ...{ type, id: row.id, exact, at: row.at, customerId: customer.id, conversationId: row.conversation_id },
    title: type === 'item' || type === 'commitment' || type === 'fact' ? row.title : customer.name,
    text: row.last_text ?? (row.body === '' ? said : row.body),
    identifiers: edges.filter(namesSomebody).map(({ type: of, value }) => ({ type: of, value })),
    entry: isEntry && row.seq !== null ? { id: row.id, lane: laneOf(row.lane), seq: row.seq } : null,
  };
}

async function run(tx: Tx, args: Args): Promise<PageOf<SearchFound>> {
  const { siteId, query } = args;
  if (reachOf(args.agent) === 'none') return { items: [], cursor: null };
  const limit = pageLimit(args.limit);
  const worded = query.words.length > 0 || query.exact.length > 0;
  const said = query.from.length > 0 || query.has.includes('file');
  const look = worded ? byWords : said ? byAuthor : byConversation;
  const { found, next } = await look(tx, args, limit);
  const names = await nameCustomers(
    tx,
    siteId,
    found.map(({ row }) => row.customer_id),
  );
  const people = found.flatMap(({ row }) => (row.kind === 'customer' ? [row.id] : []));
  const edges = people.length === 0 ? new Map<string, CustomerEdge[]>() : await edgesOf(tx, siteId, people);
  const items = found.map((one) => {
    const { customer_id: id } = one.row;
    return foundOf(one, names.get(id) ?? { id, name: '' }, one.row.kind === 'customer' ? (edges.get(id) ?? []) : []);
  });
  return { items, cursor: next };
}

export const searchOperations: OperationsOf<SearchOps> = { search: { kind: 'read', run } };
