// One transaction of one site on one connection. The site is named in the text that begins it, which costs no round trip: row-level security
// shows nothing to a transaction that named none (S11). Local to the transaction, so that the next user of the connection starts with none.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import type { Tx } from '../sql/operation.js';
import { hex128, newId } from '../sql/random-ids.js';
import type { Database } from '../sql/schema.js';

/** What may stand inside a text. Ids of this relay are; anything else travels as a parameter. */
const PLAIN_ID = /^(?:[A-Za-z0-9_-]+|\*)$/;

export interface TransactionOf {
  siteId: string;
  epoch: EpochCell;
  isolation: 'repeatable read' | 'read committed';
}

/** Commits what `work` did, or leaves nothing of it. */
export function inTransaction<Result>(
  db: Kysely<Database>,
  { siteId, epoch, isolation }: TransactionOf,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async (connection) => {
    const begin = `begin isolation level ${isolation}`;
    try {
      if (PLAIN_ID.test(siteId)) await run(connection, `${begin}; select set_config('throughline.site', '${siteId}', true)`);
      else {
        await run(connection, begin);
        await sql`select set_config('throughline.site', ${siteId}, true)`.execute(connection);
      }
      const result = await work({ db: connection, dialect: 'postgres', epoch: epoch.now, newId, hex128 });
      await run(connection, 'commit');
      return result;
    } catch (error) {
      await run(connection, 'rollback').catch(ignored); // a connection that is gone rolled back by itself
      throw error;
    }
  });
}

const ignored = (): void => undefined;

async function run(db: Kysely<Database>, text: string): Promise<void> {
  await sql.raw(text).execute(db);
}
