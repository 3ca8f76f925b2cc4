// Hints inside one process: delivered in publishing order, in the same turn.
import { asError } from '../../../domain/as-error.js';
import type { Bus, Hint } from '../../../ports/bus.js';
import type { Log } from '../../../ports/log.js';

export function createMemoryBus(log: Log): Bus {
  const listeners = new Set<(hint: Hint) => void>();
  return {
    publish(hint) {
      for (const listener of listeners) {
        try {
          listener(hint);
        } catch (error) {
          // A hint may be lost (P47), its sender must not fail for it.
          log.error('A listener of the bus failed', { event: hint.type, error: asError(error) });
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
