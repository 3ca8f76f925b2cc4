// Address bar ↔ route signal. The only file that touches history (K17).
import { effect } from '@preact/signals';
import { formatList, parseList } from '../state/list-address.js';
import type { ListAddress } from '../state/list-address.js';
import { formatRoute, HOME, parseRoute } from '../state/route.js';
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

/** A list as it was written down; undefined when this build knows no such list. */
function listIn(text: unknown): ListAddress | undefined {
  const place = typeof text === 'string' ? parseList(text) : null;
  return place === null ? undefined : formatList(place);
}
const viewIn = (state: unknown): ListAddress | undefined =>
  typeof state === 'object' && state !== null && 'view' in state ? listIn(state.view) : undefined;

export interface Navigation {
  href(route: Route): string;
  go(route: Route, how?: 'push' | 'replace'): void;
  /** The one-time token of a setup address; empty when there is none. */
  setupToken(): string;
  stop(): void;
}

export function createNavigation(page: Window, store: Store, device: DeviceStorage): Navigation {
  const base = basePath(page.location.pathname);
  const remembered = (): ListAddress => listIn(device.get(VIEW_KEY)) ?? HOME.view;
  const href = (route: Route): string => `${base}${CONSOLE}${formatRoute(route)}`;
  const read = (): void => {
    const { pathname, search, hash } = page.location;
    const path = pathname.slice(base.length + CONSOLE.length);
    const view = viewIn(page.history.state);
    const route = parseRoute({ path, search, hash }, view ?? remembered());
    store.route.value = route;
    if (view !== undefined || route.page === 'setup') return;
    // The list this address stands beside is written down with it: Back leads to it, whatever list was looked at meanwhile.
    const bare = /^\/?$/.test(path) && search === '' && hash === '';
    page.history.replaceState({ view: route.view }, '', bare ? href(route) : pathname + search + hash);
  };
  const token = page.location.hash.replace(/^#/, '');
  read();
  page.addEventListener('popstate', read);
  page.addEventListener('hashchange', read);
  const stopTitle = effect(() => {
    const unread = store.unread.value;
    page.document.title = unread > 0 ? `(${unread}) Throughline` : 'Throughline';
  });
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
