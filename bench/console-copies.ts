// Ten thousand open conversations in seconds: a few are written through the product's store, the others are copies of all rows those left in
// whatever table, each under names of its own and a moment earlier. Counters that many conversations share (of a source) stay as they were.
// Invariant: what the product derived stays true of the copy, because a name keeps its end: customers without a name are called by it.
import { randomBytes } from 'node:crypto';
import { ID_PREFIX } from '../packages/types/dist/ids.js';
import { inTransactions, rowsOf, tableOf } from './console-seed.js';
import type { Db, Row, Value } from './console-seed.js';

const EARLIER_MS = 20; // per copy: the list has an order
const AN_INSTANT = 1e12; // a number above it is one, in ms
/** A conversation's secret: what it hashes stays as it is. */
const KEPT = 'hash_key';
const NAME_COLUMNS = ['id', 'conversation_id', 'customer_id', 'principal_id'];

/** Of each copy its own. What one conversation shares with others (site, source, agents) keeps its name. */
const OWN = (['visitor', 'customer', 'conversation', 'entry', 'interaction', 'edge', 'context'] as const).map((kind) => ID_PREFIX[kind]);
const ID = `(?:${OWN.join('|')})_[\\w-]{22}`;
const HEX = '(?<![0-9a-f])[0-9a-f]{32}(?:[0-9a-f]{32})?(?![0-9a-f])';
const INSTANT = '\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z';
const CHANGES = new RegExp(`${ID}|${HEX}|${INSTANT}`, 'g');
const END_CHARS = 6;

function freshName(name: string): string {
  const underscore = name.indexOf('_');
  if (underscore < 0) return randomBytes(name.length / 2).toString('hex');
  return `${name.slice(0, underscore + 1)}${randomBytes(12).toString('base64url')}${name.slice(-END_CHARS)}`;
}

type Model = { table: ReturnType<typeof tableOf>; row: Row }[];

/** All rows that stand for a conversation and for who began it. */
function modelOf(db: Db, siteId: string, conv: string): Model {
  const conversation = tableOf(db, 'conversations').first('site_id = ? and id = ?', siteId, conv);
  const ids = ['id', 'principal_id', 'customer_id'].map((column) => conversation[column] ?? '');
  const model: Model = [];
  for (const table of rowsOf(db, "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'")) {
    const name = String(table['name']);
    const columns = rowsOf(db, `select name, type, pk from pragma_table_info(?)`, name);
    const named = columns.filter((column) => NAME_COLUMNS.includes(String(column['name'])));
    if (named.length === 0 || !columns.some((column) => column['name'] === 'site_id')) continue;
    const [key, ...more] = columns.filter(({ pk }) => pk !== 0);
    const counted = key !== undefined && more.length === 0 && /^integer$/i.test(String(key['type'])) ? String(key['name']) : null;
    const isNamed = named.map((column) => `${String(column['name'])} in (?, ?, ?)`).join(' or ');
    const found = rowsOf(db, `select * from ${name} where site_id = ? and (${isNamed})`, siteId, ...named.flatMap(() => ids));
    for (const row of found) {
      const own = Object.entries(row).filter(([column]) => column !== counted);
      model.push({ table: tableOf(db, name), row: Object.fromEntries(own) });
    }
  }
  return model;
}

/** @returns a row's values as the copy has them; one copy, one name for each name of the model */
function renamed(earlierMs: number): { value(column: string, value: Value): Value; nameOf(name: string): string } {
  const names = new Map<string, string>();
  const nameOf = (name: string): string => {
    const fresh = names.get(name) ?? freshName(name);
    names.set(name, fresh);
    return fresh;
  };
  const change = (found: string): string =>
    found.endsWith('Z') && found.includes('T') && found.includes(':')
      ? new Date(Date.parse(found) - earlierMs).toISOString()
      : nameOf(found);
  return {
    nameOf,
    value: (column, value) => {
      if (typeof value === 'number') return value > AN_INSTANT ? value - earlierMs : value;
      return value === null || column === KEPT ? value : value.replace(CHANGES, change);
    },
  };
}

/** `count` more conversations like `models`, one after the other; answers their ids. */
export function copyConversations(
  db: Db,
  { siteId, models, count }: { siteId: string; models: readonly string[]; count: number },
): string[] {
  const held = models.map((conv) => ({ conv, rows: modelOf(db, siteId, conv) }));
  const ids: string[] = [];
  inTransactions(db, count, (n) => {
    const model = held[n % held.length];
    if (model === undefined) throw new Error('No conversation to copy');
    const { value, nameOf } = renamed((n + 1) * EARLIER_MS);
    for (const { table, row } of model.rows) {
      table.insert(Object.fromEntries(Object.entries(row).map(([column, said]): [string, Value] => [column, value(column, said)])));
    }
    ids.push(nameOf(model.conv));
  });
  return ids;
}
