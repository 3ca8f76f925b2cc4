// `compareBy` (protocol/list) as an order of `conversations as c`, and cursors by keyset: the last row's keys and id. A cursor is opaque; one
// that is none, or of another sort, begins at the start.
import { LATEST } from '@throughline/types';
import type { ListSort } from '@throughline/types';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../operation.js';
import { memberNumber } from './json-columns.js';

export interface ListOrder {
  /** Columns `k0`, `k1` of the answer. */
  selected: RawBuilder<unknown>;
  orderBy: RawBuilder<unknown>;
  /** Only what comes after the cursor; null: there is none. */
  after(cursor: string | undefined): RawBuilder<boolean> | null;
  cursorOf(row: KeyRow): string;
}
export interface KeyRow {
  id: string;
  k0: number;
  k1: number;
}

const NONE = sql`0`;
const last = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(${column}, ${sql.lit(LATEST)})`;
const waiting = last(sql`c.waiting_since`);

function keysOf(dialect: Tx['dialect'], sort: ListSort): { keys: RawBuilder<unknown>[]; falling: boolean } {
  switch (sort) {
    case 'wait':
      return { keys: [waiting], falling: false };
    case 'sla':
      return { keys: [last(memberNumber(dialect, 'sla', 'dueAt')), waiting], falling: false };
    case 'newest':
      return { keys: [sql`c.last_at`], falling: true };
    case 'oldest':
      return { keys: [sql`c.opened_at`], falling: false };
    case 'wake':
      return { keys: [last(sql`c.snoozed_until`)], falling: false };
    case 'closed':
      return { keys: [sql`coalesce(c.closed_at, 0)`], falling: true };
  }
}

function decoded(cursor: string, sort: ListSort): { keys: number[]; id: string } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return null;
    const [of, id, ...rest]: unknown[] = value;
    const keys = rest.filter((key): key is number => typeof key === 'number' && Number.isSafeInteger(key));
    return of === sort && typeof id === 'string' && !id.includes('\0') && keys.length === 2 ? { keys, id } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // not one of ours
    throw error;
  }
}

export function orderOf(dialect: Tx['dialect'], sort: ListSort): ListOrder {
  const { keys, falling } = keysOf(dialect, sort);
  const columns = [...keys, sql`c.id`];
  const way = falling ? sql`desc` : sql`asc`;
  return {
    selected: sql`${keys[0] ?? NONE} as k0, ${keys[1] ?? NONE} as k1`,
    orderBy: sql.join(columns.map((column) => sql`${column} ${way}`)),
    after(cursor) {
      const from = cursor === undefined ? null : decoded(cursor, sort);
      if (from === null) return null;
      const values = [...from.keys.slice(0, keys.length), from.id];
      return sql<boolean>`(${sql.join(columns)}) ${falling ? sql`<` : sql`>`} (${sql.join(values)})`;
    },
    cursorOf: ({ id, k0, k1 }) => Buffer.from(JSON.stringify([sort, id, k0, k1])).toString('base64url'),
  };
}
