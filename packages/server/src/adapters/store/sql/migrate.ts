// Brings a database to the newest schema, forward only (G23). A database that knows a migration this build does not is refused by the
// migrator: a downgrade stops here and changes nothing. The epoch is written with the first migration and never again by this code (P26).
import { Migrator } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { initial } from './migrations/0001-initial.js';
import type { Dialect } from './migrations/table.js';
import { hex128 } from './random-ids.js';
import type { Database } from './schema.js';

/** What a store needs to know of its own history. */
export interface History {
  epoch: string;
}

const forward = (dialect: Dialect, up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void>): Migration => ({
  up: (db: Kysely<unknown>) => up(db, dialect),
});

/**
 * Runs what is missing and answers the history's epoch. Throws when a migration fails or the database is newer than this build.
 * On SQLite the caller wraps it in one transaction: a migration killed half-way leaves nothing behind.
 */
export async function migrate(db: Kysely<Database>, dialect: Dialect, now: number): Promise<History> {
  const migrations = { '0001-initial': forward(dialect, initial) };
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migration failed', { cause: error });
  await db
    .insertInto('meta')
    .values([
      { key: 'epoch', value: hex128() },
      { key: 'created_at', value: String(now) },
    ])
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow();
  return { epoch: value };
}
