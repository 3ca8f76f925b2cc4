// The embedded store for export and import: a connection of its own, in this thread. An export reads beside a running relay; an import takes
// the store for itself, because its one long transaction would hold up every message.
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '../sql/migrate.js';
import type { ArchiveDb } from '../sql/history/export-site.js';
import type { Database } from '../sql/schema.js';
import { openSqliteFile } from './sqlite-file.js';
import { SqliteHandle } from './sqlite-handle.js';

export async function withSqliteArchive<Result>(
  file: string,
  { exclusive, now }: { exclusive: boolean; now: number },
  work: (archive: ArchiveDb) => Promise<Result>,
): Promise<Result> {
  const opened = openSqliteFile(file, { exclusive });
  const handle = new SqliteHandle(opened.driver);
  try {
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: handle }) });
    if (exclusive) await migrate(db, 'sqlite', now);
    return await work({ db, dialect: 'sqlite' });
  } finally {
    handle.close();
    opened.release();
  }
}
