// Everybody is cut at once and comes back: how long until all of them hold what the relay holds, what that costs the store, and whether
// memory is afterwards what it was. Clients are the product's own: its backoff, its sync, its receipts.
//   npm run bench:storm -- [--clients 10000] [--cut sockets|kill] [--store sqlite|postgres] [--json]
// `sockets` cuts each TCP connection from outside; `kill` ends the relay with SIGKILL and starts it again. One conversation in ten gets a
// message while nobody can hear of it.
import { parseArgs } from 'node:util';
import { limits } from '@throughline/types';
import type { Store } from '../packages/server/dist/ports/store.js';
import { startCluster } from '../tests/servers/postgres-cluster.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay } from '../tests/servers/relay.js';
import { startCrowd } from './crowd.js';
import type { Crowd } from './crowd.js';
import { loadNow, machine, mebibytes, sleep, until } from './machine.js';
import { createProbe, operationsBetween } from './probe.js';
import type { Held, Probe } from './probe.js';
import type { Member } from './raw-client.js';
import { percentile, report, rounded } from './report.js';
import { inTurns, seedVisitors, storeBeside, writeAs } from './seed-visitors.js';

const ALL_UP_MS = 180_000;
const GIVE_UP_MS = 120_000;
const SETTLE_MS = limits.BEACON_MS + 3_000; // receipts are told, a beacon went round
const HEADS_PER_READ = 500;
const CHANGED_SHARE = 10;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '10000' },
    cut: { type: 'string', default: 'sockets' },
    store: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.clients);
if (values.cut !== 'sockets' && values.cut !== 'kill') throw new Error('--cut is sockets or kill');
if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store is sqlite or postgres');

/** How many clients show something else than the store holds. */
async function different(store: Store, crowd: Crowd, { siteId, members }: { siteId: string; members: Member[] }): Promise<number> {
  const heads = new Map<string, number>();
  for (let from = 0; from < members.length; from += HEADS_PER_READ) {
    const convs = members.slice(from, from + HEADS_PER_READ).map(({ conv }) => conv);
    for (const { conv, pub } of await store.heads({ siteId, convs })) heads.set(conv, pub);
  }
  const shown = await crowd.shown();
  return members.filter(({ conv }, i) => shown[i]?.contig !== heads.get(conv) || shown[i]?.last === '').length;
}

const allEqual = (crowd: Crowd, timeoutMs: number): Promise<boolean> => until(async () => (await crowd.count()).equal === count, timeoutMs);

interface Storm {
  relay: RunningRelay;
  probe: Probe;
  store: Store;
  crowd: Crowd;
  siteId: string;
  members: Member[];
}

/** Cuts; answers when that was, in ms since the epoch, and what the relay held then. */
async function cut({ relay, probe, store, crowd, siteId, members }: Storm): Promise<{ at: number; before: Held }> {
  const changed = members.filter((_member, i) => i % CHANGED_SHARE === 0);
  const write = (): Promise<string[]> => inTurns(changed, (member) => writeAs(store, siteId, member, 'And one more thing.'));
  if (values.cut === 'kill') {
    await relay.kill9();
    const at = Date.now();
    await write();
    await relay.restart();
    return { at, before: { rss: 0, heap: 0, operations: {} } }; // a new process: it counts from nothing
  }
  await write();
  const before = await probe.held();
  const at = Date.now();
  await crowd.cut();
  return { at, before };
}

async function run(storm: Storm): Promise<void> {
  const { crowd, probe, relay, store, members, siteId } = storm;
  const loadBefore = loadNow();
  await crowd.clients(relay.url, members);
  if (!(await allEqual(crowd, ALL_UP_MS))) throw new Error('The clients did not come up');
  await sleep(SETTLE_MS);
  const calm = await probe.held();
  const { at, before } = await cut(storm);
  const back = await allEqual(crowd, GIVE_UP_MS);
  const equalAfterS = (await crowd.shown()).map(({ equalSince }) => ((equalSince ?? Number.NaN) - at) / 1_000);
  const during = await probe.held();
  await sleep(SETTLE_MS);
  const after = await probe.held();
  const { total, byName } = operationsBetween(before, during);
  report(
    {
      allEqual: back && (await different(store, crowd, { siteId, members })) === 0,
      secondsUntilAllEqual: rounded(Math.max(...equalAfterS)),
      p50S: rounded(percentile(equalAfterS, 0.5)),
      p99S: rounded(percentile(equalAfterS, 0.99)),
      operationsPerClient: rounded(total / count, 3),
      operations: byName,
      heapRatioAfter: rounded(after.heap / calm.heap),
      rssRatioAfter: rounded(after.rss / calm.rss),
      memoryMiB: {
        heapBefore: mebibytes(calm.heap),
        heapAfter: mebibytes(after.heap),
        rssBefore: mebibytes(calm.rss),
        rssAfter: mebibytes(after.rss),
      },
      clients: count,
      cut: values.cut,
      store: values.store,
      ...machine(),
      load: { before: loadBefore, after: loadNow() },
    },
    values.json,
  );
}

const cluster = values.store === 'postgres' ? await startCluster() : null;
const probe = createProbe();
const databaseUrl = cluster === null ? undefined : (await freshDatabase(cluster)).url;
const env = { ...probe.env, THROUGHLINE_RATE_LIMITS: 'off', ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) };
const relay = await startRelay({ env, nodeArgs: probe.nodeArgs });
const crowd = await startCrowd();
const { dataDir } = relay;
const { siteId } = await relay.siteAdd('Bench', ['*']);
const store = await storeBeside({ dataDir, databaseUrl });
try {
  const members = await seedVisitors(store, { dataDir, siteId, count });
  await run({ relay, probe, store, crowd, siteId, members });
} finally {
  crowd.stop();
  await store.close();
  await relay.stop();
  await cluster?.stop();
  probe.remove();
}
