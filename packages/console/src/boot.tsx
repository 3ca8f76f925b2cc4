// Composition root of the console: the only file that knows the browser's globals, the link and the views.
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { Attention } from '@throughline/types';
import { deviceStorage } from './link/device-storage.js';
import { basePath, createNavigation } from './link/navigation.js';
import { createHttp } from './link/http.js';
import { watchIdle } from './link/idle.js';
import { chooseLocale, speakLocale } from './link/locale.js';
import { createSession } from './link/session.js';
import { browserSurroundings } from './link/surroundings.js';
import { claimTab } from './link/tab.js';
import type { Notices } from './notices/notices.js';
import { createPanels } from './state/panels.js';
import { convRoute } from './state/route.js';
import { createStore } from './state/store.js';
import { App } from './views/App.js';
import { ConsoleContext } from './views/console-context.js';

const CLOCK_MS = 1_000; // waiting times and "last synced" stay true

/** Starts the console in `element`. */
export async function boot(element: HTMLElement): Promise<void> {
  const surroundings = browserSurroundings;
  const base = basePath(window.location.pathname);
  const device = deviceStorage(() => window.localStorage);
  await speakLocale(device, document, navigator.languages);
  const store = createStore(surroundings.now());
  const panels = createPanels();
  const navigation = createNavigation(window, store, device);
  const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined;
  const tab = await claimTab(
    deviceStorage(() => window.sessionStorage),
    locks,
    () => surroundings.hex128(),
  );
  let loading: Promise<Notices> | null = null;
  let running: Notices | null = null;
  const notices = (): Promise<Notices> =>
    (loading ??= import('./notices/notices.js').then((loaded) =>
      loaded.createNotices({
        preferences: () => store.preferences.value,
        now: surroundings.now,
        customer: (conv) => store.rows.value.get(conv)?.customer.name ?? '',
        open: (conv, entry) => session.actions.go({ ...convRoute(store.view.value, conv), entry }),
        locks,
      }),
    ));
  const session = createSession({
    base,
    store,
    navigation,
    surroundings,
    locks,
    tab,
    attention: (what) => void attend(what),
    http: createHttp(base, window.fetch.bind(window)),
    device,
  });
  async function attend(what: Attention | null): Promise<void> {
    try {
      running = await notices();
      if (what !== null) running.attend(what);
    } catch (error) {
      loading = null; // the part did not load; the next notice asks again
      console.error('a notice was not shown', error);
    }
  }
  effect(() => {
    if (store.connection.value.state === 'online') void attend(null); // before anything asks: a lock takes a moment
  });
  effect(() => {
    const rows = store.rows.value;
    if (store.session.value.state === 'signed_in') running?.follow(rows);
    else running?.withdraw();
  });
  effect(() => {
    if (store.session.value.state !== 'signed_out') return;
    // What was open, held or on its way belongs to who left, not to who signs in next.
    panels.dialog.value = null;
    panels.paletteOpen.value = false;
    panels.undo.value = null;
    panels.uploads.value = new Map();
  });
  watchIdle({ page: window, store, now: surroundings.now, set: (presence) => session.actions.setPresence(presence) });
  effect(() => {
    const { theme, density } = store.preferences.value;
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.dataset['density'] = density;
  });
  effect(() => {
    if (store.session.value.state !== 'signed_in') return;
    // Words are read when they are drawn: another language is another page.
    if (chooseLocale(device, store.preferences.value, document, navigator.languages)) window.location.reload();
  });
  const tick = (): void => {
    if (document.visibilityState === 'visible') store.now.value = surroundings.now();
  };
  window.setInterval(tick, CLOCK_MS);
  const wake = (): void => {
    tick();
    session.wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  render(
    <ConsoleContext.Provider
      value={{
        store,
        actions: session.actions,
        panels,
        href: navigation.href,
        relayUrl: window.location.origin + base,
        setupToken: navigation.setupToken(),
      }}
    >
      <App />
    </ConsoleContext.Provider>,
    element,
  );
  await session.start();
}
