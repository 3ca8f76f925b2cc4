// What the store knows of itself and of the relays on it, for both stores.
import { sql } from 'kysely';
import type { SystemOps } from '../../../../ports/store-system.js';
import type { OperationsOf, Tx } from '../operation.js';

const RELAYS_MAX = 100; // one that can’t stay up signs in anew each time
const SIZE = {
  sqlite: sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`,
  postgres: sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`,
};

/** The migrator writes its instants as ISO text. */
async function migrationsOf({ db }: Tx): Promise<{ name: string; at: number }[]> {
  const { rows } = await sql<{ name: string; timestamp: string }>`select name, timestamp from kysely_migration order by name`.execute(db);
  return rows.map(({ name, timestamp }) => ({ name, at: Date.parse(timestamp) }));
}

export const systemOperations: OperationsOf<SystemOps> = {
  relaySeen: {
    kind: 'write',
    async run({ db }, { relay, now, forgetBefore }) {
      await db
        .insertInto('relays')
        .values({ id: relay.id, version: relay.version, started_at: relay.startedAt, seen_at: now })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
        .execute();
      await db.deleteFrom('relays').where('seen_at', '<', forgetBefore).execute();
    },
  },
  storeFacts: {
    kind: 'read',
    async run(tx) {
      const { rows } = await SIZE[tx.dialect].execute(tx.db);
      const relays = await tx.db.selectFrom('relays').selectAll().orderBy('started_at', 'desc').orderBy('id').limit(RELAYS_MAX).execute();
      return {
        bytes: rows[0]?.bytes ?? 0,
        migrations: await migrationsOf(tx),
        relays: relays.map(({ id, version, started_at: startedAt, seen_at: seenAt }) => ({ id, version, startedAt, seenAt })),
      };
    },
  },
};
