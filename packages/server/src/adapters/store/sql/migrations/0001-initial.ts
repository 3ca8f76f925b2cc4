// The first schema: every table of schema.ts, written down once more on purpose. A migration is history and never follows the code.
import type { Kysely } from 'kysely';
import { createIndex, createTable } from './table.js';
import type { Dialect, TableSpec } from './table.js';
import { raiseSiteWall } from './site-wall.js';
import { INITIAL_INDEXES } from './0001-indexes.js';
import { ACCESS_INDEXES, ACCESS_TABLES } from './0001-access-tables.js';
import { DELIVERY_TABLES } from './0001-delivery-tables.js';
import { ENGINE_INDEXES, ENGINE_TABLES } from './0001-engine-tables.js';
import { FILE_INDEXES, FILE_TABLES } from './0001-file-tables.js';
import { IDENTITY_INDEXES, IDENTITY_TABLES } from './0001-identity-tables.js';
import { createListIndexes, LIST_INDEXES, LIST_TABLES } from './0001-list-tables.js';
import { createSearchIndex, SEARCH_INDEXES, SEARCH_TABLES } from './0001-search-tables.js';
import { MENTION_INDEXES, MENTION_TABLES } from './0001-mention-tables.js';
import { ROUTING_INDEXES, ROUTING_TABLES } from './0001-routing-tables.js';
import { SETTINGS_INDEXES, SETTINGS_TABLES } from './0001-settings-tables.js';
import { ACCOUNT_AND_TIMELINE_TABLES } from './0001-tables.js';

export const INITIAL_TABLES: readonly TableSpec[] = [
  ...ACCOUNT_AND_TIMELINE_TABLES,
  ...DELIVERY_TABLES,
  ...FILE_TABLES,
  ...IDENTITY_TABLES,
  ...ENGINE_TABLES,
  ...SETTINGS_TABLES,
  ...ROUTING_TABLES,
  ...ACCESS_TABLES,
  ...MENTION_TABLES,
  ...LIST_TABLES,
  ...SEARCH_TABLES,
];

export async function initial(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const table of INITIAL_TABLES) {
    await createTable(db, dialect, table);
    if (dialect === 'postgres') await raiseSiteWall(db, table);
  }
  for (const index of [
    ...INITIAL_INDEXES,
    ...ACCESS_INDEXES,
    ...IDENTITY_INDEXES,
    ...ENGINE_INDEXES,
    ...FILE_INDEXES,
    ...SETTINGS_INDEXES,
    ...ROUTING_INDEXES,
    ...MENTION_INDEXES,
    ...LIST_INDEXES,
    ...SEARCH_INDEXES,
  ])
    await createIndex(db, index);
  await createListIndexes(db, dialect);
  await createSearchIndex(db, dialect);
}
