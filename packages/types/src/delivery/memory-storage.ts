// The outbox storage of last resort (P80), of the console, and of tests.
// Invariant: nobody holds the stored object itself: it is copied on the way in and out.
import type { OutboxStorage, StoredConversation } from './stored.js';

const copy = (stored: StoredConversation): StoredConversation => ({ ...stored, items: stored.items.map((item) => ({ ...item })) });

/** An outbox storage that a closed page forgets (`durable: false`). */
export function memoryStorage(): OutboxStorage {
  const held = new Map<string, StoredConversation>();
  return {
    durable: false,
    all: () => Promise.resolve([...held.values()].map(copy)),
    update(convKey, change) {
      const before = held.get(convKey);
      const next = change(before && copy(before));
      if (next === null) held.delete(convKey);
      else held.set(convKey, copy(next));
      return Promise.resolve(next);
    },
    clear() {
      held.clear();
      return Promise.resolve();
    },
  };
}
