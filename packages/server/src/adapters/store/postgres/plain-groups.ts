// Submissions on PostgreSQL: plain messages of one site that arrive together share one transaction, so that one commit and a handful of
// statements carry all of them. Nobody waits for company: a group is whatever arrived while the groups before it were running.
// Invariants: a submission that cannot share runs alone, with the same answer; when the outcome of a group's COMMIT is unknown, none of the
// group is acked (P23); a group waits for no conversation that somebody else holds: that one runs alone, and so does its wait (P22).
import { limits } from '@throughline/types';
import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../../ports/store.js';
import { freeOf, plainBySite, queued } from '../sql/delivery/plain-calls.js';
import type { Plain, Queued } from '../sql/delivery/plain-calls.js';
import { submitPlain } from '../sql/delivery/submit-plain.js';
import type { EpochCell } from '../sql/history/epoch-cell.js';
import type { Database } from '../sql/schema.js';
import { inTransaction } from './in-transaction.js';
import { classify } from './postgres-errors.js';

const GROUPS_AT_ONCE = 2; // while one waits for the disk the other one runs; more only makes them smaller

/**
 * A silent server makes them wait for its timeout; one more than this is told so at once and comes again. Fifty groups are more than a healthy
 * server is ever behind, and at 48 KiB each (the largest batch) they stay below a quarter of a GiB.
 */
export const WAITING_MAX = 5_000;

interface Waiting {
  args: unknown;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

export interface PlainGroups {
  submit(args: unknown): Promise<unknown>;
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
}

interface GroupDeps {
  db: Kysely<Database>;
  epoch: EpochCell;
  /** The operation by itself, in its own transaction. */
  alone(args: unknown): Promise<unknown>;
}

export function createPlainGroups({ db, epoch, alone }: GroupDeps): PlainGroups {
  let queue: Queued<Waiting>[] = [];
  /** Conversations and senders that something running is about. */
  const busy = new Set<string>();
  let groups = 0;
  let running = 0;
  let scheduled = false;
  const waitingForIdle: (() => void)[] = [];

  const finish = ({ takes }: Queued<Waiting>): void => {
    running -= 1;
    for (const key of takes) busy.delete(key);
    schedule();
  };
  const runAlone = (one: Queued<Waiting>): void => {
    alone(one.item.args)
      .then(one.item.resolve, one.item.reject)
      .finally(() => finish(one));
  };
  const runGroup = async (siteId: string, group: readonly Plain<Queued<Waiting>>[]): Promise<void> => {
    groups += 1;
    let outcomes: readonly unknown[] = [];
    let failed: unknown = null;
    try {
      outcomes = await inTransaction(db, { siteId, epoch, isolation: 'read committed' }, (tx) =>
        submitPlain(
          tx,
          siteId,
          group.map(({ args }) => args),
        ),
      );
    } catch (error) {
      // One of them made it fail, or it lost against another transaction: nothing of it remains, and each runs by itself (P21).
      failed = classify(error) === 'unavailable' ? new StoreUnavailable('PostgreSQL refuses for the moment', { cause: error }) : null;
    }
    groups -= 1;
    if (failed !== null) for (const { item } of queue.splice(0)) item.reject(failed); // each would only wait for the same
    for (const [index, { item: one }] of group.entries()) {
      const outcome = outcomes[index] ?? null;
      if (failed === null && outcome === null) {
        runAlone(one);
        continue;
      }
      if (failed === null) one.item.resolve(outcome);
      else one.item.reject(failed);
      finish(one);
    }
  };
  const start = (one: Queued<Waiting>): void => {
    running += 1;
    for (const key of one.takes) busy.add(key);
  };
  const pump = (): void => {
    scheduled = false;
    const { free, held } = freeOf(queue, busy);
    const later = new Set(held);
    for (const [siteId, plain] of plainBySite(free.map((one) => ({ ...one, item: one })))) {
      const group = groups < GROUPS_AT_ONCE ? plain.splice(0, limits.GROUP_COMMIT_MAX) : [];
      for (const { item } of group) start(item);
      for (const { item } of plain) later.add(item);
      if (group.length > 0) void runGroup(siteId, group);
    }
    for (const one of free) {
      if (one.plain !== null) continue;
      start(one);
      runAlone(one);
    }
    queue = queue.filter((one) => later.has(one));
    if (running === 0 && queue.length === 0) for (const resolve of waitingForIdle.splice(0)) resolve();
  };
  /** Once per turn of the event loop: what arrives in one turn travels together. */
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(pump);
  };

  return {
    submit: (args) =>
      new Promise((resolve, reject) => {
        if (queue.length >= WAITING_MAX) {
          reject(new StoreUnavailable('Too many submissions wait for PostgreSQL'));
          return;
        }
        queue.push(queued({ args, resolve, reject }, args));
        schedule();
      }),
    idle: () =>
      new Promise((resolve) => {
        waitingForIdle.push(resolve);
        schedule();
      }),
  };
}
