// The store on PostgreSQL: each operation is one transaction on the pool. The conversation row is locked first, so commit order is seq
// order (P22); everything else is the same code as on SQLite (G23).
import { setTimeout } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { StoreUnavailable } from '../../../ports/store.js';
import type { Store } from '../../../ports/store.js';
import { migrate } from '../sql/migrate.js';
import type { Operation } from '../sql/operation.js';
import { operationNamed } from '../sql/operations.js';
import { hex128, newId } from '../sql/random-ids.js';
import type { Database } from '../sql/schema.js';
import { storeOf } from '../sql/store-of.js';
import { BoundPostgresDialect } from './bound-dialect.js';
import { keepingStatements } from './kept-statements.js';
import { openPool, readBack } from './pool.js';
import { classify } from './postgres-errors.js';

/** A lost race is decided at the next look; more in a row means contention, which the client waits out, or a bug. */
const ATTEMPTS_MAX = { contended: 6, taken: 4 } as const;
/** Doubled with each attempt, and a random part of it waited: two that met in a circle do not meet again. */
const PAUSE_MS = 20;

export interface PostgresStoreOptions {
  /** Connection string. */
  url: string;
}

/** Opens the store and migrates it. Rejects when the server cannot promise durable commits or is newer than this build. */
export async function openPostgresStore({ url }: PostgresStoreOptions): Promise<Store> {
  const pool = await openPool(url);
  try {
    const { version, durability } = await readBack(pool);
    // The migrator asks PostgreSQL's catalogue with booleans of its own; only what the product stores goes through the binder.
    const { epoch } = await migrate(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), 'postgres', Date.now());
    const db = new Kysely<Database>({ dialect: new BoundPostgresDialect({ pool: keepingStatements(pool) }) });
    return storeOf({
      about: { kind: 'postgres', version, durability },
      epoch,
      call: (op, args) => runBounded(db, epoch, { operation: operationNamed(op), args }),
      close: closeOnce(pool),
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** One transaction; again from the start when it lost against another one. Nothing of a lost attempt remains. */
async function runBounded(
  db: Kysely<Database>,
  epoch: string,
  { operation, args }: { operation: Operation<unknown, unknown>; args: unknown },
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel(operation.kind === 'read' ? 'repeatable read' : 'read committed')
        .execute((trx) => operation.run({ db: trx, dialect: 'postgres', epoch, newId, hex128 }, args));
    } catch (error) {
      const failure = classify(error);
      if ((failure === 'contended' || failure === 'taken') && attempt < ATTEMPTS_MAX[failure]) {
        if (failure === 'contended') await setTimeout(Math.random() * PAUSE_MS * 2 ** attempt);
        continue;
      }
      if (failure === 'unavailable' || failure === 'contended')
        throw new StoreUnavailable('PostgreSQL refuses for the moment', { cause: error });
      throw error;
    }
  }
}

function closeOnce(pool: Pool): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= pool.end());
}
