// A plain value that is edited and saved as a whole; what is unsaved is kept while one looks elsewhere (K105).
import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Store } from '../../state/store.js';
import { unsavedRegister } from '../../state/settings-unsaved.js';
import { useConsole } from '../console-context.js';
import { same } from '../../state/same.js';

export interface Unsaved<T> {
  value: ReadonlySignal<T>;
  /** What the relay had when the editing began: a save names it, so that nobody's change is lost. */
  base: ReadonlySignal<T>;
  changed: ReadonlySignal<boolean>;
  set(value: T): void;
  /** The relay has this now. */
  saved(value: T): void;
  discard(): void;
}

function createUnsaved<T>(store: Store, key: string, start: T): Unsaved<T> {
  const base = signal(start);
  const draft = signal(start);
  const changed = computed(() => !same(base.value, draft.value));
  const discard = (): void => {
    draft.value = base.value;
  };
  effect(() => unsavedRegister(store).mark(key, changed.value, discard));
  return {
    ...{ value: draft, base, changed, discard },
    set: (value) => (draft.value = value),
    saved: (value) => {
      base.value = value;
      draft.value = value;
    },
  };
}

/** @param kept drafts of this page by agent and `key`, outliving it */
export function useUnsaved<T>(kept: Map<string, Unsaved<T>>, key: string, relayHas: T): Unsaved<T> {
  const { store } = useConsole();
  const own = `${store.agentId.value} ${key}`;
  const known = kept.get(own);
  const draft = known ?? createUnsaved(store, key, relayHas);
  if (known === undefined) kept.set(own, draft);
  if (!draft.changed.value && !same(draft.value.value, relayHas)) draft.saved(relayHas);
  return draft;
}
