// T1, T3: the relay's clock is wrong, jumps, runs fast or slow; two relays disagree by ten minutes. No order depends on it (P38, P101).
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../../servers/private-server.js';
import { startRelay } from '../../servers/relay.js';
import { testBuild } from '../plants/test-build.js';
import { faults, laneOf, NO_FAULTS } from './journal.js';
import { openWorld } from './world.js';
import type { StoreKind, World } from './world.js';

const HOUR_MS = 3_600_000;
const SEEN_MS = 100; // the relay looks at its test clock every 20 ms
const ACKS_PER_STEP = 40;

const undo: (() => void | Promise<void>)[] = [];
let build = '';
beforeAll(async () => {
  build = (await testBuild({ clock: true })).cli;
});
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

interface Clock {
  env: Record<string, string>;
  set(setting: { offsetMs?: number; rate?: number }): Promise<void>;
}
function testClock(): Clock {
  const folder = freshFolder();
  const file = join(folder, 'clock.json');
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(file, '{}');
  return {
    env: { THROUGHLINE_TEST_CLOCK: file },
    async set(setting) {
      writeFileSync(`${file}.next`, JSON.stringify(setting));
      renameSync(`${file}.next`, file); // the relay may be reading it
      await pause(SEEN_MS);
    },
  };
}

async function moreAcks(world: World): Promise<void> {
  const until = world.journal.ackTimes.length + ACKS_PER_STEP;
  while (world.journal.ackTimes.length < until) await world.nextAck();
}

/** P38: inside a conversation time stands still rather than going back. */
async function timesGoBack(world: World): Promise<number> {
  let back = 0;
  for (const conv of new Set(world.journal.acked.map((one) => one.conv))) {
    const times = (await laneOf(world.relay.url, conv, world.site.secretKey)).map(({ ts }) => ts);
    back += times.filter((ts, index) => ts < (times[index - 1] ?? 0)).length;
  }
  return back;
}

describe.each<StoreKind>(['sqlite', 'postgres'])('the clock of the server, on %s', (store) => {
  it('[fault T1] [P101] [P38] [I5] [I6] an hour and a day off, back in the middle, ten times as fast, ten times as slow: the order is the same', async () => {
    const clock = testClock();
    const world = await openWorld({ store, build, env: clock.env });
    undo.push(() => world.stop());
    await world.write(3);
    const steps = [
      { offsetMs: HOUR_MS },
      { offsetMs: -HOUR_MS },
      { offsetMs: 24 * HOUR_MS },
      { offsetMs: 0 },
      { offsetMs: -24 * HOUR_MS },
      { rate: 10 },
      { rate: 0.1 },
      {},
    ];
    for (const step of steps) {
      await clock.set(step);
      await moreAcks(world);
    }
    expect(faults(await world.verdict())).toEqual(NO_FAULTS);
    expect(await timesGoBack(world)).toBe(0);
  });
});

it('[fault T3] [P101] [P38] [I5] [I6] two relays on one PostgreSQL, ten minutes apart: no effect', async () => {
  const [ahead, behind] = [testClock(), testClock()];
  await ahead.set({ offsetMs: 5 * 60_000 });
  await behind.set({ offsetMs: -5 * 60_000 });
  const one = await openWorld({ store: 'postgres', build, env: ahead.env });
  undo.push(() => one.stop());
  const two = await startRelay({
    build,
    env: {
      ...behind.env,
      DATABASE_URL: one.databaseUrl,
      SEAL_KEY_FILE: join(one.relay.dataDir, 'seal.key'),
      THROUGHLINE_RATE_LIMITS: 'off',
    },
  });
  undo.push(() => two.stop());
  await one.write(3, { reconnectEvery: 5 }, [one.relay.url, two.url]);
  for (let step = 0; step < 4; step += 1) await moreAcks(one);
  expect(faults(await one.verdict())).toEqual(NO_FAULTS);
  expect(await timesGoBack(one)).toBe(0);
});
