// The client's copy of its stored conversation, changed only through the storage, one transaction after the other (P60, P61).
// Invariant: what is shown as queued was stored first, unless the storage has failed: then it is kept here, the reader is told that it
// is not durable, and a new stream is opened, because the storage's counter may be used by another tab (P80).
import { moveTo, newConversation } from './outbox.js';
import type { OutboxStorage, StoredConversation } from './stored.js';

export interface OutboxKeeper {
  stored(): StoredConversation;
  durable(): boolean;
  /** null drops the conversation. Resolves when it is stored, or kept in memory because storing failed. Never rejects. */
  commit(change: (stored: StoredConversation) => StoredConversation | null): Promise<void>;
}

export function createOutboxKeeper(first: StoredConversation, storage: OutboxStorage, hex128: () => string): OutboxKeeper {
  const { convKey } = first;
  let stored = first;
  let failed = false;
  let queue = Promise.resolve();

  const run = async (change: (stored: StoredConversation) => StoredConversation | null): Promise<void> => {
    let next: StoredConversation | null = null;
    if (!failed) {
      try {
        next = await storage.update(convKey, (held) => change(held ?? stored));
      } catch {
        // Cleared in session, full, or blocked by the browser: the person is told through `durable`.
        failed = true;
        stored = moveTo(stored, hex128(), () => false);
      }
    }
    if (failed) next = change(stored);
    stored = next ?? newConversation(convKey, hex128());
  };

  return {
    stored: () => stored,
    durable: () => storage.durable && !failed,
    commit: (change) => (queue = queue.then(() => run(change))),
  };
}
