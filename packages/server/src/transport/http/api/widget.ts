// How the site's widget looks and what it asks (W141, W190, W200). Admins and the site's own back end only; pages read it from
// GET /visitor/v1/settings/:site, on this node from the next request on, on others within seconds.
import { widgetConfig } from '@throughline/types/decode';
import { flawOfWidget } from '../../../app/widget-config.js';
import type { RelayDeps } from '../../relay-deps.js';
import { CHANGED_SINCE, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const tag = 'Settings';

/** What this node remembers of the site is asked for anew. */
export function forgetSite({ sites, availability }: RelayDeps, siteId: string): void {
  sites.forget();
  availability.forget(siteId);
}

export const widgetRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/widget',
    summary: 'How the widget looks, what it asks and what it offers',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: widgetConfig.WidgetConfig },
    problems: ['not_found'],
    async run({ deps, who }) {
      const site = await deps.store.findSite({ id: who.siteId });
      return site === null ? problem('not_found') : ok(site.settings);
    },
  }),
  route({
    method: 'patch',
    path: '/widget',
    summary: 'Change some of it; what is not named stays, `policyUrl: null` removes the address',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: widgetConfig.WidgetConfigChange,
    answers: { 200: widgetConfig.WidgetConfig },
    problems: ['not_found', 'conflict'],
    async run({ deps, who, body: { was, ...widget }, now }) {
      const { siteId } = who;
      const flaw = flawOfWidget(widget);
      if (flaw !== null) return problem('bad_request', flaw);
      const by = { actor: who.id, now };
      const site = await deps.store.changeSite({ siteId, widget, by, ...(was === undefined ? {} : { was: { widget: was } }) });
      if (site === null) return problem('not_found');
      if (site === 'conflict') return problem('conflict', CHANGED_SINCE);
      forgetSite(deps, siteId);
      return ok(site.settings);
    },
  }),
];
