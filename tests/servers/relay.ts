// The relay as its operator runs it: a child process of the built command line, on a folder of its own and a free port.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { guard } from './guard.js';
import { freshFolder } from './private-server.js';

const CLI = fileURLToPath(new URL('../../packages/server/dist/cli.js', import.meta.url));
const START_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

/** What `start --json` prints. */
export interface Started {
  url: string;
  demoUrl: string | null;
  consoleUrl: string;
  consoleSetupUrl: string | null;
  siteId?: string;
  writeKey?: string;
}
export interface SiteKeys {
  siteId: string;
  writeKey: string;
  secretKey: string;
  identitySecret: string;
}

export interface RunningRelay {
  readonly started: Started;
  readonly url: string;
  readonly dataDir: string;
  /** Runs a command line beside the relay, on the same store; answers its standard output. */
  cli(args: string[], input?: string): Promise<string>;
  siteAdd(name?: string, origins?: string[]): Promise<SiteKeys>;
  userAdd(email: string, role: string, password: string, siteId?: string): Promise<void>;
  /** kill -9: a network cut without a path of its own (P90). */
  kill9(): Promise<void>;
  /** Starts again on the same folder and port. */
  restart(): Promise<void>;
  /** SIGTERM, then removes the folder. Twice is fine. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  args?: string[];
  /** DATABASE_URL here runs the relay on PostgreSQL. */
  env?: Record<string, string>;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function launch(args: string[], env: Record<string, string>): Promise<{ child: ChildProcess; started: Started }> {
  const child = spawn(process.execPath, [CLI, 'start', '--json', ...args], {
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const release = child.pid === undefined ? undefined : guard({ pid: child.pid });
  child.once('exit', () => release?.());
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const first = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The relay did not start: ${errors}`)), START_TIMEOUT_MS);
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(line);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The relay ended with code ${code}: ${errors}`));
    });
  });
  return { child, started: JSON.parse(first) };
}

/** A fresh relay. Rate limits are on unless `env` turns them off. */
export async function startRelay({ args = [], env = {} }: RelayOptions = {}): Promise<RunningRelay> {
  const dataDir = freshFolder();
  const release = guard({ folder: dataDir });
  const common = ['--data-dir', dataDir, ...args];
  let { child, started } = await launch([...common, '--port', '0'], env);
  const port = new URL(started.url).port;
  const cli = async (command: string[], input = ''): Promise<string> => {
    const running = run(process.execPath, [CLI, ...command, '--data-dir', dataDir], { env: { ...process.env, DATABASE_URL: '', ...env } });
    running.child.stdin?.end(input);
    return (await running).stdout;
  };
  return {
    get started() {
      return started;
    },
    get url() {
      return started.url;
    },
    dataDir,
    cli,
    async siteAdd(name = 'Test shop', origins = ['*']) {
      return JSON.parse(await cli(['site:add', '--name', name, ...origins.flatMap((origin) => ['--origin', origin]), '--json']));
    },
    async userAdd(email, role, password, siteId) {
      await cli(
        ['user:add', '--email', email, '--role', role, '--password-stdin', ...(siteId === undefined ? [] : ['--site', siteId])],
        password,
      );
    },
    async kill9() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async restart() {
      ({ child, started } = await launch([...common, '--port', port], env));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true });
      release();
    },
  };
}
