// The first schema: every table of schema.ts, written down once more on purpose. A migration is history and never follows the code.
import type { Kysely } from 'kysely';
import { createIndex, createTable } from './table.js';
import type { Dialect } from './table.js';
import { INITIAL_INDEXES } from './0001-indexes.js';
import { DELIVERY_TABLES } from './0001-delivery-tables.js';
import { ENGINE_INDEXES, ENGINE_TABLES } from './0001-engine-tables.js';
import { IDENTITY_INDEXES, IDENTITY_TABLES } from './0001-identity-tables.js';
import { ACCOUNT_AND_TIMELINE_TABLES } from './0001-tables.js';

export async function initial(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const table of [...ACCOUNT_AND_TIMELINE_TABLES, ...DELIVERY_TABLES, ...IDENTITY_TABLES, ...ENGINE_TABLES])
    await createTable(db, dialect, table);
  for (const index of [...INITIAL_INDEXES, ...IDENTITY_INDEXES, ...ENGINE_INDEXES]) await createIndex(db, index);
}
