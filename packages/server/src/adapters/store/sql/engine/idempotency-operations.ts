// Answers kept under their `Idempotency-Key` (C17). A reservation whose request died is given away after a minute; answers live for a day.
import type { EngineOps } from '../../../../ports/store-engine.js';
import type { OperationsOf } from '../operation.js';

const RESERVED_MS = 60_000;
const KEPT_MS = 86_400_000;

export const idempotencyOperations: OperationsOf<Pick<EngineOps, 'idempotent' | 'settleIdempotent'>> = {
  idempotent: {
    kind: 'write',
    async run(tx, { siteId, key, bodyHash, now }) {
      await tx.db
        .deleteFrom('idempotency')
        .where('site_id', '=', siteId)
        .where('at', '<', now - KEPT_MS)
        .execute();
      const reserved = await tx.db
        .insertInto('idempotency')
        .values({ site_id: siteId, key, body_hash: bodyHash, status: null, body: null, at: now })
        .onConflict((conflict) => conflict.columns(['site_id', 'key']).doNothing())
        .returning('key')
        .executeTakeFirst();
      if (reserved !== undefined) return 'reserved';
      const held = await tx.db
        .selectFrom('idempotency')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('key', '=', key)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      if (held === undefined) return 'busy'; // released at this very moment: the next try finds it free
      if (held.body_hash !== bodyHash) return 'conflict';
      if (held.status !== null && held.body !== null) return { status: held.status, body: held.body };
      if (held.at > now - RESERVED_MS) return 'busy';
      await tx.db.updateTable('idempotency').set({ at: now }).where('site_id', '=', siteId).where('key', '=', key).execute();
      return 'reserved';
    },
  },
  settleIdempotent: {
    kind: 'write',
    async run(tx, args) {
      const { siteId, key } = args;
      if ('release' in args) {
        await tx.db.deleteFrom('idempotency').where('site_id', '=', siteId).where('key', '=', key).where('status', 'is', null).execute();
        return;
      }
      const { status, body } = args;
      await tx.db.updateTable('idempotency').set({ status, body }).where('site_id', '=', siteId).where('key', '=', key).execute();
    },
  },
};
