// The part of the console that is loaded after the first paint (K126): the client of /api/v1, and the alerts that come with it.
// Invariant: a call made before it is here waits for it; none is lost.
import { computed, effect, untracked } from '@preact/signals';
import { operationsApi } from '@throughline/types/decode';
import type { AlertView } from '@throughline/types';
import type { ContextActions } from '../state/context-actions.js';
import type { Store } from '../state/store.js';
import { createContextClient } from './context-client.js';
import { createCustomerPage } from './customer-page.js';
import { createFilesClient } from './files-client.js';
import type { Http } from './http.js';
import type { Navigation } from './navigation.js';

export interface ContextPart {
  actions: ContextActions;
  /** A pushed alert; what is not one is dropped, it was a hint (P47). */
  alerted(payload: unknown): void;
  /** Somebody changed an object of this kind: who shows them reads them anew. */
  settingsChanged(kind: string): void;
}

const openOnes = (alerts: Iterable<AlertView>): ReadonlyMap<string, AlertView> =>
  new Map([...alerts].filter((alert) => alert.resolvedAt === null).map((alert) => [alert.id, alert]));

export interface ContextPartOptions {
  store: Store;
  http: Http;
  navigation: Pick<Navigation, 'go'>;
  /** Names of what is sent once. */
  mint(): string;
  base: string;
}

export function createContextPart({ store, http, navigation, mint, base }: ContextPartOptions): ContextPart {
  const client = createContextClient(http, mint, createFilesClient(http, base));
  const actions: ContextActions = {
    ...client,
    savePreferences: async (doc) => {
      const answer = await client.savePreferences(doc);
      if (answer.ok) store.preferences.value = answer.value;
      return answer;
    },
  };
  createCustomerPage({ store, navigation, ask: (what) => what(actions) });
  async function loadSavedViews(): Promise<void> {
    const answer = await actions.savedViews();
    if (answer.ok) store.savedViews.value = answer.value;
  }
  async function loadAlerts(): Promise<void> {
    const answer = await actions.alerts();
    if (answer.ok) store.alerts.value = openOnes(answer.value);
  }
  // A pushed alert is a hint (P47): the whole is read when the connection is up, and when somebody looks.
  const looking = computed(() => store.route.value.page === 'alerts');
  effect(() => {
    const online = store.connection.value.state === 'online';
    const signedIn = store.session.value.state === 'signed_in';
    if (signedIn && (looking.value || online)) untracked(() => void loadAlerts());
  });
  effect(() => {
    if (store.connection.value.state === 'online') untracked(() => void loadSavedViews()); // the rail lists them
  });
  return {
    actions,
    settingsChanged: (kind) => {
      store.settingsChanged.value = { kind };
      if (kind === 'saved_view') void loadSavedViews();
    },
    alerted: (payload) => {
      const { data } = operationsApi.AlertView.safeParse(payload);
      if (data !== undefined) store.alerts.value = openOnes([...(store.alerts.value ?? new Map()).values(), data]);
    },
  };
}
