// Receipts on PostgreSQL: everybody who reads confirms once a second, so there are more of them than messages. Those that wait share one
// transaction; one group at a time, because nobody waits for a receipt.
import { limits } from '@throughline/types';
import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../../ports/store.js';
import { asReceipt, receiptsTogether } from '../sql/delivery/receipts-together.js';
import type { ReceiptArgs } from '../sql/delivery/receipts-together.js';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import type { Database } from '../sql/schema.js';
import { inTransaction } from './in-transaction.js';
import { WAITING_MAX } from './plain-groups.js';
import { classify } from './postgres-errors.js';
import { EVERY_SITE, siteOf } from './site-of.js';

interface Waiting {
  siteId: string;
  args: ReceiptArgs;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

export interface ReceiptGroups {
  receipt(args: unknown): Promise<unknown>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

interface GroupDeps {
  db: Kysely<Database>;
  epoch: EpochCell;
  /** The operation by itself, in its own transaction. */
  alone(args: unknown): Promise<unknown>;
}

export function createReceiptGroups({ db, epoch, alone }: GroupDeps): ReceiptGroups {
  let queue: Waiting[] = [];
  let running: Promise<void> | null = null;

  const runGroup = async (): Promise<void> => {
    const [first] = queue;
    if (first === undefined) return;
    const group = queue.filter(({ siteId }) => siteId === first.siteId).slice(0, limits.GROUP_COMMIT_MAX);
    const taken = new Set(group);
    queue = queue.filter((one) => !taken.has(one));
    try {
      const answers = await inTransaction(db, { siteId: first.siteId, epoch, isolation: 'read committed' }, (tx) =>
        receiptsTogether(
          tx,
          first.siteId,
          group.map(({ args }) => args),
        ),
      );
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] ?? null);
    } catch (error) {
      if (classify(error) === 'unavailable') {
        const failed = new StoreUnavailable('PostgreSQL refuses for the moment', { cause: error });
        for (const { reject } of [...group, ...queue.splice(0)]) reject(failed); // those behind would only wait for the same
        return;
      }
      await Promise.all(group.map(({ args, resolve, reject }) => alone(args).then(resolve, reject)));
    }
  };
  const run = async (): Promise<void> => {
    await new Promise((resolve) => void setImmediate(resolve)); // what arrives in one turn travels together
    while (queue.length > 0) await runGroup();
    running = null;
  };

  return {
    receipt(args) {
      const siteId = siteOf(args);
      const receipt = asReceipt(args);
      if (siteId === EVERY_SITE || receipt === null) return alone(args);
      if (queue.length >= WAITING_MAX) return Promise.reject(new StoreUnavailable('Too many receipts wait for PostgreSQL'));
      return new Promise((resolve, reject) => {
        queue.push({ siteId, args: receipt, resolve, reject });
        running ??= run();
      });
    },
    idle: () => running ?? Promise.resolve(),
  };
}
