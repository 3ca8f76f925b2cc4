// The store's thread has two lanes: what somebody waits for, and what nobody does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from './sqlite-store.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-lanes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('[C50] a write that came after thirty revisions is answered before them, and all of them are done', async () => {
  const workerUrl = new URL('../../../../dist/adapters/store/sqlite/worker.js', import.meta.url);
  const store = await openSqliteStore({ file: join(folder, 'lanes.db'), workerUrl });
  const answered: string[] = [];
  const revisions = Array.from({ length: 30 }, async () => {
    await store.liveRevision({ siteId: 's', conv: 'c', online: false, now: 1 });
    answered.push('revision');
  });
  const write = store.createTeam({ siteId: 's', name: 'Blue', now: 1 }).then(() => answered.push('write'));
  await Promise.all([...revisions, write]);
  expect(answered[0]).toBe('write');
  expect(answered).toHaveLength(31);
  await store.close();
});
