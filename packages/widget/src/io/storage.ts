// Where unsent text lives: IndexedDB with strict durability, else localStorage, else memory (P80).
// Invariant: n and text are stored in one transaction (P61); what comes back is decoded (S104).
import { memoryStorage } from '@throughline/types';
import type { OutboxStorage, StoredConversation } from '@throughline/types';
import { isStored } from '../core/stored-shape.js';

const STORE = 'outbox';
const OPEN_MS = 2_000; // a blocked database must not keep a visitor from writing

type Change = Parameters<OutboxStorage['update']>[1];

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error());
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
      work.onabort = work.onerror = () => reject(work.error ?? new Error());
      run(work.objectStore(STORE), (value) => (result = value));
    });
  return {
    durable: true,
    all: () =>
      within('readonly', (store, done) => {
        const request = store.getAll();
        request.onsuccess = () => done(request.result.filter(isStored));
      }),
    update: (convKey, change) =>
      within('readwrite', (store, done) => {
        const request = store.get(convKey);
        request.onsuccess = () => {
          const next = change(isStored(request.result) ? request.result : undefined);
          if (next === null) store.delete(convKey);
          else store.put(next);
          done(next);
        };
      }),
    clear: () => within('readwrite', (store) => store.clear()),
  };
}

function localOnly(site: string): OutboxStorage {
  const key = `tl:${site}:${STORE}`;
  const read = (): StoredConversation[] => {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isStored) : [];
  };
  const write = (all: StoredConversation[]): void => localStorage.setItem(key, JSON.stringify(all));
  write(read()); // throws here, before anybody relies on it
  return {
    durable: true,
    all: async () => read(),
    async update(convKey: string, change: Change) {
      const all = read();
      const next = change(all.find((stored) => stored.convKey === convKey));
      write([...all.filter((stored) => stored.convKey !== convKey), ...(next ? [next] : [])]);
      return next;
    },
    clear: async () => localStorage.removeItem(key),
  };
}

/** The best storage this page allows. */
export async function openStorage(site: string): Promise<OutboxStorage> {
  try {
    const request = indexedDB.open(`tl:${site}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'convKey' });
    const late = new Promise<never>((_, reject) => setTimeout(reject, OPEN_MS, new Error()));
    const db = await Promise.race([settled(request), late]);
    db.onversionchange = () => db.close(); // reset() in another tab deletes it
    return indexedDb(db);
  } catch {
    try {
      return localOnly(site);
    } catch {
      return memoryStorage();
    }
  }
}
