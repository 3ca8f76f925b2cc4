// PostgreSQL for export and import: one connection, and its statements may take as long as a large table takes.
import { Kysely, PostgresDialect } from 'kysely';
import { migrate } from '../sql/migrate.js';
import type { ArchiveDb } from '../sql/history/export-site.js';
import type { Database } from '../sql/schema.js';
import { BoundPostgresDialect } from './bound-dialect.js';
import { openPool } from './pool.js';

export async function withPostgresArchive<Result>(
  url: string,
  { now }: { now: number },
  work: (archive: ArchiveDb) => Promise<Result>,
): Promise<Result> {
  const pool = await openPool({ url, max: 2, patient: true, verify: () => Promise.resolve() });
  try {
    await migrate(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), 'postgres', now);
    return await work({ db: new Kysely<Database>({ dialect: new BoundPostgresDialect({ pool }) }), dialect: 'postgres' });
  } finally {
    await pool.end();
  }
}
