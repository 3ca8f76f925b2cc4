// K3 and K7: the process stands still, as a whole or for its event loop only, and goes on.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../servers/relay.js';
import { testBuild } from '../plants/test-build.js';
import { faults, NO_FAULTS } from './journal.js';
import { NIGHTLY } from './when.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const PAUSES_MS = NIGHTLY ? [3_000, 45_000, 180_000] : [3_000];
const BLOCK_MS = 2_000;
const A_PING_AND_MORE_MS = 12_000; // the relay pings every 10 s
const CALM_AFTER_MS = 10_000; // K7
const STARVED_MS = 5_000;
const PATIENT_MS = 60_000; // the writers themselves never give a socket up here
const SLICE_MS = 100; // of stopped and running time in turn

let world: World;
let build = '';
beforeAll(async () => {
  build = (await testBuild()).cli;
});
afterEach(() => world?.stop()); // a world that did not come up is not there

const sockets = (): unknown[] => world.writers.map(({ socket }) => socket?.id);

/** Everybody has a socket and got an ack over it. */
async function allWriting(): Promise<unknown[]> {
  while (world.writers.some(({ acks }) => acks === 0)) await pause(20);
  return sockets();
}

describe('a relay that stands still', () => {
  it.each(PAUSES_MS)(
    '[fault K3] [P24] [P100] [I2] [I4] paused for %i ms: no second server starts, and late writes break nothing',
    async (ms) => {
      world = await openWorld({ store: 'sqlite', build });
      await world.write(3);
      await world.nextAck();
      world.relay.signal('SIGSTOP');
      const [, second] = await Promise.all([
        pause(ms),
        startRelay({ dataDir: world.relay.dataDir, build }).then(
          async (relay) => {
            await relay.stop();
            return 'it started';
          },
          (error: unknown) => String(error),
        ),
      ]);
      world.relay.signal('SIGCONT');
      expect(second).toMatch(/Another server holds/);
      await world.nextAck();
      expect(faults(await world.verdict())).toEqual(NO_FAULTS);
    },
  );

  it('[fault K7] an event loop blocked for 2 s costs latency: no socket is given up, on either side', async () => {
    world = await openWorld({ store: 'sqlite', build, env: { THROUGHLINE_TEST_FAILPOINT: `before-publish:block=${BLOCK_MS}@120` } });
    await world.write(4, { ackTimeoutMs: PATIENT_MS });
    const before = await allWriting();
    const longestGap = (): number => Math.max(...world.journal.ackTimes.map((at, index, all) => at - (all[index - 1] ?? at)));
    await expect.poll(longestGap, { timeout: 60_000 }).toBeGreaterThan(BLOCK_MS * 0.9); // it was blocked
    await pause(A_PING_AND_MORE_MS);
    expect(sockets()).toEqual(before);
    expect(await world.nextAck()).toBeLessThan(CALM_AFTER_MS);
    expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  });

  it('[fault K7] starved of processor time: the sockets stay, and answers are prompt again within 10 s', async () => {
    world = await openWorld({ store: 'sqlite', build });
    await world.write(4, { ackTimeoutMs: PATIENT_MS });
    const before = await allWriting();
    for (let spent = 0; spent < STARVED_MS; spent += 2 * SLICE_MS) {
      world.relay.signal('SIGSTOP');
      await pause(SLICE_MS);
      world.relay.signal('SIGCONT');
      await pause(SLICE_MS);
    }
    expect(await world.nextAck()).toBeLessThan(CALM_AFTER_MS);
    expect(sockets()).toEqual(before);
    expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  });
});
