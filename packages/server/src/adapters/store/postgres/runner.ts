// Operations by name on PostgreSQL: submissions and receipts in groups, everything else in a transaction of its own.
import type { Kysely } from 'kysely';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import { operationNamed } from '../sql/operations.js';
import type { Database } from '../sql/schema.js';
import type { OperationRunner } from '../sql/store-of.js';
import { createPlainGroups } from './plain-groups.js';
import { createReceiptGroups } from './receipt-groups.js';
import { runOperation } from './run-operation.js';

export interface Runner {
  call: OperationRunner['call'];
  /** Resolves when no submission or receipt is queued or running. */
  idle(): Promise<void>;
}

export function createRunner(db: Kysely<Database>, epoch: EpochCell): Runner {
  const run = (name: string, args: unknown): Promise<unknown> => runOperation(db, epoch, { operation: operationNamed(name), args });
  const groups = createPlainGroups({ db, epoch, alone: (args) => run('submit', args) });
  const receipts = createReceiptGroups({ db, epoch, alone: (args) => run('receipt', args) });
  return {
    call(op, args) {
      if (op === 'submit') return groups.submit(args);
      return op === 'receipt' ? receipts.receipt(args) : run(op, args);
    },
    idle: async () => void (await Promise.all([groups.idle(), receipts.idle()])),
  };
}
