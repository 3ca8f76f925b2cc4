// What is removed, and what is never removed, on a real store and a real folder.
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { diskFiles } from '../adapters/files/disk-files.js';
import { noLimits } from '../adapters/limiter/memory-limiter.js';
import { systemIds } from '../adapters/crypto/ids.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { NOON, hex, message, stageOn } from '../testing/store-contract/stage.js';
import { removeFiles, removeStrays, startFileSweep } from './remove-files.js';
import { fileStorer } from './store-file.js';

const DAY = 24 * 3_600_000;
const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const folder = mkdtempSync(join(tmpdir(), 'throughline-remove-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* once(text: string) {
  yield Buffer.from(text);
}

it('[S65] [S140] what nobody sent goes after a day, what a crash left too; what was sent stays, and a failed removal is tried again', async () => {
  const store = await openStoreInThread();
  const stage = await stageOn(store);
  const files = diskFiles({ folder, ids: systemIds });
  const storeFile = fileStorer({ store, files, limiter: noLimits });
  const ana = await stage.visitor();
  const upload = async (text: string, now: number) => {
    const place = await store.reserveFile({ principal: ana, name: 'a.txt', size: text.length, siteMaxBytes: 1_000, siteMaxFiles: 10, now });
    if (!place.ok) throw new Error(place.code);
    const stored = await storeFile({ principal: ana, id: place.id, announcedBytes: null, chunks: once(text), address: '203.0.113.1' });
    if (!stored.ok) throw new Error(stored.code);
    return stored.file;
  };
  const sent = await upload('sent', NOON);
  await stage.submit(ana, { conv_key: hex(), stream: hex(), msgs: [message(1, '', { body: { text: '', files: [sent] } })] });
  const kept = readdirSync(folder);
  await upload('never sent', NOON);
  const fresh = await upload('not sent yet', NOON + DAY);
  expect(readdirSync(folder)).toHaveLength(3);

  const said: string[] = [];
  const log = { warn: (text: string) => void said.push(text) };
  const before = { storedBefore: NOON + 1, reservedBefore: NOON + 1 };
  await removeFiles({ store, files: { remove: () => Promise.reject(new Error('the disk is away')) }, log }, before);
  expect(said).toEqual(['A file could not be removed yet']);
  expect(readdirSync(folder)).toHaveLength(3);
  await removeFiles({ store, files, log });
  expect(readdirSync(folder)).toHaveLength(2);
  expect(await store.fileFor({ principal: ana, id: fresh.id })).not.toBeNull();

  // A crash after the bytes and before the row, one in the middle of keeping, one in the middle of taking in; and somebody's own notes.
  for (const left of ['a'.repeat(43), `${'b'.repeat(43)}.next`, `${'c'.repeat(43)}.part`, 'notes.txt'])
    writeFileSync(join(folder, left), left);
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1_000, 1_000);
  const young = `${'d'.repeat(43)}.part`;
  writeFileSync(join(folder, young), 'being uploaded');
  expect(await removeStrays({ store, files }, Date.now() - DAY)).toBe(3);
  const left = readdirSync(folder);
  expect(left).toEqual(expect.arrayContaining([...kept, young, 'notes.txt']));
  expect(left).toHaveLength(4); // and the one that is not sent yet
  await store.close();
});

it('[S65] one file that cannot be removed holds back no other', async () => {
  const store = await openStoreInThread();
  const stage = await stageOn(store);
  const ana = await stage.visitor();
  const names = Array.from({ length: 250 }, () => hex());
  for (const storage of names) {
    const place = await store.reserveFile({ principal: ana, name: 'a', size: 1, siteMaxBytes: 1_000, siteMaxFiles: 1_000, now: NOON });
    if (place.ok) await store.fileStored({ principal: ana, id: place.id, storage, content: { type: 'text/plain', size: 1 } });
  }
  const gone: string[] = [];
  const stuck = names.slice(0, 120);
  const remove = (name: string) => (stuck.includes(name) ? Promise.reject(new Error('EIO')) : Promise.resolve(void gone.push(name)));
  await removeFiles({ store, files: { remove }, log: { warn: () => undefined } }, { storedBefore: NOON + 1 });
  expect(gone.sort()).toEqual(names.slice(120).sort());
  expect((await store.knownStorage({ names })).sort()).toEqual([...stuck].sort());
  await store.close();
});

it('[S65] a database that knows none of the files costs at most a hundred of them in one round', async () => {
  const store = await openStoreInThread();
  const many = mkdtempSync(join(tmpdir(), 'throughline-strays-'));
  for (let i = 0; i < 250; i += 1) {
    const path = join(many, String(i).padStart(43, 'a'));
    writeFileSync(path, 'x');
    utimesSync(path, 1_000, 1_000);
  }
  const files = diskFiles({ folder: many, ids: systemIds });
  expect(await removeStrays({ store, files }, Date.now() - DAY)).toBe(100);
  expect(readdirSync(many)).toHaveLength(150);
  rmSync(many, { recursive: true });
  await store.close();
});

it('[S65] nothing is swept in the first day after a start, and never from a folder of another installation', async () => {
  const shared = mkdtempSync(join(tmpdir(), 'throughline-claimed-'));
  const files = diskFiles({ folder: shared, ids: systemIds });
  expect([await files.claim('one'), await files.claim('one'), await files.claim('two')]).toEqual([true, true, false]);
  const store = await openStoreInThread();
  const path = join(shared, 'a'.repeat(43));
  writeFileSync(path, 'x');
  utimesSync(path, 1_000, 1_000);
  const sweptAfter = async (filesAreOurs: boolean, ms: number): Promise<boolean> => {
    const begun = Date.now();
    let now = begun;
    let round = (): void => {};
    let rounds = 0;
    const after = (_ms: number, run: () => void) => {
      rounds += 1;
      round = run;
      return () => undefined;
    };
    const stop = startFileSweep({ store, files, filesAreOurs, clock: { now: () => now, after }, log: silent });
    now = begun + ms;
    round();
    await expect.poll(() => rounds).toBe(2); // the round is over: the next one is planned
    stop();
    return !existsSync(path);
  };
  expect(await sweptAfter(true, DAY - 1)).toBe(false);
  expect(await sweptAfter(false, 3 * DAY)).toBe(false);
  expect(await sweptAfter(true, DAY)).toBe(true);
  rmSync(shared, { recursive: true });
  await store.close();
});
