// The settings objects of one kind as the relay has them: read when a page is shown, and again when somebody changes one (K105).
import { untracked, useSignal, useSignalEffect } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HttpErrorCode, SettingsObject } from '@throughline/types';
import type { PageKind } from '../../state/settings-api.js';
import { useConsole } from '../console-context.js';

export type Loaded = { state: 'loading' } | { state: 'failed'; code: HttpErrorCode | 'network' } | { state: 'ready' };

export interface Objects<K extends PageKind> {
  kind: K;
  items: Signal<readonly SettingsObject<K>[]>;
  loaded: Signal<Loaded>;
  load(): Promise<void>;
}

export function useObjects<K extends PageKind>(kind: K): Objects<K> {
  const { actions, store } = useConsole();
  const items = useSignal<readonly SettingsObject<K>[]>([]);
  const loaded = useSignal<Loaded>({ state: 'loading' });
  async function load(): Promise<void> {
    if (loaded.value.state === 'failed') loaded.value = { state: 'loading' };
    const answer = await actions.ask((api) => api.settings((settings) => settings.list(kind)));
    if (answer.ok) items.value = answer.value;
    if (answer.ok || loaded.value.state !== 'ready') loaded.value = answer.ok ? { state: 'ready' } : { state: 'failed', code: answer.code };
  }
  useEffect(() => void load(), [kind]);
  useSignalEffect(() => {
    if (store.settingsChanged.value?.kind === kind) untracked(() => void load()); // what it reads and writes itself does not ask again
  });
  return { kind, items, loaded, load };
}
