// The store guard (P26): a file outside the database remembers how far it had come, so that a database which comes back older is noticed at
// the next start, whoever put it there: a file copied over, a snapshot of the disk, a lost log.
// Invariant: the guard never says more than what is committed, or a healthy database would look like one that went back. It may say less, by
// what was committed in the last second before a kill; what is lost within that second is found by `after_id` (P40).
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { asError } from '../../../../domain/as-error.js';
import type { Clock } from '../../../../ports/clock.js';
import type { Log } from '../../../../ports/log.js';
import type { HistoryMark } from '../../../../ports/store-history.js';
import type { Store } from '../../../../ports/store.js';
import { operations } from '../operations.js';
import { replaceFile } from './durable-file.js';

/** A sync of its own beside the commits: seldom enough not to be felt, often enough to know the last second. */
const WRITE_EVERY_MS = 1_000;
const Mark = z.object({ epoch: z.string(), counter: z.number() });

/** Null when there is none, or none that can be read: then the database is taken as it is. */
function readMark(file: string): HistoryMark | null {
  if (!existsSync(file)) return null;
  try {
    return Mark.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // a torn file of another program; ours is replaced whole
  }
}

const WENT_BACK = 'The database is older than when it was last used: a new history begins, and open pages offer again what they hold';

interface GuardDeps {
  /** `<dataDir>/store.guard` */
  file: string;
  clock: Clock;
  log: Log;
}

/** Writes down how far the store has come, at most once a second and once at the end. */
class Keeper {
  private cancel: (() => void) | null = null;
  private writing: Promise<void> = Promise.resolve();
  /** What the guard says. */
  private written: HistoryMark | null = null;

  constructor(
    private readonly store: Store,
    private readonly deps: GuardDeps,
  ) {}

  /** Something was committed. */
  touch(): void {
    this.cancel ??= this.deps.clock.after(WRITE_EVERY_MS, () => {
      this.cancel = null;
      this.writing = this.writing.then(() => this.write());
    });
  }

  async write(): Promise<void> {
    try {
      const mark = await this.checked(await this.store.historyMark());
      await replaceFile(this.deps.file, JSON.stringify(mark));
      this.written = mark;
    } catch (error) {
      this.deps.log.warn('The store guard could not be written', { error: asError(error) }); // the next commit tries again
    }
  }

  /** A database that was put back under a running relay is noticed before the guard forgets how far it had come. */
  private async checked(mark: HistoryMark): Promise<HistoryMark> {
    const { written } = this;
    if (written === null || mark.epoch !== written.epoch || mark.counter >= written.counter) return mark;
    if ((await this.store.checkMark(written)).wentBack) this.deps.log.warn(WENT_BACK);
    return this.store.historyMark();
  }

  async close(): Promise<void> {
    this.cancel?.();
    await this.writing;
    await this.write();
    await this.store.close();
  }
}

/** Checks the store against its guard and keeps the guard from then on. For the one that owns the store, not for tools beside it. */
export async function guardedStore(store: Store, deps: GuardDeps): Promise<Store> {
  const mark = readMark(deps.file);
  if (mark !== null && (await store.checkMark(mark)).wentBack) deps.log.warn(WENT_BACK);
  const keeper = new Keeper(store, deps);
  await keeper.write();
  const guarded: Store = Object.create(store);
  for (const [name, { kind }] of Object.entries(operations)) {
    if (kind === 'read') continue;
    const write: unknown = Reflect.get(store, name);
    if (typeof write !== 'function') continue;
    Reflect.defineProperty(guarded, name, {
      value: async (args: unknown): Promise<unknown> => {
        const result: unknown = await Reflect.apply(write, store, [args]);
        keeper.touch();
        return result;
      },
    });
  }
  let closed: Promise<void> | undefined;
  Reflect.defineProperty(guarded, 'close', { value: () => (closed ??= keeper.close()) });
  return Object.freeze(guarded);
}
