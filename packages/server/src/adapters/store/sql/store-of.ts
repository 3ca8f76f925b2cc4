// The Store over anything that can run operations by name: a worker thread or a pool. One method per operation, no second list to keep.
import type { Store, StoreOps } from '../../../ports/store.js';
import { operations } from './operations.js';

export interface OperationRunner {
  readonly about: Store['about'];
  readonly epoch: string;
  /** Resolves with the result after the commit; rejects with StoreUnavailable when nothing was written. */
  call(op: keyof StoreOps, args: unknown): Promise<unknown>;
  /** Finishes what is queued. Twice is fine. */
  close(): Promise<void>;
}

const isOperation = (name: string): name is keyof StoreOps => name in operations;

export function storeOf({ about, epoch, call, close }: OperationRunner): Store {
  const store: Store = Object.create(null); // filled below, method by method of the table that the compiler checks against the port
  Object.assign(store, { about, epoch, close });
  for (const name of Object.keys(operations)) {
    if (isOperation(name)) Reflect.set(store, name, (args: unknown) => call(name, args));
  }
  return Object.freeze(store);
}
