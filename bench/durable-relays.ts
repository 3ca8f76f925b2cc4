// The relays a bench measures: one on SQLite, or one or two on a PostgreSQL and a Redis of their own. PostgreSQL syncs here, unlike in tests,
// and row-level security holds the relays' role, as it does an operator's: what it costs is part of the figure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '../tests/servers/postgres-cluster.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import { freshFolder } from '../tests/servers/private-server.js';
import { startRedis } from '../tests/servers/redis.js';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay } from '../tests/servers/relay.js';
import { withChildren } from './cpu-time.js';

export const PRODUCTION = ['fsync=on', 'shared_buffers=128MB']; // else as in tests

export interface DurableRelays {
  /** At least one. All serve the same sites. */
  nodes: [RunningRelay, ...RunningRelay[]];
  /** Of the database server, if there is one beside the relays. */
  storePids(): number[];
  stop(): Promise<void>;
}

interface Wanted {
  store: 'sqlite' | 'postgres';
  nodes: number;
  nodeArgs: string[];
}

export async function startDurable({ store, nodes, nodeArgs }: Wanted): Promise<DurableRelays> {
  const off = { THROUGHLINE_RATE_LIMITS: 'off' };
  if (store === 'sqlite') {
    if (nodes !== 1) throw new Error('SQLite serves one relay (P24)');
    const relay = await startRelay({ env: off, nodeArgs });
    return { nodes: [relay], storePids: () => [], stop: () => relay.stop() };
  }
  const cluster = await startCluster(PRODUCTION);
  const database = await freshDatabase(cluster);
  const redis = nodes > 1 ? await startRedis() : null;
  const env = { ...off, DATABASE_URL: database.url, ...(redis === null ? {} : { REDIS_URL: redis.address }) };
  const dataDir = freshFolder(); // the sealing key is the same on every node
  const first = await startRelay({ env, nodeArgs, dataDir });
  const more: RunningRelay[] = [];
  while (more.length + 1 < nodes) more.push(await startRelay({ env, nodeArgs, dataDir }));
  return {
    nodes: [first, ...more],
    storePids: () => storeProcesses(cluster.url),
    async stop() {
      for (const relay of [first, ...more]) await relay.stop();
      await redis?.stop();
      await cluster.stop();
    },
  };
}

/** The server of a private cluster and what it started. */
export function storeProcesses(url: string): number[] {
  const folder = new URL(url).searchParams.get('host') ?? '';
  return withChildren(Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]));
}
