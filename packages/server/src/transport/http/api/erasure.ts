// Erasing a customer over REST (C17, ID24). Admins and the site's own back end only; never repeated by key: a second one finds nobody.
import { exportHttp } from '@throughline/types/decode';
import { eraseCustomer } from '../../../app/erase-customer.js';
import { customerAt, IdParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

export const erasureRoutes: readonly ApiRoute[] = [
  route({
    method: 'post',
    path: '/customers/:id/erase',
    summary: 'Erase a customer and everything that is kept of them; audited without personal data',
    tag: 'Customers',
    scopes: ADMINS,
    idempotent: 'never',
    fresh: true,
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: exportHttp.CustomerErased },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const erased = await eraseCustomer(deps, { siteId: who.siteId, customerId: found.customer.id, actor: who.id, now });
      return erased === null ? problem('not_found') : ok(erased);
    },
  }),
];
