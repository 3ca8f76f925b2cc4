// The door to the settings' own client: its code comes when somebody first asks something of it (K126).
import type { SettingsApi, SettingsPart } from '../state/settings-api.js';
import type { Http } from './http.js';

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createSettingsPart(http: Http, mint: () => string): SettingsPart {
  let loading: Promise<SettingsApi> | null = null;
  const part = (): Promise<SettingsApi> => {
    loading ??= import('./settings-api-client.js').then((loaded) => loaded.createSettingsApiClient(http, mint));
    loading.catch(() => (loading = null)); // a part that did not come is asked for again by the next question
    return loading;
  };
  return {
    settings: async (what) => {
      let api: SettingsApi;
      try {
        api = await part();
      } catch (error) {
        console.error('a part of the console did not load', error);
        return { ok: false, code: 'network' };
      }
      return what(api);
    },
  };
}
