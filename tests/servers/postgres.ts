// Databases for tests. Each caller gets a randomly named one of its own and drops only that (G41): a given DATABASE_URL is never emptied.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { announce } from './install-package.js';
import { startCluster } from './postgres-cluster.js';

/** Set by the global setup for the workers of a run. */
export const CLUSTER_URL = 'THROUGHLINE_TEST_POSTGRES';

export interface FreshDatabase {
  /** Connection string of an empty database. */
  readonly url: string;
  /** Ends its connections and removes it. Twice is fine. */
  drop(): Promise<void>;
}

let own: Promise<string> | undefined;

/** DATABASE_URL, else the cluster of this run, else one for this process alone (benches, single files); the watchdog ends that one. */
async function clusterUrl(): Promise<string> {
  const given = process.env['DATABASE_URL'] ?? process.env[CLUSTER_URL];
  if (given !== undefined && given !== '') return given;
  own ??= startCluster().then((cluster) => {
    announce(cluster.about);
    return cluster.url;
  });
  return own;
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty database with a random name. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const maintenance = await clusterUrl();
  const name = `throughline_test_${randomBytes(8).toString('hex')}`;
  await ask(maintenance, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(maintenance);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => ask(maintenance, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
