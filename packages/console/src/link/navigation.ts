// Address bar ↔ route signal. The only file that touches history (K17).
import { effect } from '@preact/signals';
import type { InboxView } from '@throughline/types';
import { formatRoute, HOME, INBOX_VIEWS, parseRoute } from '../state/route.js';
import type { Route } from '../state/route.js';
import type { Store } from '../state/store.js';
import type { DeviceStorage } from './device-storage.js';

const CONSOLE = '/console';
const VIEW_KEY = 'throughline.view'; // the list this person looked at last (K17)

/** What stands before `/console` in the address: the base path of the relay. */
export function basePath(pathname: string): string {
  const at = pathname.indexOf(CONSOLE);
  return at < 0 ? '' : pathname.slice(0, at);
}

const viewIn = (state: unknown): InboxView | undefined =>
  typeof state === 'object' && state !== null && 'view' in state ? INBOX_VIEWS.find((view) => view === state.view) : undefined;

export interface Navigation {
  href(route: Route): string;
  go(route: Route, how?: 'push' | 'replace'): void;
  /** The one-time token of a setup address; empty when there is none. */
  setupToken(): string;
  stop(): void;
}

export function createNavigation(page: Window, store: Store, device: DeviceStorage): Navigation {
  const base = basePath(page.location.pathname);
  const remembered = (): InboxView => INBOX_VIEWS.find((view) => view === device.get(VIEW_KEY)) ?? HOME.view;
  const read = (): void => {
    const path = page.location.pathname.slice(base.length + CONSOLE.length);
    store.route.value = parseRoute(
      { path, search: page.location.search, hash: page.location.hash },
      viewIn(page.history.state) ?? remembered(),
    );
  };
  const token = page.location.hash.replace(/^#/, '');
  read();
  page.addEventListener('popstate', read);
  page.addEventListener('hashchange', read);
  const stopTitle = effect(() => {
    const unread = store.unread.value;
    page.document.title = unread > 0 ? `(${unread}) Throughline` : 'Throughline';
  });
  const href = (route: Route): string => `${base}${CONSOLE}${formatRoute(route)}`;
  return {
    href,
    go: (route, how = 'push') => {
      const url = href(route);
      const state = route.page === 'setup' ? {} : { view: route.view };
      if (how === 'replace' || url === page.location.pathname + page.location.search + page.location.hash)
        page.history.replaceState(state, '', url);
      else page.history.pushState(state, '', url);
      if (route.page !== 'setup') device.set(VIEW_KEY, route.view);
      store.route.value = route;
    },
    setupToken: () => token,
    stop: () => {
      stopTitle();
      page.removeEventListener('popstate', read);
      page.removeEventListener('hashchange', read);
    },
  };
}
