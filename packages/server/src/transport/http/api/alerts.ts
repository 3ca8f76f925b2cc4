// Alerts (C34, C46): what somebody should act on before the customer asks. Each department sees its own.
import { z } from 'zod';
import { operationsApi } from '@throughline/types/decode';
import { IdParams, NoQuery, NoParams, ok, pageArgs, PageQuery, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { alertSeenBy } from '../../agent-scope.js';
import { present, sightScope } from './seen.js';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Alerts';
/** An agent takes off what their own list shows (C34); the site's back end everything. */
async function mayResolve(deps: RelayDeps, who: ApiPrincipal, id: string): Promise<boolean> {
  if (who.kind === 'secret') return true;
  const found = await deps.store.alertById({ siteId: who.siteId, id });
  return found !== null && alertSeenBy(sightScope(who), found) !== null;
}

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
    answers: { 200: operationsApi.pageOf(operationsApi.AlertView) },
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
    answers: { 200: operationsApi.AlertView },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      if (!(await mayResolve(deps, who, params.id))) return problem('not_found');
      const alert = await deps.store.resolveAlert({ siteId, id: params.id, actor: who.id, now });
      if (alert === null) return problem('not_found');
      deps.bus.publish({ type: 'alert', siteId, alert });
      return ok(alertSeenBy(sightScope(who), alert) ?? alert);
    },
  }),
];
