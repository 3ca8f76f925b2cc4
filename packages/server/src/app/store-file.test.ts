// Uploads against a real store, a real folder and real limits: how many at once, how many tries, and what they leave.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '@throughline/types';
import { systemClock } from '../adapters/clock/system-clock.js';
import { diskFiles } from '../adapters/files/disk-files.js';
import { systemIds } from '../adapters/crypto/ids.js';
import { createMemoryLimiter, noLimits } from '../adapters/limiter/memory-limiter.js';
import type { Store } from '../ports/store.js';
import { jpeg } from '../testing/file-samples.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { NOON, stageOn } from '../testing/store-contract/stage.js';
import type { Stage } from '../testing/store-contract/stage.js';
import { fileStorer } from './store-file.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = diskFiles({ folder, ids: systemIds });
let store: Store;
let stage: Stage;
beforeEach(async () => {
  store = await openStoreInThread();
  stage = await stageOn(store);
});
afterEach(() => store.close());

const address = '203.0.113.1';
async function* once(bytes: Uint8Array) {
  yield bytes;
}
/** Half of the bytes now, the rest when told. */
function halting(bytes: Uint8Array) {
  let go = (): void => {};
  const told = new Promise<void>((resolve) => (go = resolve));
  async function* chunks() {
    yield bytes.subarray(0, 1);
    await told;
    yield bytes.subarray(1);
  }
  return { chunks: chunks(), go };
}
async function place(size: number) {
  const principal = await stage.visitor();
  const reserved = await store.reserveFile({ principal, name: 'a.txt', size, siteMaxBytes: 1_000_000_000, siteMaxFiles: 1_000, now: NOON });
  if (!reserved.ok) throw new Error(reserved.code);
  return { principal, id: reserved.id, announcedBytes: null };
}
const TEXT = Buffer.from('hello');

it('[S65] while an upload comes in the same one is a conflict, and takes no room', async () => {
  const storeFile = fileStorer({ store, files, limiter: noLimits });
  const wanted = await place(TEXT.length);
  const slow = halting(TEXT);
  const first = storeFile({ ...wanted, chunks: slow.chunks, address });
  await expect.poll(() => readdirSync(folder).length).toBe(1);
  expect(await storeFile({ ...wanted, chunks: once(TEXT), address })).toEqual({ ok: false, code: 'conflict' });
  expect(readdirSync(folder)).toHaveLength(1);
  slow.go();
  const stored = await first;
  expect(stored).toMatchObject({ ok: true });
  expect(await storeFile({ ...wanted, chunks: once(TEXT), address })).toEqual(stored);
});

it('[S47] one address sends so many at once; others go on, and so does it when one has ended', async () => {
  const storeFile = fileStorer({ store, files, limiter: noLimits }, { perAddressMax: 2 });
  const slow = [halting(TEXT), halting(TEXT)];
  const running = await Promise.all(slow.map(async ({ chunks }) => ({ ...(await place(TEXT.length)), chunks, address })));
  const answers = running.map((upload) => storeFile(upload));
  const third = await place(TEXT.length);
  expect(await storeFile({ ...third, chunks: once(TEXT), address })).toMatchObject({ code: 'rate_limited', retryMs: 5_000 });
  const elsewhere = await place(TEXT.length);
  expect(await storeFile({ ...elsewhere, chunks: once(TEXT), address: '198.51.100.7' })).toMatchObject({ ok: true });
  slow[0]?.go();
  await answers[0];
  expect(await storeFile({ ...third, chunks: once(TEXT), address })).toMatchObject({ ok: true });
  slow[1]?.go();
  await answers[1];
});

it('[S47] one reservation is tried so often, whatever came of it', async () => {
  const storeFile = fileStorer({ store, files, limiter: createMemoryLimiter(systemClock) });
  const wanted = await place(TEXT.length);
  const short = () => storeFile({ ...wanted, chunks: once(TEXT.subarray(1)), address });
  for (let i = 0; i < limits.RATE_UPLOADS_PER_FILE.burst; i += 1) expect(await short()).toMatchObject({ code: 'bad_request' });
  expect(await short()).toMatchObject({ code: 'rate_limited' });
});

it('[S47] [S67] what is kept is never more than what was reserved', async () => {
  const storeFile = fileStorer({ store, files, limiter: noLimits });
  const before = readdirSync(folder);
  const said = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
  const plain = Buffer.from(jpeg({ orientation: 1 }));
  const end = plain.lastIndexOf(Buffer.from([0xff, 0xd9])) + 2;
  const frame = plain.subarray(plain.indexOf(Buffer.from([0xff, 0xc0])), end);
  const grows = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, 30, ...Buffer.from('Exif\0\0'), ...said]), frame]);
  const wanted = await place(grows.length);
  expect(await storeFile({ ...wanted, chunks: once(grows), address })).toMatchObject({ code: 'too_large' });
  expect(readdirSync(folder)).toEqual(before);
});
