// The store on PostgreSQL: each operation is one transaction on the pool. The conversation row is locked first, so commit order is seq
// order (P22); everything else is the same code as on SQLite (G23).
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Store } from '../../../ports/store.js';
import { epochCell } from '../sql/history/epoch-cell.js';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import { migrate } from '../sql/migrate.js';
import type { Database } from '../sql/schema.js';
import { storeOf } from '../sql/store-of.js';
import { BoundPostgresDialect } from './bound-dialect.js';
import { keepingStatements } from './kept-statements.js';
import { epochAt } from './place.js';
import { openPool, readBack } from './pool.js';
import { createRunner } from './runner.js';

/** Enough for the commits of one relay at a time; docs/operations.md says how to size it. */
const CONNECTIONS_MAX = 10;

export interface PostgresStoreOptions {
  /** Connection string. */
  url: string;
  /** Connections at most; default 10. */
  poolMax?: number;
  /** The epoch changed while the store was open: the history is another one from now on (P26). */
  onRenewed?: (epoch: string) => void;
}

const WALL_BYPASSED = 'the role is a superuser or has BYPASSRLS: row-level security does not hold it; give the relay a role of its own';

/** Opens the store and migrates it. Rejects when the server cannot promise durable commits or is newer than this build. */
export async function openPostgresStore({ url, poolMax = CONNECTIONS_MAX, onRenewed }: PostgresStoreOptions): Promise<Store> {
  let epoch: EpochCell | null = null; // before the tables are there, there is nothing to verify
  const pool = await openPool({
    url,
    max: poolMax,
    async verify(client) {
      if (epoch !== null) epoch.learned(await epochAt(client));
    },
  });
  try {
    const { version, durability, bypassesWall } = await readBack(pool);
    // The migrator asks PostgreSQL's catalogue with booleans of its own; only what the product stores goes through the binder.
    await migrate(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), 'postgres', Date.now());
    const history = epochCell(await firstEpoch(pool), onRenewed);
    epoch = history;
    const db = new Kysely<Database>({ dialect: new BoundPostgresDialect({ pool: keepingStatements(pool) }) });
    const { call, idle } = createRunner(db, history);
    return storeOf({
      about: { kind: 'postgres', version, durability, ...(bypassesWall ? { warning: WALL_BYPASSED } : {}) },
      epoch: history,
      call,
      close: closeOnce(pool, idle),
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function firstEpoch(pool: Pool): Promise<string> {
  const client = await pool.connect();
  try {
    return await epochAt(client);
  } finally {
    client.release();
  }
}

function closeOnce(pool: Pool, idle: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= idle().then(() => pool.end()));
}
