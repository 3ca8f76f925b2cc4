// Which history the store tells (P26). What counts as progress differs per store, and so does what has to be cheap:
// SQLite: one row counts commit groups; its UPDATE travels in the group's own transaction and costs no sync of its own.
// PostgreSQL: the position of the flushed write-ahead log. (Not a counted row: every transaction of every node would wait for its lock. Not
// txid: it moves only with transactions that write and is not comparable after a restore.) Flushed, not inserted: what was inserted and not
// flushed may be gone after a crash, and a guard above the truth would call a healthy database one that went back.
import { sql } from 'kysely';
import type { HistoryOps } from '../../../../ports/store-history.js';
import type { OperationsOf, Tx } from '../operation.js';
import { hadEpoch, renewEpoch, storedEpoch } from './epoch-rows.js';

const FLUSHED = sql<number>`pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint`;

async function counterOf({ db, dialect }: Tx): Promise<number> {
  if (dialect === 'postgres') {
    const { rows } = await sql<{ counter: number }>`select ${FLUSHED} as counter`.execute(db);
    return rows[0]?.counter ?? 0;
  }
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'commits').executeTakeFirst();
  return Number(row?.value ?? 0);
}

export const historyOperations: OperationsOf<HistoryOps> = {
  epochNow: { kind: 'read', run: ({ db }) => storedEpoch(db) },
  renewEpoch: { kind: 'write', run: ({ db }, { seen }) => renewEpoch(db, seen) },
  historyMark: { kind: 'read', run: async (tx) => ({ epoch: await storedEpoch(tx.db), counter: await counterOf(tx) }) },
  checkMark: {
    kind: 'write',
    async run(tx, mark) {
      const epoch = await storedEpoch(tx.db);
      const wentBack = mark.epoch === epoch ? (await counterOf(tx)) < mark.counter : !(await hadEpoch(tx.db, mark.epoch));
      return { epoch: wentBack ? await renewEpoch(tx.db, epoch) : epoch, wentBack };
    },
  },
  ping: {
    kind: 'read',
    async run({ db }) {
      await db.selectFrom('meta').select('key').where('key', '=', 'epoch').execute();
    },
  },
};
