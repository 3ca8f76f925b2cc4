// The epoch in the database (P26): one row that is changed by compare-and-set only, and one row for each epoch that was. Who finds an epoch
// that the database never had knows that the database is older than what it was compared with.
import type { Kysely } from 'kysely';
import { hex128 } from '../random-ids.js';
import type { Database } from '../schema.js';

const former = (epoch: string): string => `epoch:${epoch}`;

export async function storedEpoch(db: Kysely<Database>): Promise<string> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow();
  return row.value;
}

/** Names a new history unless somebody did since `seen` was read. Answers what is stored now. */
export async function renewEpoch(db: Kysely<Database>, seen: string): Promise<string> {
  const { numUpdatedRows } = await db
    .updateTable('meta')
    .set({ value: hex128() })
    .where('key', '=', 'epoch')
    .where('value', '=', seen)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) {
    await db
      .insertInto('meta')
      .values({ key: former(seen), value: '' })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
  return storedEpoch(db);
}

/** Whether this database ever told the history of that name. */
export async function hadEpoch(db: Kysely<Database>, epoch: string): Promise<boolean> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', former(epoch)).executeTakeFirst();
  return row !== undefined || (await storedEpoch(db)) === epoch;
}
