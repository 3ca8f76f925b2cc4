// Where the widget of a site was seen, for whoever installs it. Admins and the site's own back end only.
import { widgetInstallation } from '@throughline/types/decode';
import { originAllowed } from '../../../domain/ingest/origin.js';
import { NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

export const widgetInstallationRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/widget/installation',
    summary: 'Pages the widget was seen on since this relay started, and its version',
    tag: 'Settings',
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: widgetInstallation.WidgetInstallation },
    problems: ['not_found'],
    async run({ deps, who }) {
      const site = await deps.store.findSite({ id: who.siteId });
      if (site === null) return problem('not_found');
      const seen = deps.sightings
        .of(site.id)
        .map(({ origin, at }) => ({ origin, at: new Date(at).toISOString(), allowed: originAllowed(site.origins, origin) }));
      return ok({ version: deps.version, seen });
    },
  }),
];
