// Starts one PostgreSQL for the whole run, before the first test file, and stops it after the last (G42). Workers find it by environment.
import { announce } from './install-package.js';
import { startCluster } from './postgres-cluster.js';
import { CLUSTER_URL } from './postgres.js';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['DATABASE_URL']) {
    announce('PostgreSQL: the server of DATABASE_URL, in randomly named databases');
    return undefined;
  }
  if (process.env[CLUSTER_URL]) return undefined;
  const cluster = await startCluster();
  announce(cluster.about);
  process.env[CLUSTER_URL] = cluster.url;
  return async () => {
    delete process.env[CLUSTER_URL];
    await cluster.stop();
  };
}
