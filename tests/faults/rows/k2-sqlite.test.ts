// K2 on SQLite: kill -9 at each failpoint while five visitors and an agent write. Ten kills at each; a hundred at night.
import { beforeAll, describe, expect, it } from 'vitest';
import { testBuild } from '../plants/test-build.js';
import { faults, NO_FAULTS } from './journal.js';
import { KILLED_WHILE_WRITING, killMigrations, killRun } from './kill-rounds.js';
import { NIGHTLY } from './when.js';

const times = NIGHTLY ? 100 : 10;
const TIMEOUT_MS = 900_000; // forty starts, each of which takes ten seconds on a machine that is full
const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
let build = '';
beforeAll(async () => {
  build = (await testBuild()).cli;
});

describe.concurrent(`kill -9 at each failpoint on SQLite (seed ${seed})`, () => {
  const half = Math.ceil(KILLED_WHILE_WRITING.length / 2);
  for (const failpoints of [KILLED_WHILE_WRITING.slice(0, half), KILLED_WHILE_WRITING.slice(half)]) {
    it(
      `[fault K2] [I1] [I2] [I3] [I5] [I6] [P93] at ${failpoints.join(', ')}`,
      async () => {
        const run = await killRun({ store: 'sqlite', build, failpoints }, { times, seed });
        expect(run.hits).toEqual(Object.fromEntries(failpoints.map((name) => [name, times])));
        expect(faults(run.verdict)).toEqual(NO_FAULTS);
        expect(run.verdict.acked).toBeGreaterThan(times);
        expect(run.slowestFirstAckMs).toBeLessThan(run.firstAckMaxMs);
        expect(run.handoffsAndWebhookRows[1]).toBe(run.handoffsAndWebhookRows[0]);
        expect(run.integrity).toBe('ok');
      },
      TIMEOUT_MS,
    );
  }

  it(
    '[fault K2] a first start killed while it makes its tables leaves nothing behind that the next one minds',
    async () => {
      expect(await killMigrations({ store: 'sqlite', build }, { times, seed })).toEqual({ hits: times, works: true });
    },
    TIMEOUT_MS,
  );
});
