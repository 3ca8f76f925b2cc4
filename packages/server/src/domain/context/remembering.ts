// What one assembly has worked out already: the same sentence, field name and instant stand in timeline, brief and refs. Lives as long as
// the work and no longer, so that nothing of one customer is kept while another's is put together (C4).
import type { FactKey } from '../facts/keys.js';

const spaces = { text: new Map<string, string>(), time: new Map<number, string>(), key: new Map<string, FactKey | null>() };
let depth = 0;

/** Runs `work`, which may then use `recalled`. Synchronous, so nobody else's work can get in between. */
export function remembering<T>(work: () => T): T {
  depth += 1;
  try {
    return work();
  } finally {
    depth -= 1;
    if (depth === 0) {
      spaces.text.clear();
      spaces.time.clear();
      spaces.key.clear();
    }
  }
}

/** `make(text)`, made once; outside of `remembering` made every time. */
export function recalledText(text: string, make: (text: string) => string): string {
  return recalled(spaces.text, text, make);
}

/** `make(at)`, made once. */
export function recalledTime(at: number, make: (at: number) => string): string {
  return recalled(spaces.time, at, make);
}

/** `make(name)`, made once. */
export function recalledKey(name: string, make: (name: string) => FactKey | null): FactKey | null {
  return recalled(spaces.key, name, make);
}

function recalled<K, V>(space: Map<K, V>, key: K, make: (key: K) => V): V {
  if (depth === 0) return make(key);
  const known = space.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  space.set(key, made);
  return made;
}
