// Where unsent text lives: IndexedDB with strict durability, else localStorage, else memory (P80).
// Invariant: n and text are stored in one transaction (P61). What comes back is as the browser has it: stage 3 decodes it.
import { memoryStorage } from '@throughline/types';
import type { OutboxStorage } from '@throughline/types';

const STORE = 'outbox';
const OPEN_MS = 2_000; // a blocked database must not keep a visitor from writing

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function indexedDb(db: IDBDatabase): OutboxStorage {
  const within = <Result>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore, done: (result: Result) => void) => void,
  ): Promise<Result> =>
    new Promise((resolve, reject) => {
      const work = db.transaction(STORE, mode, { durability: 'strict' });
      let result: Result;
      work.oncomplete = () => resolve(result);
      work.onabort = work.onerror = () => reject(work.error);
      run(work.objectStore(STORE), (value) => (result = value));
    });
  return {
    durable: true,
    all: () =>
      within('readonly', (store, done) => {
        const request = store.getAll();
        request.onsuccess = () => done(request.result);
      }),
    update: (convKey, change) =>
      within('readwrite', (store, done) => {
        const request = store.get(convKey);
        request.onsuccess = () => {
          const next = change(request.result);
          if (next === null) store.delete(convKey);
          else store.put(next);
          done(next);
        };
      }),
    clear: () => within('readwrite', (store) => store.clear()),
  };
}

/** The best storage this page allows. @param second what comes after IndexedDB; rejects where the page blocks that as well */
export async function openStorage(site: string, second: () => Promise<OutboxStorage>): Promise<OutboxStorage> {
  try {
    const request = indexedDB.open(`tl:${site}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'convKey' });
    const late = new Promise<never>((_, reject) => setTimeout(reject, OPEN_MS, new Error()));
    const db = await Promise.race([settled(request), late]);
    db.onversionchange = () => db.close(); // reset() in another tab deletes it
    return indexedDb(db);
  } catch {
    return second().catch(memoryStorage);
  }
}
