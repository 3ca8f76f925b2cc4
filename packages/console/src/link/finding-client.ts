// Search and saved views over HTTP, under /api/v1. Loaded after the first paint (K126).
import { deskApi, searchApi } from '@throughline/types/decode';
import type { FindingActions } from '../state/finding-actions.js';
import type { Http } from './http.js';

const VIEWS = 'api/v1/saved-views';
const at = (id: string): string => `${VIEWS}/${encodeURIComponent(id)}`;

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createFindingClient(http: Http, mint: () => string): FindingActions {
  const one = deskApi.settingsView('saved_view');
  const all = deskApi.settingsList('saved_view');
  return {
    search: (q, cursor) => {
      const query = new URLSearchParams({ q, ...(cursor === undefined ? {} : { cursor }) });
      return http.ask({ method: 'GET', path: `api/v1/search?${query.toString()}` }, searchApi.SearchPage);
    },
    savedViews: async () => {
      const answer = await http.ask({ method: 'GET', path: VIEWS }, all);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    saveView: (doc) => http.ask({ method: 'POST', path: VIEWS, body: { doc }, idempotencyKey: mint() }, one),
    changeView: ({ id, version, doc }) => http.ask({ method: 'PUT', path: at(id), body: { version, doc }, idempotencyKey: mint() }, one),
    removeView: (id) => http.tell({ method: 'DELETE', path: at(id), idempotencyKey: mint() }),
  };
}
