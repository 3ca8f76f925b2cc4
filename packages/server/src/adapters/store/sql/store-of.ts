// The Store over anything that can run operations by name: a worker thread or a pool. One method per operation, no second list to keep.
import type { Store, StoreOps } from '../../../ports/store.js';
import type { EpochCell } from './history/epoch-cell.js';
import { operations } from './operations.js';
import { within } from './within.js';

/** Longest wait of `ping`: readiness has to know within 5 s that the store is away (P96). */
const PING_MS = 2_000;

export interface OperationRunner {
  readonly about: Store['about'];
  /** The history's name as of now (P26). */
  readonly epoch: EpochCell;
  /** Resolves with the result after the commit; rejects with StoreUnavailable when nothing was written. */
  call(op: keyof StoreOps, args: unknown): Promise<unknown>;
  /** Finishes what is queued. Twice is fine. */
  close(): Promise<void>;
}

const isOperation = (name: string): name is keyof StoreOps => name in operations;

export function storeOf({ about, epoch, call, close }: OperationRunner): Store {
  const store: Store = Object.create(null); // filled below, method by method of the table that the compiler checks against the port
  Object.assign(store, { about, close });
  Object.defineProperty(store, 'epoch', { get: () => epoch.now, enumerable: true });
  for (const name of Object.keys(operations)) {
    if (isOperation(name)) Reflect.set(store, name, (args: unknown) => call(name, args));
  }
  const { epochNow, renewEpoch, checkMark, ping } = store;
  Object.assign(store, {
    epochNow: () => epochNow().then(epoch.learned),
    renewEpoch: (args: Parameters<typeof renewEpoch>[0]) => renewEpoch(args).then(epoch.learned),
    checkMark: async (args: Parameters<typeof checkMark>[0]) => {
      const checked = await checkMark(args);
      epoch.learned(checked.epoch);
      return checked;
    },
    ping: () => within(PING_MS, ping()),
  } satisfies Partial<Store>);
  return Object.freeze(store);
}
