// Device sessions of visitors on both stores: one anonymous id has one token, and one device one user, however many ask at once.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../packages/server/src/adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from '../../packages/server/src/adapters/store/sqlite/sqlite-store.js';
import type { Store } from '../../packages/server/src/ports/store.js';
import { NOON, hex, stageOn } from '../../packages/server/src/testing/store-contract/stage.js';
import { freshDatabase } from '../servers/postgres.js';

const AT_ONCE = 20;
const BUILT_WORKER = new URL('../../packages/server/dist/adapters/store/sqlite/worker.js', import.meta.url);
const places = {
  async sqlite(): Promise<{ store: Store; drop: () => Promise<void> }> {
    const folder = await mkdtemp(join(tmpdir(), `device-tokens-${randomBytes(4).toString('hex')}-`));
    return {
      store: await openSqliteStore({ file: join(folder, 'a.db'), workerUrl: BUILT_WORKER }),
      drop: () => rm(folder, { recursive: true }),
    };
  },
  async postgres(): Promise<{ store: Store; drop: () => Promise<void> }> {
    const database = await freshDatabase();
    return { store: await openPostgresStore({ url: database.url }), drop: () => database.drop() };
  },
};

for (const [name, place] of Object.entries(places)) {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof place>>;
    beforeAll(async () => {
      opened = await place();
    });
    afterAll(async () => {
      await opened?.store.close();
      await opened?.drop();
    });
    const atOnce = <Result>(run: (index: number) => Promise<Result>): Promise<Result[]> =>
      Promise.all(Array.from({ length: AT_ONCE }, (_, index) => run(index)));

    it('[ID19] of many new sessions with one anonymous id exactly one gets it', async () => {
      const { store, siteId } = await stageOn(opened.store);
      const anonymousId = `anon-${hex()}`;
      const made = await atOnce(() => store.createVisitor({ siteId, anonymousId, tokenHash: hex(), now: NOON }));
      expect(made.filter((one) => one.anonymousId === anonymousId)).toHaveLength(1);
      expect(new Set(made.map((one) => one.anonymousId)).size).toBe(AT_ONCE);
    });

    it('[S122] of many users who sign in on one device at once exactly one does; a reset device gets no token back', async () => {
      const { store, siteId, visitor } = await stageOn(opened.store);
      const { id } = await visitor();
      const verify = (userId: string, tokenHash = hex()) =>
        store.verifyVisitor({ siteId, id, userId, method: 'jwt', tokenHash, now: NOON });
      const answers = await atOnce((index) => verify(`user-${index}`));
      expect(answers.filter((one) => one.ok)).toHaveLength(1);
      expect(answers.filter((one) => !one.ok)).toContainEqual({ ok: false, code: 'conflict' });

      const other = await visitor();
      await store.revokeVisitor({ siteId, id: other.id });
      const tokenHash = hex();
      const late = await store.verifyVisitor({ siteId, id: other.id, userId: 'late', method: 'jwt', tokenHash, now: NOON });
      expect(late).toEqual({ ok: false, code: 'conflict' });
      expect(await store.visitor({ siteId, tokenHash, now: NOON, ttlMs: 1_000 })).toBeNull();
    });
  });
}
