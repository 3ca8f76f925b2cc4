// D8, failover: the primary is gone, its asynchronous replica is promoted without the last commits, and the relay stays up. Commits that were
// acked are missing (P97 says so); the new timeline names a new history, and the page that is still open offers them again.
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guard } from '../../servers/guard.js';
import { freshFolder } from '../../servers/private-server.js';
import { startCluster, startStandby } from '../../servers/postgres-cluster.js';
import type { Cluster } from '../../servers/postgres-cluster.js';
import { createDevice } from '../clients/device.js';
import { openRowWorld, until } from './row-world.fixture.js';
import { openTab } from './tab.fixture.js';

const WITHIN_MS = 60_000;
const folder = freshFolder();
const release = guard({ folder });
/** What an operator's virtual address is: it leads to whichever server is primary. */
const address = join(folder, 'now');
let primary: Cluster;
let standby: Cluster;

beforeAll(async () => {
  primary = await startCluster();
  standby = await startStandby(primary);
});
afterAll(async () => {
  await standby?.stop();
  await primary?.stop();
  rmSync(folder, { recursive: true, force: true });
  release();
});

const pointTo = (cluster: Cluster): void => {
  rmSync(address, { force: true });
  symlinkSync(cluster.folder, address);
};

async function ask(cluster: Cluster, database: string, sql: string): Promise<Record<string, unknown>[]> {
  const url = new URL(cluster.url);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const held = async (cluster: Cluster): Promise<number> =>
  Number((await ask(cluster, 'chat', "SELECT count(*)::int AS n FROM entries WHERE kind = 'message'"))[0]?.['n']);
const epochOf = async (cluster: Cluster): Promise<unknown> =>
  (await ask(cluster, 'chat', "SELECT value FROM meta WHERE key = 'epoch'"))[0]?.['value'];

it('[fault D8] [P26] [P97] [P72] acked commits that the replica never got are offered again under a new epoch, once each; the relay stays up', async () => {
  pointTo(primary);
  await ask(primary, 'postgres', 'CREATE DATABASE chat');
  const world = await openRowWorld({
    env: { DATABASE_URL: `postgresql://throughline@localhost/chat?host=${encodeURIComponent(address)}` },
  });
  try {
    const { url } = await world.link();
    const tab = await openTab(world, { p: 'Ann', url, device: createDevice() });
    const quiet = (): boolean => tab.quiet() && tab.client.view().conv !== null;
    await tab.say('on both servers');
    await until('it is acked', WITHIN_MS, quiet);
    await until('the replica has it', WITHIN_MS, async () => (await held(standby).catch(() => 0)) === 1);
    const former = await epochOf(primary);
    const { pid } = world.relay;

    await ask(standby, 'postgres', "ALTER SYSTEM SET primary_conninfo = ''");
    await ask(standby, 'postgres', 'SELECT pg_reload_conf()');
    const followers = async (): Promise<unknown> =>
      (await ask(primary, 'postgres', 'SELECT count(*)::int AS n FROM pg_stat_replication'))[0]?.['n'];
    await until('the replica follows no more', WITHIN_MS, async () => (await followers()) === 0);
    await tab.say('acked, and only here');
    await tab.say('and one more');
    await until('both are acked', WITHIN_MS, quiet);
    await primary.stop();
    pointTo(standby);
    expect(await held(standby)).toBe(1);
    await ask(standby, 'postgres', 'SELECT pg_promote()');

    await until('the page offered both again', WITHIN_MS, async () => (await held(standby)) === 3);
    expect(await epochOf(standby)).not.toBe(former);
    await tab.say('and it goes on');
    await until('it is acked', WITHIN_MS, quiet);
    await world.base([tab], WITHIN_MS);
    expect(world.relay.pid).toBe(pid);
  } finally {
    await world.stop();
  }
});
