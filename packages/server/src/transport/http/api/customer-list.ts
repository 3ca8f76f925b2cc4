// The list of customers over REST (K90): page by page, as a file, and taken from one.
import { z } from 'zod';
import { customerListApi, customersApi } from '@throughline/types/decode';
import { importCustomers } from '../../../app/import-customers.js';
import { customersAsCsv } from '../../../app/list-customers.js';
import { maskIdentifier } from '../../../domain/identity/mask.js';
import { toIso } from '../../../domain/time/civil.js';
import type { ListedCustomer } from '../../../ports/store-lists.js';
import { actorOf, NoParams, NoQuery, ok, PageQuery, pageArgs } from './common.js';
import { ADMINS, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const tag = 'Customers';

/** Agents read identifiers by their end (S134). */
function itemSeenBy(who: ApiPrincipal, { identifiers, lastActivityAt, createdAt, ...item }: ListedCustomer) {
  const shown = who.kind === 'secret' ? identifiers : identifiers.map((one) => ({ ...one, value: maskIdentifier(one.type, one.value) }));
  return { ...item, identifiers: shown, lastActivityAt: toIso(lastActivityAt), createdAt: toIso(createdAt) };
}

export const customerListRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/list',
    summary: 'People with a conversation or an identifier: found by name or number, filtered, by last activity or name',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: NoParams,
    query: customerListApi.CustomerListFilter.extend(PageQuery.shape),
    body: null,
    answers: { 200: customerListApi.CustomerListPage },
    async run({ deps, who, query: { limit, cursor, ...filter } }) {
      const page = pageArgs({ limit, cursor });
      const { items, cursor: next } = await deps.store.customerList({ siteId: who.siteId, filter, ...page });
      return ok({ items: items.map((item) => itemSeenBy(who, item)), cursor: next });
    },
  }),
  route({
    method: 'get',
    path: '/customers.csv',
    summary: 'The same list as one CSV file, unmasked; audited',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    fresh: true, // S80
    params: NoParams,
    query: customerListApi.CustomerListFilter,
    body: null,
    answers: { 200: z.string() },
    async run({ deps, who, query: filter, now }) {
      const csv = await customersAsCsv(deps.store, { siteId: who.siteId, actor: who.id, filter, now });
      return { status: 200, csv, fileName: 'customers.csv' };
    },
  }),
  route({
    method: 'post',
    path: '/customers/import',
    summary: 'Customers from a list, each row on its own: what is wrong with one is said by its position; audited',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: customersApi.CustomerImportRequest,
    answers: { 200: customersApi.CustomerImportAnswer },
    async run({ deps, who, body }) {
      return ok(await importCustomers(deps, actorOf(who), body));
    },
  }),
];
