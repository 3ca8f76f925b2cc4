// The embedded store as the relay sees it: a proxy to the worker thread, so that the event loop never waits for the disk (G23).
import { Worker } from 'node:worker_threads';
import { StoreRefused, StoreUnavailable } from '../../../ports/store.js';
import type { Store } from '../../../ports/store.js';
import { epochCell } from '../sql/history/epoch-cell.js';
import { storeOf } from '../sql/store-of.js';
import type { Call, FromWorker, Reply, ToWorker, WorkerOptions } from './messages.js';

const EXIT_DISK_FAILED = 74; // EX_IOERR of sysexits: the supervisor restarts the process, and recovery reads what is on the disk

export interface SqliteStoreOptions {
  /** Path of the database file; created when absent. `<file>.lock` stands beside it. */
  file: string;
  /** False: open beside a running server, for command-line tools. Default true: refuse when another server holds the file (P24). */
  exclusive?: boolean;
  /** The built worker; default beside this file. Tests that run sources point at the build. */
  workerUrl?: URL;
  /** Called once when the disk failed or the worker died; nothing is acked afterwards. Default: one line on stderr, then exit 74 (P23). */
  onFatal?: (error: Error) => void;
}

function exitWithoutAck(error: Error): void {
  process.stderr.write(`throughline: the store failed and nothing more can be promised: ${error.message}\n`);
  process.exit(EXIT_DISK_FAILED);
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Sends calls, matches replies. */
class WorkerLink {
  private readonly waiting = new Map<number, Waiting>();
  private outgoing: Call[] = [];
  private lastId = 0;
  private ended: Error | null = null;
  private closing: { done: Promise<void>; finish: () => void } | null = null;

  constructor(
    private readonly worker: Worker,
    private readonly onFatal: (error: Error) => void,
  ) {
    worker.on('message', (message: FromWorker) => this.receive(message));
    worker.on('error', (error: Error) => this.fail(error));
    worker.on('exit', () => {
      if (this.closing === null) this.fail(new Error('The store worker ended'));
      else this.closing.finish();
    });
  }

  call(op: Call['op'], args: unknown): Promise<unknown> {
    if (this.ended !== null || this.closing !== null) return Promise.reject(new StoreUnavailable('The store is closed'));
    return new Promise((resolve, reject) => {
      const id = (this.lastId += 1);
      this.waiting.set(id, { resolve, reject });
      if (this.outgoing.length === 0) setImmediate(() => this.send()); // what arrives in one turn travels together
      this.outgoing.push({ id, op, args });
    });
  }

  close(): Promise<void> {
    if (this.closing === null) {
      let finish = (): void => undefined;
      const done = new Promise<void>((resolve) => (finish = resolve));
      this.closing = { done, finish };
      if (this.ended === null) {
        this.send();
        this.post({ type: 'close' });
      } else finish();
    }
    return this.closing.done;
  }

  private send(): void {
    const calls = this.outgoing;
    this.outgoing = [];
    if (calls.length === 0 || this.ended !== null) return;
    try {
      this.post({ type: 'calls', calls });
    } catch (error) {
      this.sendOneByOne(calls, error);
    }
  }

  /** One argument cannot be cloned: only its own call fails (S: one bad caller never breaks the others). */
  private sendOneByOne(calls: readonly Call[], error: unknown): void {
    for (const call of calls) {
      try {
        this.post({ type: 'calls', calls: [call] });
      } catch {
        this.settle(call.id)?.reject(new TypeError(`${call.op}: arguments cannot be stored`, { cause: error }));
      }
    }
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private receive(message: FromWorker): void {
    if (message.type === 'replies') {
      const replies: Reply[] = JSON.parse(message.text);
      for (const reply of replies) this.answer(reply);
    } else if (message.type === 'fatal') this.fail(new Error(message.message));
  }

  private answer(reply: Reply): void {
    const waiting = this.settle(reply.id);
    if (waiting === undefined) return;
    if (reply.ok) waiting.resolve(reply.value);
    else if (reply.failure === 'unavailable') waiting.reject(new StoreUnavailable(reply.message));
    else waiting.reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  /** Nothing is acked from here on: callers learn that the outcome is unknown, and the process is told to end. */
  private fail(error: Error): void {
    if (this.ended !== null) return;
    this.ended = error;
    this.onFatal(error);
    for (const waiting of this.waiting.values()) waiting.reject(new StoreUnavailable('The store failed', { cause: error }));
    this.waiting.clear();
  }
}

/** Opens the embedded store. Rejects when the file is held, too new, or cannot promise durable commits. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, exclusive = true, workerUrl = new URL('./worker.js', import.meta.url), onFatal = exitWithoutAck } = options;
  const workerData: WorkerOptions = { file, exclusive, now: Date.now() };
  const worker = new Worker(workerUrl, { workerData, name: 'throughline-store' });
  const ready = await firstMessage(worker);
  if (ready.type !== 'ready') throw new StoreRefused(ready.type === 'refused' ? ready.message : 'The store worker did not start');
  const link = new WorkerLink(worker, onFatal);
  return storeOf({
    about: { kind: 'sqlite', version: ready.version, durability: ready.durability },
    epoch: epochCell(ready.epoch),
    call: (op, args) => link.call(op, args),
    close: () => link.close(),
  });
}

/** (Not removeAllListeners: the worker's own bookkeeping listens as well.) */
function firstMessage(worker: Worker): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    const onMessage = (message: FromWorker): void => settle(() => resolve(message));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`The store worker ended with code ${code} before it was ready`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
