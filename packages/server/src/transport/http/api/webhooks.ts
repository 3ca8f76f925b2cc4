// Outgoing webhooks (S71–S73): endpoints, what was delivered, sending again. Admins and the site's own back end only.
import { operationsApi } from '@throughline/types/decode';
import { limits } from '@throughline/types';
import type { DeliveryView, WebhookView } from '@throughline/types';
import { newWebhookSecret, ROTATION_MS, sendTestDelivery } from '../../../app/webhook-delivery.js';
import { toIso } from '../../../domain/time/civil.js';
import type { DeliveryRecord, WebhookRecord } from '../../../ports/store-webhooks.js';
import { created, empty, IdParams, NoParams, NoQuery, ok, pageArgs, PageQuery, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Webhooks';

const webhookView = ({ id, url, events, state, createdAt }: WebhookRecord): WebhookView => ({
  id,
  url,
  events,
  state,
  createdAt: toIso(createdAt),
});

const deliveryView = ({
  id,
  webhookId,
  event,
  attempts,
  state,
  nextAt,
  lastStatus,
  lastError,
  body,
  at,
}: DeliveryRecord): DeliveryView => ({
  id,
  webhookId,
  event,
  attempts,
  state,
  nextAt: nextAt === null ? null : toIso(nextAt),
  lastStatus,
  lastError,
  body,
  at: toIso(at),
});

/** As the log keeps an endpoint. */
const said = ({ url, events, state }: WebhookRecord): string => JSON.stringify({ url, events, state });

async function webhookOf(deps: RelayDeps, siteId: string, id: string): Promise<WebhookRecord | null> {
  const all = await deps.store.webhooks({ siteId });
  return all.find((webhook) => webhook.id === id) ?? null;
}

export const webhookRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/webhooks',
    summary: 'Endpoints that are told what happens',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.WebhookList },
    async run({ deps, who }) {
      const all = await deps.store.webhooks({ siteId: who.siteId });
      return ok({ items: all.map(webhookView), cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/webhooks',
    summary: 'Add an endpoint; its signing secret is shown once',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: operationsApi.WebhookRequest,
    answers: { 201: operationsApi.WebhookCreated },
    problems: ['unsafe_address'],
    async run({ deps, who, body, now }) {
      const refused = deps.egress.refuses(body.url);
      if (refused !== null) return problem('unsafe_address', refused);
      const { siteId } = who;
      const secret = newWebhookSecret(deps.ids);
      const webhook = await deps.store.createWebhook({
        siteId,
        url: body.url,
        events: [...new Set(body.events)],
        sealed: deps.vault.seal(secret),
        now,
      });
      await deps.store.audit({
        siteId,
        actor: who.id,
        action: 'webhook.created',
        target: webhook.id,
        detail: { after: said(webhook) },
        now,
      });
      return created({ ...webhookView(webhook), secret });
    },
  }),
  route({
    method: 'patch',
    path: '/webhooks/:id',
    summary: 'Switch an endpoint on or off',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: operationsApi.WebhookUpdate,
    answers: { 200: operationsApi.WebhookView },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const { siteId } = who;
      const held = await webhookOf(deps, siteId, params.id);
      if (held === null || !(await deps.store.setWebhookState({ siteId, id: params.id, state: body.state, now })))
        return problem('not_found');
      const webhook: WebhookRecord = { ...held, state: body.state };
      const detail = { before: said(held), after: said(webhook) };
      if (held.state !== body.state)
        await deps.store.audit({ siteId, actor: who.id, action: 'webhook.changed', target: held.id, detail, now });
      return ok(webhookView(webhook));
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/rotate',
    summary: 'A new signing secret, shown once; for a day the one before signs too',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.WebhookCreated },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const secret = newWebhookSecret(deps.ids);
      const rotated = await deps.store.rotateWebhook({ siteId, id: params.id, sealed: deps.vault.seal(secret), until: now + ROTATION_MS });
      const webhook = rotated ? await webhookOf(deps, siteId, params.id) : null;
      if (webhook === null) return problem('not_found');
      await deps.store.audit({ siteId, actor: who.id, action: 'webhook.rotated', target: webhook.id, detail: {}, now });
      return ok({ ...webhookView(webhook), secret });
    },
  }),
  route({
    method: 'delete',
    path: '/webhooks/:id',
    summary: 'Remove an endpoint and what waits for it',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const held = await webhookOf(deps, siteId, params.id);
      if (held === null || !(await deps.store.deleteWebhook({ siteId, id: params.id }))) return problem('not_found');
      const detail = { before: said(held), after: '' };
      await deps.store.audit({ siteId, actor: who.id, action: 'webhook.removed', target: params.id, detail, now });
      return empty;
    },
  }),
  route({
    method: 'get',
    path: '/webhooks/:id/deliveries',
    summary: 'What was sent to an endpoint, and how it answered',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(operationsApi.DeliveryView) },
    problems: ['not_found'],
    async run({ deps, who, params, query }) {
      const { siteId } = who;
      if ((await webhookOf(deps, siteId, params.id)) === null) return problem('not_found');
      const page = await deps.store.webhookDeliveries({ siteId, webhookId: params.id, ...pageArgs(query) });
      return ok({ items: page.items.map(deliveryView), cursor: page.cursor });
    },
  }),
  route({
    method: 'post',
    path: '/deliveries/:id/replay',
    summary: 'Send a delivery again, whatever became of it; same `webhook-id`',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found', 'rate_limited'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const taken = await deps.limiter.take(`${siteId} webhook tries`, limits.RATE_WEBHOOK_TRIES);
      if (!taken.ok) return { problem: 'rate_limited', retryMs: taken.retryMs };
      return (await deps.store.replayDelivery({ siteId, id: params.id, now })) ? empty : problem('not_found');
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/test',
    summary: 'Send a signed `test` now and say how the endpoint answered',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.WebhookTestAnswer },
    problems: ['not_found', 'rate_limited'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const taken = await deps.limiter.take(`${siteId} webhook tries`, limits.RATE_WEBHOOK_TRIES);
      if (!taken.ok) return { problem: 'rate_limited', retryMs: taken.retryMs };
      const webhook = await webhookOf(deps, siteId, params.id);
      if (webhook === null) return problem('not_found');
      return ok(await sendTestDelivery(deps, { webhook, now }));
    },
  }),
];
