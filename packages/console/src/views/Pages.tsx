// The pages beside the inbox, in a part of the bundle that is loaded after the first paint (K126).
import type { VNode } from 'preact';
import { lazyView } from '../ui/lazy-view.js';
import { OVERLAY_STYLE } from '../ui/overlay-style.js';
import { useStyle } from '../ui/use-style.js';
import { AlertsPage } from './AlertsPage.js';
import { useConsole } from './console-context.js';
import { CONTEXT_MORE_STYLE } from './context-more-style.js';
import { PAGES_STYLE } from './pages-style.js';

/** Only for who opens them: most agents never do. */
const settings = lazyView(async () => (await import('./settings/SettingsPage.js')).SettingsPage, true);
const search = lazyView(async () => (await import('./search/SearchPage.js')).SearchPage, true);
const customers = lazyView(async () => (await import('./customers/customers.js')).CustomersPage, true);
const customer = lazyView(async () => (await import('./customers/customers.js')).CustomerPage, true);

export function Pages(): VNode | null {
  const { store } = useConsole();
  useStyle(OVERLAY_STYLE);
  useStyle(CONTEXT_MORE_STYLE);
  useStyle(PAGES_STYLE);
  const route = store.route.value;
  switch (route.page) {
    case 'alerts':
      return <AlertsPage />;
    case 'customers':
      return <customers.View query={route.query} />;
    case 'customer':
      return <customer.View key={route.id} />;
    case 'settings':
      return <settings.View section={route.section} item={route.item} />;
    case 'search':
      return <search.View q={route.q} />;
    default:
      return null;
  }
}
