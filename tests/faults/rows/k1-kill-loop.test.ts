// K1 and K5: the process dies again and again, by a signal or for want of memory, while people write.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testBuild } from '../plants/test-build.js';
import { faults, NO_FAULTS } from './journal.js';
import { firstAckMaxMs, seeded } from './kill-rounds.js';
import { integrity } from './sql.js';
import { NIGHTLY } from './when.js';
import { openWorld } from './world.js';
import type { StoreKind, World, WorldOptions } from './world.js';

const ACK_WAIT_MS = 60_000; // a late one is measured, not given up
const ROUNDS = NIGHTLY ? 30 : 3;
const [SHORTEST_MS, SPREAD_MS] = NIGHTLY ? [5_000, 25_000] : [1_000, 3_000];
const HEAP_MIB = 96; // comes up with less; the failpoint takes the rest
const HOARD_BYTES = 2_000_000;
const DIED_OF_MEMORY = ['SIGABRT', 134]; // what V8 does when its heap is full

const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const random = seeded(seed);
let world: World;
let build = '';
beforeAll(async () => {
  build = (await testBuild()).cli;
});
afterEach(() => world?.stop()); // a world that did not come up is not there

/** Opens the world; answers how soon an ack is due after each start. */
async function opened(options: WorldOptions): Promise<number> {
  const began = performance.now();
  world = await openWorld(options);
  return firstAckMaxMs(performance.now() - began);
}

async function firstAckAfterStart(env: Record<string, string> = {}): Promise<number> {
  const began = performance.now();
  await world.relay.restart(env);
  await world.nextAck(ACK_WAIT_MS);
  return performance.now() - began;
}

describe.each<StoreKind>(['sqlite', 'postgres'])(`kill -9 and the end of memory on %s (seed ${seed})`, (store) => {
  it('[fault K1] [P93] [I1] killed every few seconds: the first ack comes soon after each start, and nothing is lost', async () => {
    const dueMs = await opened({ store, build });
    await world.write(4, { conversationEvery: 20 });
    await world.nextAck();
    const firstAcks: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(SHORTEST_MS + random() * SPREAD_MS);
      await world.relay.kill9();
      firstAcks.push(await firstAckAfterStart());
    }
    expect(Math.max(...firstAcks)).toBeLessThan(dueMs);
    expect(faults(await world.verdict())).toEqual(NO_FAULTS);
    if (store === 'sqlite') expect(integrity(world.relay.dataDir)).toBe('ok');
  });

  it('[fault K5] [P93] [I1] the heap is exhausted: the process ends, the next one serves, and nothing is lost', async () => {
    const dueMs = await opened({ store, build, nodeArgs: [`--max-old-space-size=${HEAP_MIB}`] });
    await world.write(4, { conversationEvery: 20 });
    await world.nextAck();
    // In the relay's own thread; then, where the store has one, in the store's: its end must end the process too.
    for (const failpoint of ['before-publish', ...(store === 'sqlite' ? ['after-insert'] : [])]) {
      await world.relay.kill9();
      await world.relay.restart({ THROUGHLINE_TEST_FAILPOINT: `${failpoint}:hoard=${HOARD_BYTES}` });
      const how = await world.relay.ended();
      expect(failpoint === 'before-publish' ? DIED_OF_MEMORY : [...DIED_OF_MEMORY, 74]).toContain(how);
      expect(await firstAckAfterStart()).toBeLessThan(dueMs);
    }
    expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  });
});
