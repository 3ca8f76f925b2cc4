// Alerts of a site, and resolving one (C34).
import { sql } from 'kysely';
import type { EngineOps } from '../../../../ports/store-engine.js';
import type { OperationsOf } from '../operation.js';
import { alertView } from './alert-rows.js';
import { decodeKey, pageLimit, pageOf } from './paging.js';

export const alertOperations: OperationsOf<Pick<EngineOps, 'alerts' | 'alertById' | 'resolveAlert'>> = {
  alerts: {
    kind: 'read',
    async run(tx, { siteId, open, limit: asked, cursor }) {
      const limit = pageLimit(asked);
      const key = decodeKey(cursor);
      let query = tx.db.selectFrom('alerts').selectAll().where('site_id', '=', siteId);
      if (open) query = query.where('resolved_at', 'is', null);
      if (key !== null) query = query.where(sql<boolean>`(at, id) < (${key.at}, ${key.id})`);
      const rows = await query
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const page = pageOf(rows, limit, (row) => row);
      const items = [];
      for (const row of page.items) items.push(await alertView(tx, row));
      return { items, cursor: page.cursor };
    },
  },
  alertById: {
    kind: 'read',
    async run(tx, { siteId, id }) {
      const row = await tx.db.selectFrom('alerts').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : alertView(tx, row);
    },
  },
  resolveAlert: {
    kind: 'write',
    async run(tx, { siteId, id, actor, now }) {
      const resolved = await tx.db
        .updateTable('alerts')
        .set({ resolved_at: now, resolved_by: actor })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('resolved_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      const row =
        resolved ?? (await tx.db.selectFrom('alerts').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst());
      return row === undefined ? null : alertView(tx, row);
    },
  },
};
