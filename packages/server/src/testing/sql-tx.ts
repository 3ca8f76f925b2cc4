// A migrated, empty SQLite database in memory and a Tx on it: for tests of single operations, in this thread and without a worker.
// Not a store: durability, group commit and locking are what the store contract suite is for.
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { SqliteHandle } from '../adapters/store/sqlite/sqlite-handle.js';
import { migrate } from '../adapters/store/sql/migrate.js';
import { hex128, newId } from '../adapters/store/sql/random-ids.js';
import type { Tx } from '../adapters/store/sql/operation.js';
import type { Database } from '../adapters/store/sql/schema.js';

export interface SqlTx {
  tx: Tx;
  /** Runs `work` in a transaction: all or nothing. One at a time. */
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  close(): void;
}

export async function openSqlTx(): Promise<SqlTx> {
  const handle = new SqliteHandle(new DatabaseSync(':memory:'));
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: handle }) });
  const { epoch } = await migrate(db, 'sqlite', 0);
  const tx: Tx = { db, dialect: 'sqlite', epoch, newId, hex128 };
  return {
    tx,
    async write(work) {
      handle.exec('begin immediate');
      try {
        const result = await work(tx);
        handle.exec('commit');
        return result;
      } catch (error) {
        handle.exec('rollback');
        throw error;
      }
    },
    close: () => handle.close(),
  };
}
