// How many submissions per second the store makes durable: 64 senders, each on a conversation of its own, one message in flight each.
// Both stores run the same operations; PostgreSQL is a private one that syncs. CPU is that of this process, the store's thread included, and
// beside it that of PostgreSQL. `--json`, `--seconds=5`, `--senders=64`, `--only=sqlite`, `--only=postgres`.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../packages/server/dist/adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from '../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import type { Store } from '../packages/server/dist/ports/store.js';
import { startCluster } from '../tests/servers/postgres-cluster.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import { cpuMs } from './cpu-time.js';
import { PRODUCTION, storeProcesses } from './durable-relays.js';
import { latencies, report, rounded } from './report.js';
import type { Figures } from './report.js';

const flag = (name: string, otherwise: number): number => {
  const given = process.argv.find((arg) => arg.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};
const hex = (): string => randomBytes(16).toString('hex');
const SECONDS = flag('seconds', 5);
const SENDERS = flag('senders', 64);
const OPENED_AT_ONCE = 4; // opening assembles a context: what is measured is what comes after
const TEXT = 'Hello, my order has not arrived yet and I would like to know where it is. Thank you!';

async function measure(store: Store, storePids: () => number[]): Promise<Record<string, number>> {
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
  const opened: number[] = [];
  const samples: number[] = [];
  let measuring = false;
  let ends = Number.POSITIVE_INFINITY;

  let made = 0;
  const sender = async (): Promise<() => Promise<void>> => {
    const visitor = await store.createVisitor({ siteId: site.id, anonymousId: `bench-${(made += 1)}`, tokenHash: hex(), now: Date.now() });
    const principal = { type: 'visitor' as const, siteId: site.id, id: visitor.id, anonymousId: visitor.anonymousId, userId: null };
    const stream = hex();
    const send = async (n: number, to: { conv: string } | { conv_key: string }) => {
      const { answer } = await store.submit({
        principal,
        submit: { ...to, stream, msgs: [{ n, kind: 'message', body: { text: TEXT } }] },
        online: true,
        now: Date.now(),
      });
      if (!answer.ok) throw new Error(`refused: ${answer.code}`);
      return answer.conv;
    };
    const start = performance.now();
    const conv = await send(1, { conv_key: hex() });
    opened.push(performance.now() - start);
    return async () => {
      for (let n = 2; performance.now() < ends; n += 1) {
        const sent = performance.now();
        await send(n, { conv });
        if (measuring) samples.push(performance.now() - sent);
      }
    };
  };

  const senders: (() => Promise<void>)[] = [];
  while (senders.length < SENDERS) senders.push(...(await Promise.all(Array.from({ length: OPENED_AT_ONCE }, sender))));
  const warm = performance.now() + 1_000;
  ends = warm + SECONDS * 1_000;
  const running = senders.map((run) => run());
  const before = { own: 0, store: 0 };
  const pids = storePids();
  setTimeout(() => {
    measuring = true;
    before.own = cpuMs([process.pid]);
    before.store = cpuMs(pids);
  }, 1_000);
  await Promise.all(running);
  const [own, beside] = [cpuMs([process.pid]) - before.own, cpuMs(pids) - before.store];
  const { p50Ms, p99Ms } = latencies(samples);
  const perMessage = (ms: number): number => rounded(ms / samples.length, 3);
  return {
    perSecond: Math.round(samples.length / SECONDS),
    cpuMsPerMessage: perMessage(own),
    storeCpuMsPerMessage: perMessage(beside),
    p50Ms,
    p99Ms,
    openP50Ms: rounded(latencies(opened).p50Ms),
  };
}

const figures: Figures = { seconds: SECONDS, senders: SENDERS };
if (!process.argv.includes('--only=postgres')) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const sqlite = await openSqliteStore({ file: join(folder, 'bench.db') });
  figures['sqlite'] = await measure(sqlite, () => []);
  await sqlite.close();
  rmSync(folder, { recursive: true });
}
if (!process.argv.includes('--only=sqlite')) {
  const cluster = await startCluster(PRODUCTION);
  const postgres = await openPostgresStore({ url: (await freshDatabase(cluster)).url });
  figures['postgres'] = await measure(postgres, () => storeProcesses(cluster.url));
  await postgres.close();
  await cluster.stop();
}
report(figures, process.argv.includes('--json'));
