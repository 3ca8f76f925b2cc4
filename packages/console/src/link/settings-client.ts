// The settings over HTTP, under /api/v1 (console, "Widget").
import { operationsApi, siteApi, widgetConfig, widgetInstallation } from '@throughline/types/decode';
import type { SettingsActions } from '../state/settings-actions.js';
import type { Http } from './http.js';
import { integrityOf } from './integrity.js';

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createSettingsClient(http: Http, mint: () => string): SettingsActions {
  const patch = (path: string, body: unknown) => ({ method: 'PATCH', path: `api/v1/${path}`, body, idempotencyKey: mint() }) as const;
  const get = (path: string) => ({ method: 'GET', path: `api/v1/${path}` }) as const;
  return {
    widget: () => http.ask(get('widget'), widgetConfig.WidgetConfig),
    changeWidget: (change) => http.ask(patch('widget', change), widgetConfig.WidgetConfig),
    site: () => http.ask(get('site'), siteApi.SiteView),
    changeSite: (change) => http.ask(patch('site', change), siteApi.SiteView),
    siteSettings: () => http.ask(get('settings'), operationsApi.SiteSettings),
    changeSiteSettings: (change) => http.ask(patch('settings', change), operationsApi.SiteSettings),
    installation: () => http.ask(get('widget/installation'), widgetInstallation.WidgetInstallation),
    integrity: (version) => http.ask({ method: 'GET', path: `widget/${encodeURIComponent(version)}/integrity.json` }, integrityOf),
  };
}
