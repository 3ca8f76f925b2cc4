// Composition root of the console: the only file that knows the browser's globals, the link and the views.
import { render } from 'preact';
import { deviceStorage } from './link/device-storage.js';
import { basePath, createNavigation } from './link/navigation.js';
import { createHttp } from './link/http.js';
import { createSession } from './link/session.js';
import { browserSurroundings } from './link/surroundings.js';
import { claimTab } from './link/tab.js';
import { createPanels } from './state/panels.js';
import { createStore } from './state/store.js';
import { App } from './views/App.js';
import { ConsoleContext } from './views/console-context.js';

const CLOCK_MS = 1_000; // waiting times and "last synced" stay true

/** Starts the console in `element`. */
export async function boot(element: HTMLElement): Promise<void> {
  const surroundings = browserSurroundings;
  const store = createStore(surroundings.now());
  const panels = createPanels();
  const base = basePath(window.location.pathname);
  const device = deviceStorage(() => window.localStorage);
  const navigation = createNavigation(window, store, device);
  const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined;
  const tab = await claimTab(
    deviceStorage(() => window.sessionStorage),
    locks,
    () => surroundings.hex128(),
  );
  const session = createSession({
    base,
    store,
    navigation,
    surroundings,
    locks,
    tab,
    http: createHttp(base, window.fetch.bind(window)),
    device,
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
      value={{ store, actions: session.actions, panels, href: navigation.href, setupToken: navigation.setupToken() }}
    >
      <App />
    </ConsoleContext.Provider>,
    element,
  );
  await session.start();
}
