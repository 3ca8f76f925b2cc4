// D3: COMMIT reports an error of the disk, or its answer is lost: what is stored is unknown, so nothing is acked (P23).
import { afterEach, beforeAll, expect, it } from 'vitest';
import { testBuild } from '../plants/test-build.js';
import { faults, NO_FAULTS } from './journal.js';
import { integrity } from './sql.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const EXIT_DISK_FAILED = 74;
const AFTER_START = [25, 40, 60]; // commits; a start makes some of its own, and may refuse to come up without them
let world: World;
let build = '';
beforeAll(async () => {
  build = (await testBuild()).cli;
});
afterEach(() => world?.stop()); // a world that did not come up is not there

it('[fault D3] [P23] [I1] on SQLite the process ends without an ack, says why, and the next one serves what is on the disk', async () => {
  world = await openWorld({ store: 'sqlite', build });
  await world.write(4);
  await world.nextAck();
  for (const at of AFTER_START) {
    await world.relay.kill9();
    await world.relay.restart({ THROUGHLINE_TEST_FAILPOINT: `sync-error:ioerror@${at}` });
    expect(await world.relay.ended()).toBe(EXIT_DISK_FAILED);
  }
  expect(world.relay.said()).toContain('disk I/O error');
  await world.relay.restart();
  await world.nextAck();
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  expect(integrity(world.relay.dataDir)).toBe('ok');
});

it('[fault D3] [P23] [I3] on PostgreSQL a commit whose answer is lost is `unavailable`; the resend finds what was stored', async () => {
  world = await openWorld({ store: 'postgres', build });
  await world.write(4);
  await world.nextAck();
  for (const at of AFTER_START) {
    await world.relay.kill9();
    await world.relay.restart({ THROUGHLINE_TEST_FAILPOINT: `sync-error:cutoff@${at}` });
    const until = world.journal.ackTimes.length + 2 * at; // past the doubtful commit
    while (world.journal.ackTimes.length < until) await world.nextAck();
  }
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});
