// SQLite has no statistics here, and without them it walks the primary key as soon as an order or a condition names its columns, past every
// partial index. A column behind a sign is one that no index is looked for.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from './operation.js';

/** The column, of which no index of SQLite is to be used. PostgreSQL has statistics, and no such sign for text. */
export const unindexed = <Value = string>(dialect: Tx['dialect'], column: string): RawBuilder<Value> =>
  dialect === 'sqlite' ? sql<Value>`+${sql.ref(column)}` : sql<Value>`${sql.ref(column)}`;
