// A view whose code is loaded later (K126): dialogs, sheets, the customer page. Loading starts with `preload`, right after sign-in, so that
// hardly anybody waits for it. Until it is there nothing is drawn, in place of a page a quiet outline; a part that does not come says so (K120).
import type { FunctionComponent, VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { t } from '../state/t.js';

export interface LazyView<P> {
  View(props: P): VNode | null;
  preload(): void;
}

const QUIET_MS = 150; // what comes sooner never shows an outline
const SAME_WAIT_MS = 100; // a part that asks for another one: to whoever looks it is one wait
let began = 0;
let ended = -SAME_WAIT_MS;
let outlines = 0;

function Outline(): VNode {
  const delay = useMemo(() => {
    const now = performance.now();
    if (outlines === 0 && now - ended > SAME_WAIT_MS) began = now;
    return began + QUIET_MS - now;
  }, []);
  useLayoutEffect(() => {
    outlines += 1;
    return () => {
      outlines -= 1;
      ended = performance.now();
    };
  }, []);
  return (
    <div class="outline late" style={{ animationDelay: `${delay}ms` }} aria-busy="true">
      <span class="visually-hidden">{t('Loading…')}</span>
    </div>
  );
}

/** @param page it stands in place of a page */
export function lazyView<P extends object>(load: () => Promise<FunctionComponent<P>>, page = false): LazyView<P> {
  let loaded: FunctionComponent<P> | null = null;
  let loading: Promise<void> | null = null;
  /** A part that did not come is asked for again by the next call. */
  function start(): Promise<void> {
    loading ??= load().then(
      (view) => {
        loaded = view;
      },
      (error: unknown) => {
        console.error('a part of the console did not load', error);
        loading = null;
        throw error;
      },
    );
    return loading;
  }
  function View(props: P): VNode | null {
    const state = useSignal<'loading' | 'ready' | 'failed'>('loading');
    const tries = useRef(0);
    function begin(): void {
      tries.current += 1;
      state.value = 'loading';
      start().then(
        () => (state.value = 'ready'),
        () => (state.value = 'failed'),
      );
    }
    useEffect(begin, []);
    const shown = state.value; // read before anything returns: the view follows it
    const Loaded = loaded;
    if (Loaded !== null) return <Loaded {...props} />;
    if (shown !== 'failed') return page ? <Outline /> : null;
    const again = tries.current > 1; // most browsers keep a part that failed until the page is loaded anew
    return (
      <div class="bar bar-warn" role="alert">
        <span>{t('This part could not be loaded. Nothing is lost; check your connection.')}</span>
        <button type="button" class="button" onClick={again ? () => location.reload() : begin}>
          {again ? t('Reload') : t('Try again')}
        </button>
      </div>
    );
  }
  return { View, preload: () => void start().catch(() => undefined) }; // said by `start`, and where the part is shown
}
