// Orders, claims, repairs … over REST (C36): one address per item, repeated writes change nothing, older ones overwrite nothing.
import { z } from 'zod';
import type { CustomerRef } from '@throughline/types';
import { contextApi, operationsApi, ref } from '@throughline/types/decode';
import { ownerOf, rootOf } from '../../../app/owner-of.js';
import { writeEvent } from '../../../app/write-event.js';
import { itemData } from '../../../domain/ingest/item-data.js';
import { actorOf, customerAt, IdParams, NoQuery, ok, pageArgs, PageQuery, problem } from './common.js';
import { DESK, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { itemSeenBy, present } from './seen.js';

const tag = 'Tracked items';
const ItemParams = z.object({ type: ref.ItemType, number: contextApi.ItemKey.shape.number });

export const trackedItemRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/tracked-items',
    summary: 'Items of a customer',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(contextApi.ItemView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, query, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const page = await deps.store.trackedItems({ siteId: who.siteId, customerId: found.customer.id, now, ...pageArgs(query) });
      return page === null ? problem('not_found') : ok({ ...page, items: present(page.items.map((item) => itemSeenBy(who, item))) });
    },
  }),
  route({
    method: 'get',
    path: '/tracked-items/:type/:number',
    summary: 'One item',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: ItemParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.ItemView },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const item = await deps.store.trackedItem({ siteId: who.siteId, ...params, now });
      const seen = item === null ? null : itemSeenBy(who, item);
      return seen === null ? problem('not_found') : ok(seen);
    },
  }),
  route({
    method: 'put',
    path: '/tracked-items/:type/:number',
    summary: 'Say how an item stands; an older `version` or `time` is kept and changes nothing',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: ItemParams,
    query: NoQuery,
    body: contextApi.ItemRequest,
    answers: { 200: contextApi.ItemView, 201: contextApi.ItemView },
    problems: ['unknown_customer', 'conflict', 'not_found'],
    async run({ deps, who, params, body, now }) {
      const actor = actorOf(who);
      const before = await deps.store.vouchedItem({ siteId: who.siteId, ...params, now }); // a page's claim holds no number
      if (before !== null && itemSeenBy(who, before) === null) return problem('not_found'); // another department's: neither told nor changed
      const found = await ownerOf(deps, actor, body.customer);
      if (!found.ok) return problem(found.code);
      // An item stays with its customer: a number typed under another name must not move it, nor show whose it is (ID22).
      if (
        before !== null &&
        'customerId' in body.customer &&
        found.owner.customerId !== (await rootOf(deps, who.siteId, before.customerId))
      )
        return problem('conflict', 'customer');
      const owner = before === null || isById(body.customer) ? found.owner : { customerId: before.customerId, identifiers: [] };
      await writeEvent(deps, actor, {
        name: 'tracked_item.updated',
        data: { ...itemData(params, body), actor: actor.id },
        channel: params.type === 'order' || params.type === 'shipment' ? 'order' : params.type === 'invoice' ? 'billing' : 'back_office',
        owner,
        now,
      });
      const item = await deps.store.trackedItem({ siteId: who.siteId, ...params, now });
      const after = item === null ? null : itemSeenBy(who, item);
      if (after === null) return problem('internal', 'The item was recorded and is not in the projection');
      return before === null ? { status: 201, body: after } : ok(after);
    },
  }),
];

const isById = (ref: CustomerRef): boolean => 'customerId' in ref;
