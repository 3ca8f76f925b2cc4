// What of the settings is changed and not saved, over all pages (K105): the rail marks it, leaving asks, and signing out discards it.
import { effect, untracked } from '@preact/signals';
import type { Store } from './store.js';

interface Register {
  /** Says whether `key` holds something unsaved. `discard` takes it back when its person signs out. */
  mark(key: string, unsaved: boolean, discard: () => void): void;
}

const registers = new WeakMap<Store, Register>();

export function unsavedRegister(store: Store): Register {
  const known = registers.get(store);
  if (known !== undefined) return known;
  const held = new Map<string, () => void>();
  const register: Register = {
    mark: (key, unsaved, discard) => {
      if (unsaved) held.set(key, discard);
      else held.delete(key);
      store.unsaved.value = held.size > 0;
    },
  };
  registers.set(store, register);
  untracked(() =>
    effect(() => {
      const { value } = store.session;
      if (value.state !== 'signed_out' || value.because !== null) return; // a session that ended by itself keeps what was typed
      for (const discard of [...held.values()]) untracked(discard);
      held.clear();
      store.unsaved.value = false;
    }),
  );
  return register;
}
