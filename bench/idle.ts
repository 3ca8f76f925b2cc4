// What a visitor costs who has the chat open and says nothing: memory of the relay per connection against a bare socket.io server, in one
// run, first without and then with a conversation to listen to. The bare one keeps nothing in either case.
//   npm run bench:idle -- [--connections 10000] [--json]
import { parseArgs } from 'node:util';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH, limits } from '@throughline/types';
import { startRelay } from '../tests/servers/relay.js';
import { startBareServer } from './bare-server.js';
import { startCrowd } from './crowd.js';
import type { Crowd } from './crowd.js';
import { loadNow, machine, mebibytes, sleep } from './machine.js';
import { createProbe } from './probe.js';
import type { Held, Probe } from './probe.js';
import { report, rounded } from './report.js';
import { inTurns, seedVisitors, storeBeside } from './seed-visitors.js';

const WARM_UP = 300; // code is compiled and pools are made before the first figure
const SETTLE_MS = limits.PING_INTERVAL_MS + limits.BEACON_MS; // every connection was pinged once, and a beacon went round

const { values } = parseArgs({ options: { connections: { type: 'string', default: '10000' }, json: { type: 'boolean', default: false } } });
const count = Number(values.connections);

interface Cost {
  rssBytes: number;
  heapBytes: number;
}
const per = (before: Held, after: Held): Cost => ({
  rssBytes: Math.round((after.rss - before.rss) / count),
  heapBytes: Math.round((after.heap - before.heap) / count),
});

/** Memory per connection of the server that the probe sits in. */
async function measure(crowd: Crowd, probe: Probe, to: { url: string; auths: Record<string, unknown>[] }): Promise<Cost> {
  const path = VISITOR_SOCKET_PATH;
  await crowd.open({ url: to.url, path, auths: to.auths.slice(0, WARM_UP) });
  await crowd.close();
  await sleep(2_000);
  const before = await probe.held();
  await crowd.open({ url: to.url, path, auths: to.auths });
  await sleep(SETTLE_MS);
  const { open } = await crowd.count();
  if (open !== count) throw new Error(`${count - open} of ${count} connections were lost`);
  const after = await probe.held();
  await crowd.close();
  process.stderr.write(`${to.url}: ${mebibytes(before.rss)} MiB without, ${mebibytes(after.rss)} MiB with ${count} connections\n`);
  return per(before, after);
}

async function measureBare(crowd: Crowd): Promise<Cost> {
  const probe = createProbe();
  const bare = await startBareServer(probe);
  try {
    return await measure(crowd, probe, { url: bare.url, auths: Array.from({ length: count }, () => ({})) });
  } finally {
    bare.stop();
    probe.remove();
  }
}

async function measureRelay(crowd: Crowd, withConversation: boolean): Promise<Cost> {
  const probe = createProbe();
  const relay = await startRelay({ env: { ...probe.env, THROUGHLINE_RATE_LIMITS: 'off' }, nodeArgs: probe.nodeArgs });
  try {
    const { siteId } = await relay.siteAdd('Bench', ['*']);
    const store = await storeBeside({ dataDir: relay.dataDir });
    const members = await seedVisitors(store, { dataDir: relay.dataDir, siteId, count, withConversation });
    await store.close();
    return await measure(crowd, probe, { url: relay.url, auths: members.map(({ token }) => ({ v: PROTOCOL_VERSION, token })) });
  } finally {
    await relay.stop();
    probe.remove();
  }
}

const loadBefore = loadNow();
const crowd = await startCrowd();
try {
  const [bare = { rssBytes: 0, heapBytes: 0 }, idle, listening] = await inTurns(
    [() => measureBare(crowd), () => measureRelay(crowd, false), () => measureRelay(crowd, true)],
    (run) => run(),
    1,
  );
  const ratio = (cost: Cost | undefined): Record<string, number> => ({
    rss: rounded((cost?.rssBytes ?? 0) / bare.rssBytes),
    heap: rounded((cost?.heapBytes ?? 0) / bare.heapBytes),
  });
  report(
    {
      ratio: ratio(idle).rss ?? 0,
      ratioWithConversation: ratio(listening).rss ?? 0,
      idle: { ...idle, ...ratio(idle) },
      listening: { ...listening, ...ratio(listening) },
      bare: { ...bare },
      connections: count,
      ...machine(),
      load: { before: loadBefore, after: loadNow() },
    },
    values.json,
  );
} finally {
  crowd.stop();
}
