// Several rows selected together (K21): one by one, from the last one to this, all of the view that is loaded.
import type { Store } from './store.js';

/** Where a range begins: the row that was selected last. */
let anchor: string | null = null;

export function toggle(store: Store, id: string): void {
  const next = new Set(store.selected.value);
  if (!next.delete(id)) next.add(id);
  anchor = id;
  store.selected.value = next;
}

/** @param range everything between the row selected last and this one */
export function selectByClick(store: Store, id: string, range: boolean): void {
  const ids = store.listed.value;
  const from = anchor === null ? (store.cursor.value ?? store.open.value?.id ?? id) : anchor;
  const [first, last] = [ids.indexOf(from), ids.indexOf(id)].sort((a, b) => a - b);
  if (!range || first === undefined || last === undefined || first < 0) {
    toggle(store, id);
    return;
  }
  store.selected.value = new Set([...store.selected.value, ...ids.slice(first, last + 1)]);
  anchor = id;
}

export function selectAll(store: Store): void {
  store.selected.value = new Set(store.listed.value);
}

export function selectNone(store: Store): void {
  anchor = null;
  store.selected.value = new Set();
}
