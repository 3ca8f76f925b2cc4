// What all relays on one store have in common: a stable name of it, unlike the epoch, and the mark of the key that seals its secrets.
// Invariant: both are written once, by whichever relay came first, and never changed by this code. The name that is answered is also of the
// place: a copy of a PostgreSQL database is another installation beside the original, and its relays must not hear each other.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountOps } from '../../../ports/store-accounts.js';
import type { Operation, Tx } from './operation.js';

type Op<K extends keyof AccountOps> = Operation<Parameters<AccountOps[K]>[0], Awaited<ReturnType<AccountOps[K]>>>;

const INSTALLATION = 'installation';
const SEAL_MARK = 'seal_mark';

/** Not the timeline: relays would part while a promoted standby takes over. Not a table: one that is rewritten stays the same installation. */
const PLACE = sql<string>`(select system_identifier::text from pg_control_system()) || '/'
  || (select oid::text from pg_database where datname = current_database())`;

async function nameAt({ db, dialect }: Tx, written: string): Promise<string> {
  if (dialect !== 'postgres') return written; // one relay owns the file
  const { rows } = await sql<{ place: string }>`select ${PLACE} as place`.execute(db);
  const place = rows[0]?.place ?? '';
  return createHash('sha256').update(`${written}/${place}`).digest('hex').slice(0, written.length);
}

const installation: Op<'installation'> = {
  kind: 'write',
  async run(tx, { sealMark }) {
    const read = () => tx.db.selectFrom('meta').select(['key', 'value']).where('key', 'in', [INSTALLATION, SEAL_MARK]).execute();
    const found = new Map((await read()).map(({ key, value }) => [key, value]));
    if (found.size < 2) {
      await tx.db
        .insertInto('meta')
        .values([
          { key: INSTALLATION, value: tx.hex128() },
          { key: SEAL_MARK, value: sealMark },
        ])
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      for (const { key, value } of await read()) found.set(key, value); // of two relays at once, one wrote
    }
    return { id: await nameAt(tx, found.get(INSTALLATION) ?? ''), sealMark: found.get(SEAL_MARK) ?? '' };
  },
};

export const installationOperations = { installation };
