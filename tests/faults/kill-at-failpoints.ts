// `npx tsx tests/faults/kill-at-failpoints.ts [--times 100] [--store sqlite|postgres] [--seed N] [--only name,name]`: kill -9 at every
// failpoint while people write, and the table of what came of it. Ends with 1 when one message was lost, doubled or put elsewhere.
import { parseArgs } from 'node:util';
import { testBuild } from './plants/test-build.js';
import { faults, NO_FAULTS } from './rows/journal.js';
import { KILLED_WHILE_WRITING, killMigrations, killRun } from './rows/kill-rounds.js';
import type { StoreKind } from './rows/world.js';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    store: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
  },
});
const times = Number(values.times);
const seed = Number(values.seed);
const stores: StoreKind[] = values.store === 'sqlite' || values.store === 'postgres' ? [values.store] : ['sqlite', 'postgres'];
const wanted = values.only?.split(',');
const say = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);

async function table(store: StoreKind, build: string): Promise<boolean> {
  let clean = true;
  for (const failpoint of [...KILLED_WHILE_WRITING, 'mid-migration'].filter((name) => wanted?.includes(name) !== false)) {
    const began = performance.now();
    const seconds = (): string => ((performance.now() - began) / 1_000).toFixed(0);
    if (failpoint === 'mid-migration') {
      const { hits, works } = await killMigrations({ store, build }, { times, seed });
      say([store, failpoint, hits, '-', '-', '-', '-', '-', '-', '-', works ? 'comes up and takes a message' : 'DOES NOT WORK', seconds()]);
      clean &&= works && hits >= times;
      continue;
    }
    const run = await killRun({ store, build, failpoints: [failpoint] }, { times, seed });
    const { acked, stored, lost, doubled, holes, phantoms, misordered, problems } = run.verdict;
    const [handoffs, webhookRows] = run.handoffsAndWebhookRows;
    const whole = handoffs === webhookRows && run.integrity === 'ok';
    const notes = [...problems, ...(whole ? [] : [`${handoffs} hand-offs, ${webhookRows} webhook rows, file ${run.integrity}`])];
    const first = `${(run.slowestFirstAckMs / 1_000).toFixed(1)} s`;
    say([
      store,
      failpoint,
      run.hits[failpoint] ?? 0,
      acked,
      stored,
      lost,
      doubled,
      holes,
      phantoms,
      misordered,
      `${first} ${notes.join('; ')}`,
      seconds(),
    ]);
    clean &&= whole && JSON.stringify(faults(run.verdict)) === JSON.stringify(NO_FAULTS);
  }
  return clean;
}

const { cli } = await testBuild();
console.log(`seed ${seed}, ${times} kills at each failpoint`);
say([
  'store',
  'failpoint',
  'kills',
  'acked',
  'stored',
  'lost',
  'doubled',
  'holes',
  'phantoms',
  'misordered',
  'slowest first ack, notes',
  's',
]);
say(Array.from({ length: 12 }, () => '---'));
let clean = true;
for (const store of stores) clean = (await table(store, cli)) && clean;
console.log(clean ? 'Nothing was lost, doubled or put elsewhere.' : 'FAILED');
process.exit(clean ? 0 : 1);
