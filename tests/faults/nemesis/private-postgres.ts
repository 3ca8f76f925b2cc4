// A PostgreSQL of this run alone, to be killed and started again on the same files. What a killed server had committed is in the system's
// cache, so fsync may stay off here: a killed process loses nothing of it (a lost machine would: rows D4 and D5).
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { guard } from '../../servers/guard.js';
import { startCluster } from '../../servers/postgres-cluster.js';
import { freshDatabase } from '../../servers/postgres.js';

const START_TRIES = 200;
const START_PAUSE_MS = 100;

export interface PrivatePostgres {
  /** Address of an empty database by its socket, as its owner: a plain role, held by row-level security (S11). */
  readonly url: string;
  /** The same database past the policies: for the reader that judges. */
  readonly adminUrl: string;
  /** kill -9 of the server: its connections die with it. */
  kill(): void;
  start(): Promise<void>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const cluster = await startCluster();
  const { url, adminUrl } = await freshDatabase(cluster); // goes with the cluster
  const { folder } = cluster;
  const data = join(folder, 'data');
  const pid = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  // The server writes down how it was started.
  const command = readFileSync(join(data, 'postmaster.opts'), 'utf8');
  const [binary = '', ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const { uid, gid } = statSync(data);
  let child: ChildProcess | null = null;

  const answers = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: cluster.url });
    client.on('error', () => undefined); // the server may die under it
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false; // not there yet
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return {
    url,
    adminUrl,
    kill: () => process.kill(pid(), 'SIGKILL'),
    signal: (name) => process.kill(pid(), name),
    async start() {
      for (let tries = 0; tries < START_TRIES; tries += 1) {
        if (child === null || child.exitCode !== null || child.signalCode !== null) {
          // The files stay locked until the last process of the killed server is gone.
          child = spawn(binary, args, {
            cwd: folder,
            uid,
            gid,
            stdio: 'ignore',
            env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
          });
          if (child.pid !== undefined) guard({ pid: child.pid });
        }
        if (await answers()) return;
        await pause(START_PAUSE_MS);
      }
      throw new Error('PostgreSQL did not start again');
    },
    async stop() {
      child?.kill('SIGQUIT');
      await cluster.stop();
    },
  };
}
