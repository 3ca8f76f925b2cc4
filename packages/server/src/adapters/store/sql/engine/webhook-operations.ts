// Outgoing webhooks: endpoints and the outbox (S71–S73). A row is taken with a lease: whoever takes it and dies leaves it due again.
import { sql } from 'kysely';
import type { WebhookEvent } from '@throughline/types';
import type { DeliveryRecord, EngineOps, OutboxRow, WebhookRecord } from '../../../../ports/store-engine.js';
import type { OperationsOf } from '../operation.js';
import type { OutboxTable, WebhooksTable } from '../schema-engine.js';
import { documentOf } from './document.js';
import { decodeKey, pageLimit, pageOf } from './paging.js';

type Webhooks =
  | 'webhooks'
  | 'createWebhook'
  | 'setWebhookState'
  | 'deleteWebhook'
  | 'webhookDeliveries'
  | 'takeOutbox'
  | 'settleOutbox'
  | 'replayDelivery';

const EVENTS: readonly WebhookEvent[] = ['handoff.created', 'commitment.broken', 'tracked_item.late'];
const ERROR_MAX_CHARS = 200;

function eventOf(text: string): WebhookEvent {
  const event = EVENTS.find((one) => one === text);
  if (event === undefined) throw new Error('The store holds an unknown webhook event');
  return event;
}

const webhookOf = (row: WebhooksTable): WebhookRecord => ({
  id: row.id,
  siteId: row.site_id,
  url: row.url,
  events: documentOf<string[]>(row.events).map(eventOf),
  secrets: documentOf<string[]>(row.secrets),
  state: row.state === 'enabled' ? 'enabled' : 'disabled',
  createdAt: row.created_at,
});

const deliveryOf = (row: OutboxTable): DeliveryRecord => ({
  id: row.id,
  webhookId: row.webhook_id,
  event: eventOf(row.event),
  attempts: row.attempts,
  state: row.state === 'delivered' || row.state === 'failed' ? row.state : 'pending',
  nextAt: row.next_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  at: row.at,
});

const outboxOf = (row: OutboxTable): OutboxRow => ({
  siteId: row.site_id,
  id: row.id,
  webhookId: row.webhook_id,
  event: eventOf(row.event),
  body: row.body,
  attempts: row.attempts,
  at: row.at,
});

export const webhookOperations: OperationsOf<Pick<EngineOps, Webhooks>> = {
  webhooks: {
    kind: 'read',
    async run(tx, { siteId }) {
      const rows = await tx.db
        .selectFrom('webhooks')
        .selectAll()
        .where('site_id', '=', siteId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(webhookOf);
    },
  },
  createWebhook: {
    kind: 'write',
    async run(tx, { siteId, url, events, sealed, now }) {
      const row: WebhooksTable = {
        site_id: siteId,
        id: `whk_${tx.hex128()}`,
        url,
        events: JSON.stringify(events),
        secrets: JSON.stringify([sealed]),
        state: 'enabled',
        created_at: now,
      };
      await tx.db.insertInto('webhooks').values(row).execute();
      return webhookOf(row);
    },
  },
  setWebhookState: {
    kind: 'write',
    async run(tx, { siteId, id, state }) {
      const rows = await tx.db
        .updateTable('webhooks')
        .set({ state })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .returning('id')
        .execute();
      return rows.length > 0;
    },
  },
  deleteWebhook: {
    kind: 'write',
    async run(tx, { siteId, id }) {
      await tx.db.deleteFrom('outbox').where('site_id', '=', siteId).where('webhook_id', '=', id).execute();
      const rows = await tx.db.deleteFrom('webhooks').where('site_id', '=', siteId).where('id', '=', id).returning('id').execute();
      return rows.length > 0;
    },
  },
  webhookDeliveries: {
    kind: 'read',
    async run(tx, { siteId, webhookId, limit: asked, cursor }) {
      const limit = pageLimit(asked);
      const key = decodeKey(cursor);
      const own = tx.db.selectFrom('outbox').selectAll().where('site_id', '=', siteId).where('webhook_id', '=', webhookId);
      const rows = await (key === null ? own : own.where(sql<boolean>`(at, id) < (${key.at}, ${key.id})`))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, deliveryOf);
    },
  },
  takeOutbox: {
    kind: 'write',
    async run(tx, { now, limit, leaseMs }) {
      const due = await tx.db
        .selectFrom('outbox')
        .innerJoin('webhooks', (join) =>
          join.onRef('webhooks.site_id', '=', 'outbox.site_id').onRef('webhooks.id', '=', 'outbox.webhook_id'),
        )
        .selectAll('outbox')
        .where('outbox.next_at', '<=', now)
        .where('webhooks.state', '=', 'enabled')
        .orderBy('outbox.next_at')
        .limit(limit)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate('outbox').skipLocked())
        .execute();
      const taken: { row: OutboxRow; webhook: WebhookRecord }[] = [];
      for (const row of due) {
        const hook = await tx.db
          .selectFrom('webhooks')
          .selectAll()
          .where('site_id', '=', row.site_id)
          .where('id', '=', row.webhook_id)
          .executeTakeFirst();
        if (hook === undefined) continue;
        await tx.db
          .updateTable('outbox')
          .set({ next_at: now + leaseMs, attempts: row.attempts + 1 }) // a try that was never settled was one, too
          .where('site_id', '=', row.site_id)
          .where('id', '=', row.id)
          .execute();
        taken.push({ row: outboxOf(row), webhook: webhookOf(hook) });
      }
      return taken;
    },
  },
  settleOutbox: {
    kind: 'write',
    async run(tx, { siteId, id, outcome, status, error }) {
      await tx.db
        .updateTable('outbox')
        .set({
          state: outcome.state,
          next_at: outcome.state === 'pending' ? outcome.nextAt : null,
          last_status: status,
          last_error: error === null ? null : [...error].slice(0, ERROR_MAX_CHARS).join(''),
        })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute();
    },
  },
  replayDelivery: {
    kind: 'write',
    async run(tx, { siteId, id, now }) {
      const rows = await tx.db
        .updateTable('outbox')
        .set({ state: 'pending', next_at: now })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .returning('id')
        .execute();
      return rows.length > 0;
    },
  },
};
