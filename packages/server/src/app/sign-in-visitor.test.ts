// A sign-in is several transactions: whichever of them fails, the next sign-in finishes the work.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.js';
import type { Bus } from '../ports/bus.js';
import type { Store } from '../ports/store.js';
import { NOON, hex, stageOn } from '../testing/store-contract/stage.js';
import { signIn } from './sign-in-visitor.js';

const BUILT_WORKER = new URL('../../dist/adapters/store/sqlite/worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
let store: Store;
beforeAll(async () => {
  store = await openSqliteStore({ file: join(folder, 'a.db'), workerUrl: BUILT_WORKER });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const bus: Bus = { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() };

/** `store`, whose operation `name` fails the first time. */
function failingOnce(name: keyof Store): Store {
  let failed = false;
  return new Proxy(
    { ...store },
    {
      get(target, key, receiver): unknown {
        if (key !== name || failed) return Reflect.get(target, key, receiver);
        return () => {
          failed = true;
          return Promise.reject(new Error('the store is gone'));
        };
      },
    },
  );
}

for (const step of ['ingest', 'verifyVisitor', 'visitorConversations', 'appendSystem', 'refreshHandoff'] as const) {
  it(`[W42] a sign-in that failed at ${step} is finished by the next one`, async () => {
    const { siteId, opened, lane } = await stageOn(store);
    const { visitor, conv } = await opened();
    const site = await store.findSite({ id: siteId });
    if (site === null) throw new Error('no site');
    const record = { id: visitor.id, siteId, anonymousId: visitor.anonymousId, userId: null, verifiedAt: null };
    const deps = { store: failingOnce(step), bus, clock: { now: () => NOON, after: () => () => undefined }, isOnline: () => true };
    const identity = { userId: hex(), emailVerified: false, phoneVerified: false, traits: { name: 'Ana' } };
    const attempt = () => signIn(deps, { site, visitor: record, identity });

    await expect(attempt()).rejects.toThrow('the store is gone');
    expect(await attempt()).toMatchObject({ ok: true, visitor: { userId: identity.userId } });
    const handoff = await store.openConversation({ siteId, conv, agentId: '' });
    expect(handoff).toMatchObject({ context: { customer: { match: 'confirmed', displayName: 'Ana', verification: { level: 3 } } } });
    const told = (await lane(conv, 'int')).filter(({ kind }) => kind === 'identity_verified');
    expect(told.length).toBeGreaterThanOrEqual(1);
    const other = { ...identity, userId: hex() };
    expect(await signIn(deps, { site, visitor: record, identity: other })).toEqual({ ok: false, code: 'conflict' });
  });
}
