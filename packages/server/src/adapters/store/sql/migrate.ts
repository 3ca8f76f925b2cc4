// Brings a database to the newest schema, forward only (G23). A database that knows a migration this build does not is refused by the
// migrator: a downgrade stops here and changes nothing. The epoch is written with the first migration; history/ renews it (P26).
import { Migrator } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { StoreRefused } from '../../../ports/store.js';
import { storedEpoch } from './history/epoch-rows.js';
import { initial } from './migrations/0001-initial.js';
import type { Dialect } from './migrations/table.js';
import { hex128 } from './random-ids.js';
import type { Database } from './schema.js';

const MIGRATIONS = { '0001-initial': initial } as const;
/** Name of the schema this build writes. */
export const NEWEST_MIGRATION = '0001-initial' satisfies keyof typeof MIGRATIONS;

/** What a store needs to know of its own history. */
export interface History {
  epoch: string;
}

const forward = (dialect: Dialect, up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void>): Migration => ({
  up: (db: Kysely<unknown>) => up(db, dialect),
});

/** The migrator's words for a database that a newer build has been at. */
const UNKNOWN_MIGRATION = /previously executed migration (\S+) is missing/;

function newerThanThis(error: unknown): StoreRefused | null {
  const name = error instanceof Error ? UNKNOWN_MIGRATION.exec(error.message)?.[1] : undefined;
  if (name === undefined) return null;
  const what = `The database was upgraded to ${name}, which this build does not know. Nothing was changed.`;
  return new StoreRefused(`${what} Run that newer build, or restore a backup from before the upgrade.`, { cause: error });
}

/**
 * Runs what is missing and answers the history's epoch. Throws when a migration fails or the database is newer than this build.
 * On SQLite the caller wraps it in one transaction: a migration killed half-way leaves nothing behind.
 */
export async function migrate(db: Kysely<Database>, dialect: Dialect, now: number): Promise<History> {
  const migrations = Object.fromEntries(Object.entries(MIGRATIONS).map(([name, up]) => [name, forward(dialect, up)]));
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw newerThanThis(error) ?? (error instanceof Error ? error : new Error('The migration failed', { cause: error }));
  await db
    .insertInto('meta')
    .values([
      { key: 'epoch', value: hex128() },
      { key: 'created_at', value: String(now) },
      { key: 'commits', value: '0' },
    ])
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return { epoch: await storedEpoch(db) };
}
