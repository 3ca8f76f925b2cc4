// Runs operations on the one writing connection: writes in commit groups (P21), reads between them, so that a read sees only what is
// committed. Knows nothing of threads; the worker feeds it.
// Invariant: a reply to a write exists only after the COMMIT of its group returned (P36).
import { asError } from '../../../domain/as-error.js';
import { limits } from '@throughline/types';
import { Kysely, SqliteDialect } from 'kysely';
import { freeOf, plainBySite, queued } from '../sql/delivery/plain-calls.js';
import { asReceipt, receiptsTogether } from '../sql/delivery/receipts-together.js';
import type { ReceiptArgs } from '../sql/delivery/receipts-together.js';
import { submitPlain } from '../sql/delivery/submit-plain.js';
import { migrate } from '../sql/migrate.js';
import type { Tx } from '../sql/operation.js';
import { operationNamed } from '../sql/operations.js';
import { hex128, newId } from '../sql/random-ids.js';
import type { Database } from '../sql/schema.js';
import { commitCounter } from './commit-counter.js';
import type { CommitCounter } from './commit-counter.js';
import type { Call, Reply } from './messages.js';
import { classify } from './sqlite-errors.js';
import type { SqliteFile } from './sqlite-file.js';
import { SqliteHandle } from './sqlite-handle.js';

const ERASES: ReadonlySet<Call['op']> = new Set(['eraseCustomer', 'eraseAgain']);

/** The disk failed: what is stored is unknown, nothing may be acked. */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure';
}

export class Engine {
  private constructor(
    private readonly file: SqliteFile,
    private readonly handle: SqliteHandle,
    private readonly tx: Tx,
    private readonly counter: CommitCounter,
  ) {}

  static async open(file: SqliteFile, now: number): Promise<Engine> {
    const handle = new SqliteHandle(file.driver);
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: handle }) });
    handle.exec('BEGIN IMMEDIATE'); // all of a migration or nothing of it
    try {
      const { epoch } = await migrate(db, 'sqlite', now);
      handle.exec('COMMIT');
      return new Engine(file, handle, { db, dialect: 'sqlite', epoch, newId, hex128 }, commitCounter(handle));
    } catch (error) {
      if (file.driver.isTransaction) handle.exec('ROLLBACK');
      throw error;
    }
  }

  get epoch(): string {
    return this.tx.epoch;
  }

  kindOf(op: string): 'read' | 'write' {
    return operationNamed(op).kind;
  }

  /** Runs reads on committed data. */
  async read(calls: readonly Call[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    this.handle.exec('BEGIN'); // one snapshot, also beside a foreign writer
    for (const call of calls) {
      try {
        replies.push({ id: call.id, ok: true, value: await operationNamed(call.op).run(this.tx, call.args) });
      } catch (error) {
        replies.push(failed(call, error));
      }
    }
    if (this.file.driver.isTransaction) this.handle.exec('COMMIT');
    return replies;
  }

  /** One commit group of what `take` gives. Throws DiskFailure when the outcome of the commit is unknown. */
  async write(take: () => Call | undefined): Promise<Reply[]> {
    const calls: Call[] = [];
    for (let call = take(); call !== undefined; call = calls.length < limits.GROUP_COMMIT_MAX ? take() : undefined) calls.push(call);
    const [first] = calls;
    if (first === undefined) return [];
    try {
      this.handle.exec('BEGIN IMMEDIATE');
    } catch (error) {
      return calls.map((call) => failed(call, error));
    }
    const replies = [...(await this.plainOnes(calls)), ...(await this.receipts(calls))];
    const answered = new Set(replies.map(({ id }) => id));
    for (const call of calls) {
      if (!this.file.driver.isTransaction) return allUnavailable(calls); // the database rolled the whole group back
      if (answered.has(call.id)) continue;
      replies.push(await this.inSavepoint(call));
    }
    if (!this.file.driver.isTransaction) return allUnavailable(calls);
    try {
      const epoch = this.counter.count();
      this.handle.exec('COMMIT');
      this.tx.epoch = epoch ?? this.tx.epoch;
    } catch (error) {
      return this.commitFailed(calls, error);
    }
    if (calls.some(({ op }) => ERASES.has(op))) this.forgetLog();
    return replies;
  }

  /** Gives the file up. Twice is fine. */
  close(): void {
    this.file.settle();
    this.handle.close();
    this.file.release();
  }

  /** Plain submissions run together, per site; those that get no answer here run like the others. */
  private async plainOnes(calls: readonly Call[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    const { free } = freeOf(calls.filter(({ op }) => op === 'submit').map((call) => queued(call, call.args)));
    for (const [siteId, plain] of plainBySite(free)) {
      const asked = plain.map(({ args }) => args);
      const outcomes = plain.length < 2 ? null : await this.inOneSavepoint(() => submitPlain(this.tx, siteId, asked));
      for (const [index, { item: call }] of plain.entries()) {
        const outcome = outcomes?.[index] ?? null;
        if (outcome !== null) replies.push({ id: call.id, ok: true, value: outcome });
      }
    }
    return replies;
  }

  /** Receipts run together, per site: everybody who reads confirms once a second, so there may be more of them than messages. */
  private async receipts(calls: readonly Call[]): Promise<Reply[]> {
    const bySite = new Map<string, { call: Call; args: ReceiptArgs }[]>();
    for (const call of calls) {
      const args = call.op === 'receipt' ? asReceipt(call.args) : null;
      if (args === null) continue;
      const { siteId } = args.principal;
      bySite.set(siteId, [...(bySite.get(siteId) ?? []), { call, args }]);
    }
    const replies: Reply[] = [];
    for (const [siteId, group] of bySite) {
      const asked = group.map(({ args }) => args);
      const answers = group.length < 2 ? null : await this.inOneSavepoint(() => receiptsTogether(this.tx, siteId, asked));
      if (answers !== null)
        for (const [index, { call }] of group.entries()) replies.push({ id: call.id, ok: true, value: answers[index] ?? null });
    }
    return replies;
  }

  /** Null: one of them made all of it fail, and nothing of it remains. Each runs by itself then, and rolls back only itself (P21). */
  private async inOneSavepoint<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (!this.file.driver.isTransaction) return null;
    this.handle.exec('SAVEPOINT shared');
    try {
      const result = await work();
      this.handle.exec('RELEASE shared');
      return result;
    } catch (error) {
      if (classify(error) === 'fatal') throw new DiskFailure('The disk failed inside an operation', { cause: error });
      if (this.file.driver.isTransaction) this.handle.exec('ROLLBACK TO shared; RELEASE shared');
      return null;
    }
  }

  /** One bad operation rolls back only itself (P21). */
  private async inSavepoint(call: Call): Promise<Reply> {
    this.handle.exec('SAVEPOINT op');
    try {
      const value = await operationNamed(call.op).run(this.tx, call.args);
      this.handle.exec('RELEASE op');
      return { id: call.id, ok: true, value };
    } catch (error) {
      const reply = failed(call, error);
      if (this.file.driver.isTransaction) this.handle.exec('ROLLBACK TO op; RELEASE op');
      return reply;
    }
  }

  /**
   * The log holds pages as they were before: what was erased stands in it until it is written back and cut (S78). A reader beside the relay can
   * hold that up; then the next checkpoint does it.
   */
  private forgetLog(): void {
    try {
      this.file.driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      if (classify(error) !== 'unavailable') throw new DiskFailure('The checkpoint after an erasure failed', { cause: error });
    }
  }

  private commitFailed(calls: readonly Call[], error: unknown): Reply[] {
    if (classify(error) !== 'unavailable') throw new DiskFailure('The commit failed', { cause: error });
    if (this.file.driver.isTransaction) this.handle.exec('ROLLBACK');
    return allUnavailable(calls);
  }
}

function allUnavailable(calls: readonly Call[]): Reply[] {
  return calls.map(({ id }) => ({ id, ok: false, failure: 'unavailable', message: 'The store is full or busy', stack: '' }));
}

/** The reply to a call that threw. Throws DiskFailure when the disk did: there is no reply to give then. */
function failed(call: Call, error: unknown): Reply {
  const failure = classify(error);
  if (failure === 'fatal') throw new DiskFailure('The disk failed inside an operation', { cause: error });
  const { message, stack } = asError(error);
  return { id: call.id, ok: false, failure, message: `${call.op}: ${message}`, stack: stack ?? '' };
}
