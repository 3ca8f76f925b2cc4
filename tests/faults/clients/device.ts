// What survives when a page is closed: the outbox and the device token. A fake of the browser's storage with the same promise: a write that
// was answered is still there after a reload, one that was not may be.
import { memoryStorage } from '@throughline/types';
import type { OutboxStorage } from '@throughline/types';

export interface Device {
  token: string | null;
  anonymousId: string | null;
  /** The storage as one page sees it. A page that is gone can do nothing any more: what it still had under way is lost. */
  page(): OutboxStorage & { close(): void };
}

export function createDevice(): Device {
  const inner = memoryStorage();
  return {
    token: null,
    anonymousId: null,
    page() {
      let closed = false;
      return {
        durable: true,
        all: () => inner.all(),
        // A turn of the event loop per write: what is shown before it is stored is shown too early (P60).
        update: (key, change) =>
          new Promise((resolve, reject) => {
            setImmediate(() => {
              if (closed) return; // as in a closed tab: nobody is told
              inner.update(key, change).then(resolve, reject);
            });
          }),
        clear: () => inner.clear(),
        close: () => void (closed = true),
      };
    },
  };
}
