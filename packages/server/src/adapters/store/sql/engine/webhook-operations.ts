// Outgoing webhooks: endpoints, their secrets, what was sent to them (S71–S73).
import { sql } from 'kysely';
import type { WebhookOps } from '../../../../ports/store-webhooks.js';
import type { OperationsOf } from '../operation.js';
import type { WebhooksTable } from '../schema-engine.js';
import { decodeKey, pageLimit, pageOf } from './paging.js';
import { deliveryOf, secretsOf, webhookOf } from './webhook-rows.js';

type Webhooks = 'webhooks' | 'createWebhook' | 'rotateWebhook' | 'setWebhookState' | 'deleteWebhook' | 'webhookDeliveries';

export const webhookOperations: OperationsOf<Pick<WebhookOps, Webhooks>> = {
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
        secrets: JSON.stringify([{ sealed, until: null }]),
        state: 'enabled',
        created_at: now,
      };
      await tx.db.insertInto('webhooks').values(row).execute();
      return webhookOf(row);
    },
  },
  rotateWebhook: {
    kind: 'write',
    async run(tx, { siteId, id, sealed, until }) {
      const row = await tx.db
        .selectFrom('webhooks')
        .select('secrets')
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      if (row === undefined) return false;
      const before = secretsOf(row)
        .filter((one) => one.until === null)
        .map((one) => ({ ...one, until }));
      await tx.db
        .updateTable('webhooks')
        .set({ secrets: JSON.stringify([{ sealed, until: null }, ...before]) })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute();
      return true;
    },
  },
  setWebhookState: {
    kind: 'write',
    async run(tx, { siteId, id, state, now }) {
      const rows = await tx.db
        .updateTable('webhooks')
        .set({ state })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('state', '!=', state)
        .returning('id')
        .execute();
      if (rows.length > 0) {
        await tx.db
          .updateTable('outbox')
          .set({ next_at: state === 'enabled' ? now : null })
          .where('site_id', '=', siteId)
          .where('webhook_id', '=', id)
          .where('state', '=', 'pending')
          .execute();
        return true;
      }
      const found = await tx.db.selectFrom('webhooks').select('id').where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
      return found !== undefined;
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
};
