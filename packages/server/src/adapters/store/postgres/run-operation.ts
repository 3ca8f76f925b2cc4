// How one operation runs on PostgreSQL: one transaction, again from the start when it lost against another one.
import { setTimeout } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../../ports/store.js';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import type { Operation } from '../sql/operation.js';
import type { Database } from '../sql/schema.js';
import { inTransaction } from './in-transaction.js';
import { classify } from './postgres-errors.js';
import { siteOf } from './site-of.js';

/** A lost race is decided at the next look; more in a row means contention, which the client waits out, or a bug. */
const ATTEMPTS_MAX = { contended: 6, taken: 4 } as const;
/** Doubled with each attempt, and a random part of it waited: two that met in a circle do not meet again. */
const PAUSE_MS = 20;

/** One transaction; again from the start when it lost against another one. Nothing of a lost attempt remains. */
export async function runOperation(
  db: Kysely<Database>,
  epoch: EpochCell,
  { operation, args }: { operation: Operation<unknown, unknown>; args: unknown },
): Promise<unknown> {
  const isolation = operation.kind === 'read' ? 'repeatable read' : 'read committed';
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, { siteId: siteOf(args), epoch, isolation }, (tx) => operation.run(tx, args));
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
