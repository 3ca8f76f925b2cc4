// Runs operations on the one writing connection: writes in commit groups (P21), reads between them, so that a read sees only what is
// committed. Knows nothing of threads; the worker feeds it.
// Invariant: a reply to a write exists only after the COMMIT of its group returned (P36).
import { asError } from '../../../domain/as-error.js';
import { limits } from '@throughline/types';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '../sql/migrate.js';
import type { Tx } from '../sql/operation.js';
import { operationNamed } from '../sql/operations.js';
import { hex128, newId } from '../sql/random-ids.js';
import type { Database } from '../sql/schema.js';
import type { Call, Reply } from './messages.js';
import { classify } from './sqlite-errors.js';
import type { SqliteFile } from './sqlite-file.js';
import { SqliteHandle } from './sqlite-handle.js';

/** The disk failed: what is stored is unknown, nothing may be acked. */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure';
}

export class Engine {
  private constructor(
    private readonly file: SqliteFile,
    private readonly handle: SqliteHandle,
    private readonly tx: Tx,
  ) {}

  static async open(file: SqliteFile, now: number): Promise<Engine> {
    const handle = new SqliteHandle(file.driver);
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: handle }) });
    handle.exec('BEGIN IMMEDIATE'); // all of a migration or nothing of it
    try {
      const { epoch } = await migrate(db, 'sqlite', now);
      handle.exec('COMMIT');
      return new Engine(file, handle, { db, dialect: 'sqlite', epoch, newId, hex128 });
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

  /** One commit group: takes writes while `take` gives some. Throws DiskFailure when the outcome of the commit is unknown. */
  async write(take: () => Call | undefined): Promise<Reply[]> {
    const replies: Reply[] = [];
    let call = take();
    if (call === undefined) return replies;
    try {
      this.handle.exec('BEGIN IMMEDIATE');
    } catch (error) {
      return [failed(call, error)];
    }
    for (; call !== undefined; call = replies.length < limits.GROUP_COMMIT_MAX ? take() : undefined) {
      replies.push(await this.inSavepoint(call));
      if (!this.file.driver.isTransaction) return this.allUnavailable(replies); // the database rolled the whole group back
    }
    try {
      this.handle.exec('COMMIT');
      return replies;
    } catch (error) {
      return this.commitFailed(replies, error);
    }
  }

  /** Gives the file up. Twice is fine. */
  close(): void {
    this.handle.close();
    this.file.release();
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

  private commitFailed(replies: readonly Reply[], error: unknown): Reply[] {
    if (classify(error) !== 'unavailable') throw new DiskFailure('The commit failed', { cause: error });
    if (this.file.driver.isTransaction) this.handle.exec('ROLLBACK');
    return this.allUnavailable(replies);
  }

  private allUnavailable(replies: readonly Reply[]): Reply[] {
    return replies.map(({ id }) => ({ id, ok: false, failure: 'unavailable', message: 'The store is full or busy', stack: '' }));
  }
}

/** The reply to a call that threw. Throws DiskFailure when the disk did: there is no reply to give then. */
function failed(call: Call, error: unknown): Reply {
  const failure = classify(error);
  if (failure === 'fatal') throw new DiskFailure('The disk failed inside an operation', { cause: error });
  const { message, stack } = asError(error);
  return { id: call.id, ok: false, failure, message: `${call.op}: ${message}`, stack: stack ?? '' };
}
