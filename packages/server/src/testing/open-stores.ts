// SQLite in this thread, as a whole store: the same operations without the worker, for tests of what operations mean. Durability, group
// commit and locking are what the store contract suite is for.
import { epochCell } from '../adapters/store/sql/history/epoch-cell.js';
import { operationNamed } from '../adapters/store/sql/operations.js';
import { storeOf } from '../adapters/store/sql/store-of.js';
import type { Store } from '../ports/store.js';
import { openSqlTx } from './sql-tx.js';
import type { SqlTx } from './sql-tx.js';

/** An empty store in memory, or one on `db`, so that a test can put there what the store itself would never write. Calls run one after the other. */
export async function openStoreInThread(db?: SqlTx): Promise<Store> {
  return storeOn(db ?? (await openSqlTx()));
}

function storeOn(db: SqlTx): Store {
  let last: Promise<unknown> = Promise.resolve();
  return storeOf({
    about: { kind: 'sqlite', version: 'memory', durability: 'none' },
    epoch: epochCell(db.tx.epoch, (epoch) => (db.tx.epoch = epoch)),
    call(op, args) {
      const next = last.then(() => db.write((tx) => operationNamed(op).run(tx, args)));
      last = next.catch(() => undefined); // the caller has the failure; the queue goes on
      return next;
    },
    close: async () => {
      await last;
      db.close();
    },
  });
}
