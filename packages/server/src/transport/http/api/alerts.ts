// Alerts (C34, C46): what somebody should act on before the customer asks. Each department sees its own.
import { z } from 'zod';
import { contextApi } from '@throughline/types/decode';
import { IdParams, NoQuery, NoParams, ok, pageArgs, PageQuery, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { alertSeenBy } from '../../agent-scope.js';
import { present, sightScope } from './seen.js';

const tag = 'Alerts';
const AlertQuery = PageQuery.extend({ open: z.enum(['true', 'false']).default('true') });

export const alertRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/alerts',
    summary: 'Alerts, newest first; open ones unless `open=false`',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: NoParams,
    query: AlertQuery,
    body: null,
    answers: { 200: contextApi.pageOf(contextApi.AlertView) },
    async run({ deps, who, query }) {
      const page = await deps.store.alerts({ siteId: who.siteId, open: query.open === 'true', ...pageArgs(query) });
      return ok({ items: present(page.items.map((alert) => alertSeenBy(sightScope(who), alert))), cursor: page.cursor });
    },
  }),
  route({
    method: 'post',
    path: '/alerts/:id/resolve',
    summary: 'Take an alert off the list',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.AlertView },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const alert = await deps.store.resolveAlert({ siteId, id: params.id, actor: who.id, now });
      if (alert === null) return problem('not_found');
      deps.bus.publish({ type: 'alert', siteId, alert });
      return ok(alert);
    },
  }),
];
