// D8: PostgreSQL dies, cuts connections, blocks and runs out of them under load. Its own cluster, and with fsync: no ack without a row.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { startCluster } from '../../servers/postgres-cluster.js';
import type { Cluster } from '../../servers/postgres-cluster.js';
import { faults, NO_FAULTS } from './journal.js';
import { handoffsAndWebhookRows } from './sql.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const ROUNDS = 5;
const BACK_MAX_MS = 45_000; // crash recovery of a small cluster, the relay's wait for a connection, and a busy machine
const LOCKED_MS = 4_000; // longer than the relay's lock timeout of 3 s
const TAKEN_ROUNDS = 40; // each time the relay is left with fewer
const AT_ONCE = 12; // more than a relay's pool
const WITHOUT_MS = 2_000; // no connection, no ack
const NOT_READY_MAX_MS = 10_000; // P96 says 5 s; two busy cores

let cluster: Cluster;
let databases = 0;
let world: World;
beforeAll(async () => {
  cluster = await startCluster(['fsync=on', 'synchronous_commit=on']);
});
afterAll(() => cluster.stop());
afterEach(() => world?.stop()); // a world that did not come up is not there

async function once(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server that is being killed also ends this one
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => undefined); // gone with the server
  }
}

/** Waits for a server that recovers. */
async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  for (const began = performance.now(); ; await pause(100)) {
    try {
      return await once(url, text);
    } catch (error) {
      if (performance.now() - began > BACK_MAX_MS) throw error;
    }
  }
}

async function openedWorld(): Promise<World> {
  databases += 1;
  await sql(cluster.url, `CREATE DATABASE d${databases} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(cluster.url);
  url.pathname = `/d${databases}`;
  return openWorld({ store: 'postgres', databaseUrl: url.href, env: { THROUGHLINE_EGRESS_ALLOW: '127.0.0.1:9' } });
}

const backends = async (): Promise<number[]> => {
  const rows = await sql(cluster.url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'throughline'");
  return rows.map(({ pid }) => Number(pid));
};

/** One of the relay's, which may have none just after a recovery. */
async function aBackend(): Promise<number> {
  for (const began = performance.now(); ; await pause(100)) {
    const [pid] = await backends();
    if (pid !== undefined) return pid;
    if (performance.now() - began > BACK_MAX_MS) throw new Error('the relay has no connection');
  }
}

it('[fault D8] [P96] [P23] [I1] [I3] a backend is killed -9, so that PostgreSQL starts again from its log: acked is there, once', async () => {
  world = await openedWorld();
  await world.webhook('http://127.0.0.1:9/nobody-listens');
  await world.write(5, { conversationEvery: 15 });
  await world.nextAck();
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(500);
    process.kill(await aBackend(), 'SIGKILL'); // the postmaster ends all others and recovers
    await world.nextAck(BACK_MAX_MS);
  }
  expect(world.journal.refusals.get('unavailable') ?? 0).toBeGreaterThan(0);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  const [handoffs, webhookRows] = await handoffsAndWebhookRows({ dataDir: '', databaseUrl: world.databaseUrl });
  expect(webhookRows).toBe(handoffs);
});

it('[fault D8] [P96] [P23] [I1] [I3] connections are cut while they carry commits', async () => {
  world = await openedWorld();
  await world.write(5);
  await world.nextAck();
  for (let round = 0; round < ROUNDS * 4; round += 1) {
    await pause(100);
    await sql(cluster.url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'throughline'");
  }
  await world.nextAck(BACK_MAX_MS);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});

it('[fault D8] [P96] [P37] rows that stay locked are `unavailable` after the lock timeout, and nothing of them is acked', async () => {
  world = await openedWorld();
  await world.write(3);
  await expect.poll(() => world.writers.every(({ acks }) => acks > 0), { timeout: 30_000 }).toBe(true); // each has its row
  const other = new pg.Client({ connectionString: world.databaseUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT id FROM conversations FOR UPDATE');
  const refused = (): number => world.journal.refusals.get('unavailable') ?? 0;
  const before = refused();
  await expect.poll(refused, { timeout: 30_000 }).toBeGreaterThan(before); // waits for the lock: answers that were on their way came before
  const acks = world.journal.ackTimes.length;
  await pause(LOCKED_MS);
  expect(world.journal.ackTimes.length).toBe(acks);
  await other.query('ROLLBACK');
  await other.end();
  await world.nextAck(BACK_MAX_MS);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});

it('[fault D8] [P96] [I1] all connections taken by others: not ready, no ack; ready again when they are free', async () => {
  world = await openedWorld();
  await world.write(3);
  await world.nextAck();
  const greedy: pg.Client[] = [];
  const take = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: cluster.url });
    client.on('error', () => undefined); // refused: that is the point
    await client.connect();
    greedy.push(client);
  };
  for (;;) {
    try {
      await take();
    } catch {
      break;
    }
  }
  const [first] = greedy;
  if (first === undefined) throw new Error('no connection was to be had');
  const cut = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1';
  const ofRelay = 'SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1';
  const left = async (): Promise<unknown> => (await first.query<{ n: number }>(ofRelay, ['throughline'])).rows[0]?.n;
  for (let round = 0; (await left()) !== 0; round += 1) {
    if (round === TAKEN_ROUNDS) throw new Error('the relay has connections after all');
    await first.query(cut, ['throughline']);
    await Promise.allSettled(Array.from({ length: AT_ONCE }, take)); // before the relay has the places that became free; what is won is kept
  }
  const ready = async (): Promise<number> => (await fetch(`${world.relay.url}/readyz`)).status;
  await expect.poll(ready, { timeout: NOT_READY_MAX_MS, interval: 200 }).toBe(503);
  const acks = world.journal.ackTimes.length;
  await pause(WITHOUT_MS);
  expect(world.journal.ackTimes.length).toBe(acks);
  expect(await left()).toBe(0);
  await Promise.all(greedy.map((client) => client.end()));
  await expect.poll(ready, { timeout: BACK_MAX_MS, interval: 200 }).toBe(200);
  await world.nextAck(BACK_MAX_MS);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});
