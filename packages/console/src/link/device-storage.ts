// localStorage as the console uses it: it may be missing, full or denied, and then this page's memory takes its place.
// Invariant: never throws; `durable` says whether a closed tab keeps what was written.

export interface DeviceStorage {
  readonly durable: boolean;
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

export function memoryStorage(): DeviceStorage {
  const map = new Map<string, string>();
  return {
    durable: false,
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void map.set(key, value),
    remove: (key) => void map.delete(key),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** @param open yields the browser's storage; may throw (denied) */
export function deviceStorage(open: () => Storage): DeviceStorage {
  const memory = memoryStorage();
  let storage: Storage | null = null;
  const fallBack = (error: unknown): void => {
    if (!(error instanceof DOMException)) throw error;
    storage = null; // denied or full: what is written from now on lives as long as the page
  };
  try {
    storage = open();
    storage.setItem('throughline.probe', '1');
    storage.removeItem('throughline.probe');
  } catch (error) {
    fallBack(error);
  }
  return {
    get durable() {
      return storage !== null;
    },
    get: (key) => memory.get(key) ?? storage?.getItem(key) ?? null,
    set: (key, value) => {
      try {
        if (storage === null) memory.set(key, value);
        else storage.setItem(key, value);
      } catch (error) {
        fallBack(error);
        memory.set(key, value);
      }
    },
    remove: (key) => {
      memory.remove(key);
      storage?.removeItem(key);
    },
    keys: (prefix) => [
      ...new Set([...memory.keys(prefix), ...(storage === null ? [] : Object.keys(storage).filter((key) => key.startsWith(prefix)))]),
    ],
  };
}
