// Portable DDL: the few column types that mean the same on SQLite and PostgreSQL (G22, G23). Used by migrations only.
// Text is compared byte by byte on both stores: PostgreSQL's default collation would order ids by language.
import { sql } from 'kysely';
import type { CreateTableBuilder, Kysely, RawBuilder } from 'kysely';

/** A trailing `?` allows null. `int` is a flag or a small count, `big` a time in ms or a counter that may pass 2^31. */
export type ColumnType = 'text' | 'text?' | 'int' | 'int?' | 'big' | 'big?';
export type Dialect = 'sqlite' | 'postgres';

const SQL_TYPES: Record<Dialect, Record<'text' | 'int' | 'big', RawBuilder<unknown>>> = {
  sqlite: { text: sql`text`, int: sql`integer`, big: sql`integer` },
  postgres: { text: sql`text collate "C"`, int: sql`integer`, big: sql`bigint` },
};

export interface TableSpec {
  name: string;
  columns: Record<string, ColumnType>;
  /** Primary key; site_id leads it wherever the table has one (C4). Empty: none. */
  key: readonly string[];
  /** SQLite: rows stored in key order. For narrow tables that are read by their key. */
  clustered?: boolean;
  /** Rows are numbered by the store as they are written, in a column `n` beside those named: an index of its own kind refers to it. */
  numbered?: boolean;
}

/** Bare type of a column, without its null mark. */
function bare(type: ColumnType): 'text' | 'int' | 'big' {
  switch (type) {
    case 'text':
    case 'text?':
      return 'text';
    case 'int':
    case 'int?':
      return 'int';
    default:
      return 'big';
  }
}

export async function createTable(db: Kysely<unknown>, dialect: Dialect, spec: TableSpec): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema.createTable(spec.name);
  const numbered = spec.numbered === true;
  if (numbered && dialect === 'sqlite') table = table.addColumn('n', 'integer', (col) => col.primaryKey());
  if (numbered && dialect === 'postgres') table = table.addColumn('n', 'bigint', (col) => col.generatedAlwaysAsIdentity().unique());
  for (const [column, type] of Object.entries(spec.columns)) {
    table = table.addColumn(column, SQL_TYPES[dialect][bare(type)], (col) => (type.endsWith('?') ? col : col.notNull()));
  }
  if (numbered) table = table.addUniqueConstraint(`${spec.name}_key`, [...spec.key]);
  else if (spec.key.length > 0) table = table.addPrimaryKeyConstraint(`${spec.name}_key`, [...spec.key]);
  if (dialect === 'sqlite' && spec.clustered === true) table = table.modifyEnd(sql`without rowid`);
  await table.execute();
}

export interface IndexSpec {
  name: string;
  on: string;
  columns: readonly string[];
  unique?: boolean;
  /** Partial index: only rows for which this holds. */
  where?: RawBuilder<unknown>;
}

export async function createIndex(db: Kysely<unknown>, spec: IndexSpec): Promise<void> {
  const columns = sql.join(spec.columns.map((column) => sql.ref(column)));
  const unique = spec.unique === true ? sql`unique ` : sql``;
  const where = spec.where === undefined ? sql`` : sql` where ${spec.where}`;
  await sql`create ${unique}index ${sql.ref(spec.name)} on ${sql.table(spec.on)} (${columns})${where}`.execute(db);
}
