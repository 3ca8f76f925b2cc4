// How long an agent waits for the story: the context of a customer with 10,000 interactions among 1,000,000, against a bare primary-key
// read through the same store in the same run (C51). `ratio` = context p50 / read p50. `freeze` also writes and commits.
//   --json --interactions=1000000 --customer=10000 --store=sqlite|postgres --seed=1 --runs=500
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../packages/server/dist/adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from '../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import type { Store } from '../packages/server/dist/ports/store.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import { demoCustomer } from './context-customer.js';
import { fillPostgres, fillSqlite } from './context-crowd.js';
import { latencies, report, rounded } from './report.js';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  const given = process.argv[at];
  if (at < 0 || given === undefined) return otherwise;
  return given.includes('=') ? given.slice(name.length + 3) : (process.argv[at + 1] ?? otherwise);
};
const INTERACTIONS = Number(option('interactions', '1000000'));
const CUSTOMER = Number(option('customer', '10000'));
const RUNS = Number(option('runs', '500'));
const SEED = Number(option('seed', '1'));
const WARM_UP = 50;
const hex = (): string => randomBytes(16).toString('hex');

interface Built {
  store: Store;
  diskBytes: number;
  end(): Promise<void>;
}

/** The measured customer goes in through the store, the crowd straight into its tables; then everything is opened again. */
async function build(
  siteOf: (store: Store) => Promise<{ siteId: string; customerId: string; conv: string }>,
): Promise<Built & { siteId: string; customerId: string; conv: string }> {
  const crowd = Math.max(0, INTERACTIONS - CUSTOMER);
  if (option('store', 'sqlite') === 'postgres') {
    const { url, drop } = await freshDatabase();
    const first = await openPostgresStore({ url });
    const made = await siteOf(first);
    await first.close();
    await fillPostgres(url, made.siteId, crowd);
    const store = await openPostgresStore({ url });
    return {
      ...made,
      store,
      diskBytes: 0,
      end: async () => {
        await store.close();
        await drop();
      },
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const file = join(folder, 'bench.db');
  const first = await openSqliteStore({ file });
  const made = await siteOf(first);
  await first.close();
  fillSqlite(file, made.siteId, crowd);
  const store = await openSqliteStore({ file });
  return {
    ...made,
    store,
    diskBytes: statSync(file).size,
    end: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Latencies of `work`, one after the other. */
async function time(work: () => Promise<unknown>): Promise<{ p50Ms: number; p99Ms: number }> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run += 1) {
    const start = performance.now();
    await work();
    if (run >= WARM_UP) samples.push(performance.now() - start);
  }
  return latencies(samples);
}

const started = performance.now();
const built = await build(async (store) => {
  const site = await store.createSite({
    name: 'Bench',
    writeKey: hex(),
    secretKeyHash: hex(),
    origins: ['*'],
    settings: { greeting: 'Hello', color: '#123456', position: 'end' },
    demo: false,
    identityKey: { kid: 'k', alg: 'HS256', sealed: 'x' },
    now: Date.now(),
  });
  return { siteId: site.id, ...(await demoCustomer(store, site, { interactions: CUSTOMER, seed: SEED })) };
});
const buildSeconds = Math.round((performance.now() - started) / 1_000);
const { store, siteId, customerId, conv } = built;
const page = await store.timeline({ siteId, customerId, limit: 1 });
const id = page?.items[0]?.id ?? '';

const read = await time(() => store.interaction({ siteId, id }));
const context = await time(() => store.customerContext({ siteId, customerId, online: true, now: Date.now() }));
const write = await time(() => store.audit({ siteId, actor: 'bench', action: 'noop', target: 'x', detail: {}, now: Date.now() }));
const freeze = await time(() => store.refreshHandoff({ siteId, conv, online: true, now: Date.now() }));
const timeline = await time(() => store.timeline({ siteId, customerId, limit: 50 }));
const readAgain = await time(() => store.interaction({ siteId, id }));
const bytes = JSON.stringify(await store.customerContext({ siteId, customerId, online: true, now: Date.now() })).length;
await built.end();

report(
  {
    bench: 'context',
    store: option('store', 'sqlite'),
    interactions: INTERACTIONS,
    customerInteractions: CUSTOMER,
    runs: RUNS,
    seed: SEED,
    buildSeconds,
    diskMiB: Math.round(built.diskBytes / 2 ** 20),
    contextBytes: bytes,
    p50Ms: context.p50Ms,
    p99Ms: context.p99Ms,
    ratio: rounded(context.p50Ms / Math.min(read.p50Ms, readAgain.p50Ms)),
    targetP99Ms: 5,
    baselineRead: read,
    freeze,
    baselineWrite: write,
    freezeRatio: rounded(freeze.p50Ms / write.p50Ms),
    timelinePage: timeline,
  },
  process.argv.includes('--json'),
);
if (option('store', 'sqlite') === 'postgres') process.exit(); // a cluster of our own would hold the process; its watchdog ends it
