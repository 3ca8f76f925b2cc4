// Hints inside one process: delivered in publishing order, in the same turn.
import type { Bus } from '../../../ports/bus.js';
import type { Log } from '../../../ports/log.js';
import { createListeners } from '../listeners.js';

export function createMemoryBus(log: Log): Bus {
  const listeners = createListeners(log);
  return {
    publish: listeners.tell,
    subscribe: listeners.add,
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
