// Starts a relay whose time the test sets, on SQLite in a folder of its own or on a database of its own.
import { execFile, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freshDatabase } from '../servers/postgres.js';
import { guard } from '../servers/guard.js';
import { freshFolder } from '../servers/private-server.js';
import type { SiteKeys } from '../servers/relay.js';

const PROCESS = fileURLToPath(new URL('relay-at.mjs', import.meta.url));
const CLI = fileURLToPath(new URL('../../packages/server/dist/cli.js', import.meta.url));
const run = promisify(execFile);

export type StoreKind = 'sqlite' | 'postgres';

export interface RelayAt {
  readonly url: string;
  /** Everything the relay wrote to its log. */
  log(): string;
  dataDir: string;
  /** Moves the relay's clock. */
  setNow(now: number): Promise<void>;
  siteAdd(name: string): Promise<SiteKeys>;
  userAdd(args: { email: string; role: string; department?: string; site: string; password: string }): Promise<void>;
  stop(): Promise<void>;
}

export async function startRelayAt(kind: StoreKind, now: number): Promise<RelayAt> {
  const dataDir = freshFolder();
  const database = kind === 'postgres' ? await freshDatabase() : null;
  const release = guard({ folder: dataDir });
  const env = {
    ...process.env,
    DATABASE_URL: database?.url ?? '',
    DATA_DIR: dataDir,
    THROUGHLINE_RATE_LIMITS: 'off',
  };
  const child = fork(PROCESS, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const letGo = child.pid === undefined ? undefined : guard({ pid: child.pid });
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const heard = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`The relay ended with code ${code}: ${log}`));
      child.once('exit', ended);
      child.once('message', (message: T) => {
        child.off('exit', ended);
        resolve(message);
      });
    });
  const { url } = await heard<{ url: string }>();
  const cli = async (args: string[], input = ''): Promise<string> => {
    const running = run(process.execPath, [CLI, ...args], { env });
    running.child.stdin?.end(input);
    return (await running).stdout;
  };
  const relay: RelayAt = {
    url,
    dataDir,
    log: () => log,
    async setNow(at) {
      const answer = heard<{ now: number }>();
      child.send({ now: at });
      await answer;
    },
    async siteAdd(name) {
      return JSON.parse(await cli(['site:add', '--name', name, '--origin', '*', '--json']));
    },
    async userAdd({ email, role, department, site, password }) {
      const department_ = department === undefined ? [] : ['--department', department];
      await cli(['user:add', '--email', email, '--role', role, '--site', site, '--password-stdin', ...department_], password);
    },
    async stop() {
      const exited = child.exitCode === null ? new Promise<void>((resolve) => child.once('exit', () => resolve())) : Promise.resolve();
      child.kill('SIGTERM');
      await exited;
      letGo?.();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
      release();
    },
  };
  await relay.setNow(now);
  return relay;
}
