// The part of the console that is loaded after the first paint (K126): the client of /api/v1, and the alerts that come with it.
// Invariant: a call made before it is here waits for it; none is lost.
import { operationsApi } from '@throughline/types/decode';
import type { AlertView } from '@throughline/types';
import type { ContextActions } from '../state/context-actions.js';
import type { Store } from '../state/store.js';
import { createContextClient } from './context-client.js';
import { createFilesClient } from './files-client.js';
import type { Http } from './http.js';

export interface ContextPart {
  actions: ContextActions;
  /** A pushed alert; what is not one is dropped, it was a hint (P47). */
  alerted(payload: unknown): void;
  /** Asks for every open alert. */
  loadAlerts(): Promise<void>;
  /** Asks for the views that were saved; the rail lists them. */
  loadSavedViews(): Promise<void>;
  /** Somebody changed an object of this kind: who shows them reads them anew. */
  settingsChanged(kind: string): void;
}

const openOnes = (alerts: Iterable<AlertView>): ReadonlyMap<string, AlertView> =>
  new Map([...alerts].filter((alert) => alert.resolvedAt === null).map((alert) => [alert.id, alert]));

export function createContextPart(store: Store, http: Http, mint: () => string, base: string): ContextPart {
  const client = createContextClient(http, mint, createFilesClient(http, base));
  const actions: ContextActions = {
    ...client,
    savePreferences: async (doc) => {
      const answer = await client.savePreferences(doc);
      if (answer.ok) store.preferences.value = answer.value;
      return answer;
    },
  };
  async function loadSavedViews(): Promise<void> {
    const answer = await actions.savedViews();
    if (answer.ok) store.savedViews.value = answer.value;
  }
  return {
    actions,
    loadSavedViews,
    settingsChanged: (kind) => {
      store.settingsChanged.value = { kind };
      if (kind === 'saved_view') void loadSavedViews();
    },
    alerted: (payload) => {
      const { data } = operationsApi.AlertView.safeParse(payload);
      if (data !== undefined) store.alerts.value = openOnes([...(store.alerts.value ?? new Map()).values(), data]);
    },
    loadAlerts: async () => {
      const answer = await actions.alerts();
      if (answer.ok) store.alerts.value = openOnes(answer.value);
    },
  };
}
