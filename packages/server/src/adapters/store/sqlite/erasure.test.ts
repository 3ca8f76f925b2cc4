// I8 on the bytes of the file: what was erased is neither in a row nor in a page that no row uses any more.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { erasedPerson } from '../../../testing/erased-person.js';
import { NOON } from '../../../testing/store-contract/stage.js';
import { DatabaseSync } from '@photostructure/sqlite';
import { openSqliteStore } from './sqlite-store.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-erasure-'));
const file = join(folder, 'relay.db');
const builtWorker = new URL('../../../../dist/adapters/store/sqlite/worker.js', import.meta.url);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The words that stand in any file of the store. */
function found(words: readonly string[]): string[] {
  const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  return words.filter((word) => bytes.includes(word));
}

it('[I8] [S78] [S81] an erased customer leaves no identifier value and no word in the bytes of the file; a neighbour keeps every one', async () => {
  const store = await openSqliteStore({ file, workerUrl: builtWorker });
  const gone = await erasedPerson(store, 'gone');
  const stays = await erasedPerson(store, 'stay');
  expect(found(gone.words)).toEqual(gone.words); // else this test would look in the wrong place
  await store.eraseCustomer({ siteId: gone.siteId, customerId: gone.customerId, actor: 'agt_1', now: NOON + 86_400_000 });
  const own = gone.words.filter((word) => !stays.words.includes(word));
  expect(found(own)).toEqual([]); // nor in the log of a relay that goes on
  await store.close();
  const driver = new DatabaseSync(file);
  driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const audited = driver.prepare("select actor, target, detail from audit where action = 'customer.erased'").all();
  driver.close();
  const detail = expect.stringMatching(/^\{"customers":"1","interactions":"\d+","conversations":"1"\}$/);
  expect(audited).toEqual([{ actor: 'agt_1', target: gone.customerId, detail }]);
  expect(found(own)).toEqual([]);
  expect(found(stays.words)).toEqual(stays.words);
});
