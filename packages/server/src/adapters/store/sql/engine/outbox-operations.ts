// What leaves through webhooks (S72, S73). Endpoints are asked one by one for what is due, so that a thousand rows of one that is down cost
// the others nothing. A row is taken with a lease: whoever takes it and dies leaves it due again.
import type { OutboxRow, WebhookOps, WebhookRecord } from '../../../../ports/store-webhooks.js';
import type { OperationsOf, Tx } from '../operation.js';
import { outboxOf, webhookOf } from './webhook-rows.js';

type Outbox = 'dueWebhooks' | 'takeOutbox' | 'settleOutbox' | 'replayDelivery' | 'pruneOutbox';

const ERROR_MAX_CHARS = 200;

const hookById = (tx: Tx, siteId: string, id: string) =>
  tx.db.selectFrom('webhooks').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();

export const outboxOperations: OperationsOf<Pick<WebhookOps, Outbox>> = {
  dueWebhooks: {
    kind: 'read',
    async run(tx, { now, limit }) {
      const rows = await tx.db
        .selectFrom('webhooks')
        .select(['site_id', 'id'])
        .select((eb) =>
          eb
            .selectFrom('outbox')
            .select((due) => due.fn.min('outbox.next_at').as('since'))
            .whereRef('outbox.site_id', '=', 'webhooks.site_id')
            .whereRef('outbox.webhook_id', '=', 'webhooks.id')
            .where('outbox.next_at', '<=', now)
            .as('since'),
        )
        .where('state', '=', 'enabled')
        .execute();
      return rows
        .flatMap(({ site_id: siteId, id, since }) => (since === null ? [] : [{ siteId, id, since: Number(since) }]))
        .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ siteId, id }) => ({ siteId, id }));
    },
  },
  takeOutbox: {
    kind: 'write',
    async run(tx, { siteId, id, now, limit, leaseMs }) {
      const hook = await hookById(tx, siteId, id);
      if (hook?.state !== 'enabled') return [];
      const webhook = webhookOf(hook);
      const due = await tx.db
        .selectFrom('outbox')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('webhook_id', '=', id)
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      const taken: { row: OutboxRow; webhook: WebhookRecord }[] = [];
      for (const row of due) {
        await tx.db
          .updateTable('outbox')
          .set({ next_at: now + leaseMs, attempts: row.attempts + 1 }) // a try that was never settled was one, too
          .where('site_id', '=', siteId)
          .where('id', '=', row.id)
          .execute();
        taken.push({ row: outboxOf(row), webhook });
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
      const row = await tx.db
        .selectFrom('outbox')
        .select('webhook_id')
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .executeTakeFirst();
      const hook = row === undefined ? undefined : await hookById(tx, siteId, row.webhook_id);
      if (hook === undefined) return false;
      await tx.db
        .updateTable('outbox')
        .set({ state: 'pending', next_at: hook.state === 'enabled' ? now : null })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute();
      return true;
    },
  },
  pruneOutbox: {
    kind: 'write',
    async run(tx, { before, limit }) {
      const old = await tx.db
        .selectFrom('outbox')
        .select(['site_id', 'id'])
        .where('next_at', 'is', null)
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit)
        .execute();
      for (const { site_id, id } of old) {
        await tx.db.deleteFrom('outbox').where('site_id', '=', site_id).where('id', '=', id).where('next_at', 'is', null).execute();
      }
      return old.length;
    },
  },
};
