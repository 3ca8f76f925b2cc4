// Where unsent text lives on a page without IndexedDB: localStorage (P80). A later chunk, because few pages need it.
// Invariant: a text is never in no key at all (P3): the copy is written first, then what it was copied from is removed.
import type { OutboxStorage, StoredConversation } from '@throughline/types';
import { isStored } from '../core/stored-shape.js';
import { surroundings } from './surroundings.js';

/** What a key holds; null where that is no list. */
function listIn(text: string): unknown[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

/** A stream of this tab's own (P81): no transaction spans two tabs here. What others left is sent under its own names, never added to. */
export async function openPageStorage(site: string): Promise<OutboxStorage> {
  const prefix = `tl:${site}:outbox`;
  const own = prefix + surroundings.hex128();
  const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  let held = new Map<string, StoredConversation>();
  /** Rejects with nothing changed when the page's storage is full. */
  const write = (next: typeof held): void => {
    localStorage[own] = JSON.stringify([...next.values()]);
    held = next;
  };
  const adopted: typeof held = new Map();
  /** What this build cannot read stays where it is, for one that can or for a reset. */
  const rests = new Map<string, unknown[]>();
  for (const key of keys()) {
    const list = listIn(String(localStorage[key]));
    if (!list) continue;
    for (const stored of list.filter(isStored)) {
      const { convKey, stream } = stored;
      const items = adopted.get(convKey)?.items ?? [];
      // Twice there: a text that a page took over from a tab that lives, which wrote its list anew.
      const fresh = stored.items.filter(({ origin }) => items.every((item) => item.origin !== origin));
      const named = fresh.map((item) => ({ stream, ...item }));
      adopted.set(convKey, { ...stored, stream: surroundings.hex128(), nextN: 1, items: [...items, ...named] });
    }
    rests.set(
      key,
      list.filter((one) => !isStored(one)),
    );
  }
  write(adopted); // rejects here, before anybody relies on it
  for (const [key, rest] of rests) {
    if (rest.length) localStorage[key] = JSON.stringify(rest);
    else localStorage.removeItem(key); // a tab that still lives writes its own anew; what both send is one (P15)
  }
  return {
    durable: true,
    all: async () => [...held.values()],
    async update(convKey, change) {
      const next = change(held.get(convKey));
      const after = new Map(held);
      if (next) after.set(convKey, next);
      else after.delete(convKey);
      write(after);
      return next;
    },
    async clear() {
      held = new Map();
      for (const key of keys()) localStorage.removeItem(key); // of closed tabs too: the next visitor's page would send them (P82)
    },
  };
}
