// The context of the customer page (K91): asked for when the address names a customer, and again when something was done about it.
// A customer who was merged into another is shown under the id that counts now.
import { effect, untracked } from '@preact/signals';
import type { Actions } from '../state/actions.js';
import { customerRoute } from '../state/route.js';
import type { Store } from '../state/store.js';
import type { Navigation } from './navigation.js';
import { t } from '../state/t.js';

export interface CustomerPageDeps {
  store: Store;
  navigation: Pick<Navigation, 'go'>;
  ask: Actions['ask'];
}

/** Follows the route for as long as the page lives. */
export function createCustomerPage({ store, navigation, ask }: CustomerPageDeps): void {
  async function load(id: string, asked: number): Promise<void> {
    const answer = await ask((context) => context.customerContext(id));
    if (store.customer.value?.id !== id || store.customerAsked.value !== asked) return; // somewhere else, or asked again meanwhile
    if (!answer.ok && answer.instead !== undefined && answer.instead !== id) {
      store.status.value = t('This customer was merged into the one shown now');
      navigation.go(customerRoute(store.view.value, answer.instead), 'replace');
      return;
    }
    store.customer.value = answer.ok ? { id, context: answer.value, problem: null } : { ...store.customer.value, problem: answer.code };
  }
  effect(() => {
    const route = store.route.value;
    const signedIn = store.session.value.state === 'signed_in';
    const asked = store.customerAsked.value; // bumped by a change: it is read again
    untracked(() => {
      if (route.page !== 'customer' || !signedIn) {
        store.customer.value = null;
        return;
      }
      if (store.customer.value?.id !== route.id) store.customer.value = { id: route.id, context: null, problem: null };
      void load(route.id, asked);
    });
  });
}
