// What a reservation is charged to, on a real store and real limits.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '@throughline/types';
import { systemClock } from '../adapters/clock/system-clock.js';
import { createMemoryLimiter } from '../adapters/limiter/memory-limiter.js';
import type { Principal } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { stageOn } from '../testing/store-contract/stage.js';
import type { Stage } from '../testing/store-contract/stage.js';
import { reserveFile } from './reserve-file.js';

let store: Store;
let stage: Stage;
beforeEach(async () => {
  store = await openStoreInThread();
  stage = await stageOn(store);
});
afterEach(() => store.close());

const MIB = 1024 * 1024;
const desk = () => {
  const limiter = createMemoryLimiter(systemClock);
  return (principal: Principal, size = 1, address = '203.0.113.1', on: Pick<Store, 'reserveFile'> = store) =>
    reserveFile({ store: on, limiter, clock: systemClock }, { principal, name: 'a.txt', size, address });
};

it('[S47] visitors of one address have its share together; other addresses and agents go on', async () => {
  const reserve = desk();
  for (let i = 0; i < limits.RATE_FILES_PER_ADDRESS.burst; i += 10) {
    const visitor = await stage.visitor();
    for (let n = 0; n < 10; n += 1) expect(await reserve(visitor)).toMatchObject({ ok: true });
  }
  expect(await reserve(await stage.visitor())).toMatchObject({ code: 'rate_limited' });
  expect(await reserve(await stage.visitor(), 1, '198.51.100.7')).toMatchObject({ ok: true });
  expect(await reserve(await stage.agent('Ada'))).toMatchObject({ ok: true });
});

it('[S47] visitors of one address keep 500 MiB a day together', async () => {
  const reserve = desk();
  for (let i = 0; i < 10; i += 1) {
    const visitor = await stage.visitor();
    for (let n = 0; n < 5; n += 1) expect(await reserve(visitor, 10 * MIB)).toMatchObject({ ok: true });
  }
  expect(await reserve(await stage.visitor(), 10 * MIB)).toMatchObject({ code: 'rate_limited' });
});

it('[S47] [S56] a reservation that is refused costs nothing', async () => {
  const reserve = desk();
  const ana = await stage.visitor();
  const full = { reserveFile: () => Promise.resolve({ ok: false, code: 'full' } as const) };
  for (let i = 0; i < 30; i += 1) expect(await reserve(ana, 10 * MIB, undefined, full)).toMatchObject({ code: 'rate_limited' });
  for (let i = 0; i < 5; i += 1) expect(await reserve(ana, 10 * MIB)).toMatchObject({ ok: true });
  for (let i = 0; i < 20; i += 1) expect(await reserve(ana, 10 * MIB)).toMatchObject({ code: 'rate_limited' }); // its bytes of the day
  const elsewhere = await stage.visitor();
  for (let i = 0; i < 10; i += 1) expect(await reserve(elsewhere)).toMatchObject({ ok: true });
  for (let i = 0; i < 45; i += 1) expect(await reserve(elsewhere)).toMatchObject({ code: 'rate_limited' });
  expect(await reserve(await stage.visitor())).toMatchObject({ ok: true }); // of the address nothing but what was given was taken
});

it('[S65] a place that stays empty is kept for a quarter of an hour', async () => {
  const reserved = await desk()(await stage.visitor());
  if (!reserved.ok) throw new Error(reserved.code);
  expect(reserved.expiresAt - Date.now()).toBeLessThanOrEqual(15 * 60_000);
});
