// A view whose code is loaded later (K126): dialogs, sheets, the customer page. Loading starts with `preload`, right after sign-in, so that
// nobody waits for it; until it is there nothing is drawn, and a part that does not come says so.
import type { FunctionComponent, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { t } from '../state/t.js';

export interface LazyView<P> {
  View(props: P): VNode | null;
  preload(): void;
}

export function lazyView<P extends object>(load: () => Promise<FunctionComponent<P>>): LazyView<P> {
  let loaded: FunctionComponent<P> | null = null;
  let loading: Promise<void> | null = null;
  function start(): Promise<void> {
    loading ??= load().then((view) => {
      loaded = view;
    });
    return loading;
  }
  function View(props: P): VNode | null {
    const state = useSignal<'loading' | 'ready' | 'failed'>('loading');
    useEffect(() => {
      start().then(
        () => (state.value = 'ready'),
        (error: unknown) => {
          console.error('a part of the console did not load', error);
          loading = null;
          state.value = 'failed';
        },
      );
    }, []);
    const shown = state.value; // read before anything returns: the view follows it
    const Loaded = loaded;
    if (Loaded !== null) return <Loaded {...props} />;
    return shown === 'failed' ? (
      <p class="bar bar-warn" role="alert">
        {t('This part could not be loaded. Check your connection and open it again.')}
      </p>
    ) : null;
  }
  return {
    View,
    preload: () => {
      start().catch((error: unknown) => {
        console.error('a part of the console did not load', error);
        loading = null;
      });
    },
  };
}
