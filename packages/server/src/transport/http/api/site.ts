// The site itself: its name, and the pages that may use its public key (S130). Admins and the site's own back end only.
import { exportHttp, siteApi } from '@throughline/types/decode';
import type { SiteView } from '@throughline/types';
import { removeDemo } from '../../../app/remove-demo.js';
import { isOriginPattern } from '../../../domain/ingest/origin.js';
import type { SiteRecord } from '../../../ports/store-accounts.js';
import { CHANGED_SINCE, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { forgetSite } from './widget.js';

const tag = 'Settings';

const viewOf = ({ id, name, writeKey, origins }: SiteRecord): SiteView => ({ id, name, writeKey, origins });

export const siteRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/site',
    summary: 'Name, public keys and allowed origins',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: siteApi.SiteView },
    problems: ['not_found'],
    async run({ deps, who }) {
      const site = await deps.store.findSite({ id: who.siteId });
      return site === null ? problem('not_found') : ok(viewOf(site));
    },
  }),
  route({
    method: 'patch',
    path: '/site',
    summary: 'Change name or origins; what is not named stays',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: siteApi.SiteChange,
    answers: { 200: siteApi.SiteView },
    problems: ['not_found', 'conflict'],
    async run({ deps, who, body, now }) {
      const { siteId } = who;
      const { name, origins, was } = body;
      if (name?.trim() === '') return problem('bad_request', 'name: is empty');
      const strange = origins?.findIndex((origin) => !isOriginPattern(origin)) ?? -1;
      if (strange >= 0) return problem('bad_request', `origins.${strange}: is not scheme://host[:port], https://*.shop.example or *`);
      const change = {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(origins === undefined
          ? {}
          : { origins: [...new Set(origins.map((origin) => origin.trim().toLowerCase().replace(/\/$/, '')))] }),
      };
      const by = { actor: who.id, now };
      const site = await deps.store.changeSite({ siteId, ...change, by, ...(was === undefined ? {} : { was }) });
      if (site === null) return problem('not_found');
      if (site === 'conflict') return problem('conflict', CHANGED_SINCE);
      forgetSite(deps, siteId);
      return ok(viewOf(site));
    },
  }),
  route({
    method: 'delete',
    path: '/site/demo',
    summary: 'Erase the demo customer and whoever wrote from the demo pages, and close these pages; the site itself stays as it is',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: exportHttp.CustomerErased },
    async run({ deps, who, now }) {
      const removed = await removeDemo(deps, { siteId: who.siteId, actor: who.id, pages: `${deps.publicOrigin}/demo/`, now });
      forgetSite(deps, who.siteId);
      return ok(removed);
    },
  }),
];
