// The listeners of one relay. Invariant: what one of them throws reaches neither the sender nor the others (P47).
import { asError } from '../../domain/as-error.js';
import type { Hint } from '../../ports/bus.js';
import type { Log } from '../../ports/log.js';

export interface Listeners {
  /** In publishing order, in the same turn. */
  tell(hint: Hint): void;
  add(listener: (hint: Hint) => void): () => void;
  clear(): void;
}

export function createListeners(log: Log): Listeners {
  const listeners = new Set<(hint: Hint) => void>();
  return {
    tell(hint) {
      for (const listener of listeners) {
        try {
          listener(hint);
        } catch (error) {
          log.error('A listener of the bus failed', { event: hint.type, error: asError(error) });
        }
      }
    },
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}
