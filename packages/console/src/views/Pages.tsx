// The pages beside the inbox, in a part of the bundle that is loaded after the first paint (K126).
import type { VNode } from 'preact';
import { AlertsPage } from './AlertsPage.js';
import { CustomerPage } from './CustomerPage.js';
import { useConsole } from './console-context.js';

export function Pages(): VNode | null {
  const { store } = useConsole();
  const route = store.route.value;
  if (route.page === 'alerts') return <AlertsPage />;
  return route.page === 'customer' ? <CustomerPage key={route.id} /> : null;
}
