// Databases for tests. Each caller gets a randomly named one of its own and drops only that (G41): a given DATABASE_URL is never emptied.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { announce } from './install-package.js';
import { startCluster } from './postgres-cluster.js';

/** Set by the global setup for the workers of a run. */
export const CLUSTER_URL = 'THROUGHLINE_TEST_POSTGRES';

export interface FreshDatabase {
  /** Connection string of an empty database, as its owner. */
  readonly url: string;
  /** The same database as the server's own role: for tests that look at rows past the policies. */
  readonly adminUrl: string;
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

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Whether the given role may make roles; one that may not is plain itself. */
async function mayMakeRoles(url: string): Promise<boolean> {
  const rows = await ask(url, 'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user');
  return rows[0]?.['may'] === true;
}

/**
 * An empty database with a random name, owned by a role of its own that is no superuser: row-level security holds it, as it should hold an
 * operator's relay (S11). On `server` where one is named, a cluster of the caller's own; else on the one that clusterUrl finds.
 */
export async function freshDatabase(server?: { readonly url: string }): Promise<FreshDatabase> {
  const maintenance = server?.url ?? (await clusterUrl());
  const name = `throughline_test_${randomBytes(8).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const isPlain = await mayMakeRoles(maintenance);
  if (isPlain) await ask(maintenance, `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '${password}'`);
  await ask(maintenance, `CREATE DATABASE ${name} ${isPlain ? `OWNER ${name} ` : ''}TEMPLATE template0 ENCODING 'UTF8'`);
  const admin = new URL(maintenance);
  admin.pathname = `/${name}`;
  const url = new URL(admin);
  if (isPlain) Object.assign(url, { username: name, password });
  return {
    url: url.href,
    adminUrl: admin.href,
    async drop() {
      await ask(maintenance, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      if (isPlain) await ask(maintenance, `DROP ROLE IF EXISTS ${name}`);
    },
  };
}
