// SQLite in this thread and a private PostgreSQL, for tests that run unchanged on both.
import { openPostgresStore } from '../../packages/server/src/adapters/store/postgres/postgres-store.js';
import type { Store } from '../../packages/server/src/ports/store.js';
import { openStoreInThread } from '../../packages/server/src/testing/open-stores.js';
import { freshDatabase } from '../servers/postgres.js';

export interface Opened {
  store: Store;
  dispose(): Promise<void>;
}

export const STORES: [string, () => Promise<Opened>][] = [
  [
    'sqlite',
    async () => {
      const store = await openStoreInThread();
      return { store, dispose: () => store.close() };
    },
  ],
  [
    'postgres',
    async () => {
      const database = await freshDatabase();
      const store = await openPostgresStore({ url: database.url });
      return {
        store,
        async dispose() {
          await store.close();
          await database.drop();
        },
      };
    },
  ],
];
