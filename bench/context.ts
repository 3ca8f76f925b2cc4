// How long an agent waits for the story (C51): the context of customers with 10, 1,000 and 10,000 interactions among a million and more, against
// a bare read by primary key through the same store in the same run (`ratio` = p50 / p50 of that read). Besides: freezing it with a first message
// (written and committed), the first read after the start (`coldMs`), ingest, the way to an agent's socket, and a rebuild of the projections.
//   npm run bench:context -- --interactions 1000000 --json                            about 3 minutes per store
//   npm run bench:context -- --interactions 1000000,10000000 --store sqlite --json    about 15 minutes; ends with `growth` = p50 / p50
//   --customer 10,1000,10000  --store sqlite|postgres|both  --runs 500  --seed 1  --parts assembly,ingest,rebuild,lag
// One JSON object per store and size. On a busy machine (`loadAverage` above the cores) only `minMs` says something about the product. A private PostgreSQL does not wait for its disk; DATABASE_URL names one that does.
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { SiteRecord } from '../packages/server/dist/ports/store-accounts.js';
import type { Store } from '../packages/server/dist/ports/store.js';
import { demoCustomer, eventsOf, numbers } from './context-customer.js';
import type { BenchCustomer } from './context-customer.js';
import { lag } from './context-lag.js';
import { rebuilt } from './context-rebuild.js';
import { benchStore } from './context-stores.js';
import type { StoreKind } from './context-stores.js';
import { latencies, report, rounded } from './report.js';
import type { Figures } from './report.js';

const { values: options } = parseArgs({
  options: {
    interactions: { type: 'string', default: '1000000' },
    customer: { type: 'string', default: '10,1000,10000' },
    store: { type: 'string', default: 'both' },
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    parts: { type: 'string', default: 'assembly,ingest,rebuild,lag' },
    json: { type: 'boolean', default: false },
  },
});
const SIZES = options.interactions.split(',').map(Number);
const CUSTOMERS = options.customer.split(',').map(Number);
const STORES: StoreKind[] = options.store === 'sqlite' || options.store === 'postgres' ? [options.store] : ['sqlite', 'postgres'];
const RUNS = Number(options.runs);
const SEED = Number(options.seed);
const parts = new Set(options.parts.split(','));
const WARM_UP = 50;
const INGEST_BATCHES = 20;
const INGEST_BATCH = 500;
const hex = (): string => randomBytes(16).toString('hex');

/** Latencies of `work`, one after the other. */
async function time(work: () => Promise<unknown>, runs = RUNS): Promise<{ p50Ms: number; p99Ms: number; minMs: number }> {
  const samples: number[] = [];
  for (let run = 0; run < runs + WARM_UP; run += 1) {
    const start = performance.now();
    await work();
    if (run >= WARM_UP) samples.push(performance.now() - start);
  }
  return { ...latencies(samples), minMs: rounded(Math.min(...samples)) };
}

interface Past {
  site: SiteRecord;
  customers: Map<number, BenchCustomer>;
}

async function past(store: Store): Promise<Past> {
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
  const customers = new Map<number, BenchCustomer>();
  for (const interactions of CUSTOMERS) {
    customers.set(interactions, await demoCustomer(store, site, { interactions, seed: SEED, user: `bench${interactions}` }));
  }
  return { site, customers };
}

async function measured(store: Store, siteId: string, { customerId, conv, principal }: BenchCustomer): Promise<Record<string, number>> {
  const assemble = () => store.customerContext({ siteId, customerId, online: true, now: Date.now() });
  const start = performance.now();
  const context = await assemble();
  const coldMs = rounded(performance.now() - start);
  const page = await store.timeline({ siteId, customerId, limit: 1 });
  const id = page?.items[0]?.id ?? '';
  const read = await time(() => store.interaction({ siteId, id }));
  const { p50Ms, p99Ms, minMs } = await time(assemble);
  const timeline = await time(() => store.timeline({ siteId, customerId, limit: 50 }));
  const revise = await time(() => store.refreshHandoff({ siteId, conv, online: true, now: Date.now() }));
  const first = () =>
    store.submit({
      principal,
      submit: { conv_key: hex(), stream: hex(), msgs: [{ n: 1, kind: 'message', body: { text: 'Where is my order o-12?' } }] },
      online: true,
      now: Date.now(),
    });
  const freeze = await time(first, Math.min(100, RUNS));
  return {
    p50Ms,
    p99Ms,
    minMs,
    coldMs,
    ratio: rounded(p50Ms / read.p50Ms),
    readP50Ms: read.p50Ms,
    readP99Ms: read.p99Ms,
    timelineP50Ms: timeline.p50Ms,
    timelineP99Ms: timeline.p99Ms,
    reviseP50Ms: revise.p50Ms,
    reviseP99Ms: revise.p99Ms,
    freezeP50Ms: freeze.p50Ms,
    freezeP99Ms: freeze.p99Ms,
    bytes: JSON.stringify(context).length,
  };
}

/** Events of many new customers, in batches one after the other. */
async function ingestPerSecond(store: Store, site: SiteRecord): Promise<number> {
  const sourceId = site.sources.find(({ kind }) => kind === 'secret')?.id ?? '';
  const next = numbers(SEED + 1);
  const start = performance.now();
  for (let batch = 0; batch < INGEST_BATCHES; batch += 1) {
    const events = eventsOf({ interactions: INGEST_BATCH, next, userOf: (i) => `new${batch}-${i % 25}`, prefix: `in${batch}` });
    await store.ingest({ siteId: site.id, sourceId, events, now: Date.now() });
  }
  return Math.round((INGEST_BATCHES * INGEST_BATCH) / ((performance.now() - start) / 1_000));
}

async function run(kind: StoreKind, interactions: number): Promise<Map<number, number>> {
  const built = await benchStore(kind);
  const p50 = new Map<number, number>();
  try {
    const started = performance.now();
    const first = await built.open();
    const { site, customers } = await past(first);
    await first.close();
    const again = parts.has('rebuild') ? await rebuilt(built, site.id) : null;
    await built.fill(site.id, Math.max(0, interactions - CUSTOMERS.reduce((sum, count) => sum + count, 0)));
    const buildSeconds = Math.round((performance.now() - started) / 1_000);
    const figures: Figures = { bench: 'context', store: kind, interactions, seed: SEED, runs: RUNS, buildSeconds };
    const store = await built.open();
    if (parts.has('assembly')) {
      figures['targetP99Ms'] = 5;
      for (const [count, customer] of customers) {
        const found = await measured(store, site.id, customer);
        figures[`customer${count}`] = found;
        p50.set(count, found['p50Ms'] ?? 0);
      }
    }
    if (parts.has('ingest')) figures['ingestPerSecond'] = await ingestPerSecond(store, site);
    await store.close();
    if (parts.has('lag')) {
      const { p50Ms, p95Ms } = await lag(kind, numbers(SEED));
      Object.assign(figures, { lagP50Ms: p50Ms, lagP95Ms: p95Ms, targetLagP95Ms: 500 });
    }
    if (again !== null) {
      const { identical, interactions: folded, rows, perSecond } = again;
      Object.assign(figures, { rebuildIdentical: identical, rebuild: { interactions: folded, rows, perSecond } });
    }
    figures['diskMiB'] = Math.round(built.diskBytes() / 2 ** 20);
    figures['loadAverage'] = rounded(loadavg()[0] ?? 0);
    report(figures, options.json);
  } finally {
    await built.remove();
  }
  return p50;
}

for (const kind of STORES) {
  const perSize: Map<number, number>[] = [];
  for (const interactions of SIZES) perSize.push(await run(kind, interactions));
  const [smallest, largest] = [perSize[0], perSize.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest) continue;
  const growth = Object.fromEntries([...largest].map(([count, p50]) => [`customer${count}`, rounded(p50 / (smallest.get(count) ?? p50))]));
  report({ bench: 'context', store: kind, from: SIZES[0] ?? 0, to: SIZES.at(-1) ?? 0, growth, targetGrowth: 1.5 }, options.json);
}
process.exit(); // a cluster of our own would hold the process; its watchdog ends it
