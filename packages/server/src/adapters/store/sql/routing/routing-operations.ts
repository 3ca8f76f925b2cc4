// Routing, for both stores: looks at what is due, what goes back to the line, and who stands where in it.
import type { RoutingOps } from '../../../../ports/store-routing.js';
import type { OperationsOf } from '../operation.js';
import { unindexed } from '../own-index.js';
import { prepared } from '../prepared.js';
import { placesInLine } from './places-operation.js';
import { presenceOperations } from './presence-operations.js';
import { putBack, returnToLine } from './return-operation.js';
import { route } from './route-operation.js';

const dueSites = prepared<{ now: number; limit: number }, { site_id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('site_id')
    .where('routing_due_at', '<=', place('now'))
    .groupBy(unindexed(dialect, 'site_id'))
    .orderBy(unindexed(dialect, 'site_id'))
    .limit(place('limit')),
);

export const routingOperations: OperationsOf<RoutingOps> = {
  ...presenceOperations,
  sitesToRoute: {
    kind: 'read',
    async run(tx, { now, limit }) {
      const rows = await dueSites(tx, { now, limit });
      return rows.map(({ site_id: siteId }) => siteId);
    },
  },
  route: { kind: 'write', run: route },
  putBack: { kind: 'write', run: putBack },
  returnToLine: { kind: 'write', run: returnToLine },
  placesInLine: { kind: 'read', run: placesInLine },
};
