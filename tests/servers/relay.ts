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
const START_TIMEOUT_MS = 60_000; // half a second on an idle machine; a full one has taken over thirty
const ERRORS_KEPT_CHARS = 20_000; // what a failed start quotes
const SAID_KEPT_CHARS = 4_000_000; // of a long run, the newest
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
  /** Of the process that runs now. */
  readonly pid: number;
  /** Runs a command line beside the relay, on the same store; answers its standard output. */
  cli(args: string[], input?: string): Promise<string>;
  siteAdd(name?: string, origins?: string[]): Promise<SiteKeys>;
  userAdd(email: string, role: string, password: string, siteId?: string): Promise<void>;
  /** Standard error of all its processes so far: the log. */
  said(): string;
  /** Sends a signal and does not wait: SIGSTOP and SIGCONT, or SIGTERM for a drain. */
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal it ended by. */
  ended(): Promise<number | NodeJS.Signals>;
  /** kill -9: a network cut without a path of its own (P90). */
  kill9(): Promise<void>;
  /** Starts again on the same folder and port, with `more` added to its environment. */
  restart(more?: Record<string, string>): Promise<void>;
  /** SIGTERM, then removes the folder. Twice is fine. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  args?: string[];
  /** DATABASE_URL here runs the relay on PostgreSQL. */
  env?: Record<string, string>;
  /** Arguments of Node itself, before the command: `--import`, `--max-old-space-size`. */
  nodeArgs?: string[];
  /** Path of another command line than the built one: a test build. */
  build?: string;
  /** A folder of the caller's, who removes it; default a fresh one that `stop` removes. */
  dataDir?: string;
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const how = (): number | NodeJS.Signals => child.exitCode ?? child.signalCode ?? 0;
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(how());
  return new Promise((resolve) => child.once('exit', () => resolve(how())));
}

const surroundings = (env: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, DATABASE_URL: '', REDIS_URL: '', ...env });

async function launch(
  args: string[],
  { env, nodeArgs, build }: { env: Record<string, string>; nodeArgs: string[]; build: string },
  hear: (text: string) => void,
): Promise<{ child: ChildProcess; started: Started }> {
  const child = spawn(process.execPath, [...nodeArgs, build, 'start', '--json', ...args], {
    env: surroundings(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const release = child.pid === undefined ? undefined : guard({ pid: child.pid });
  child.once('exit', () => release?.());
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk.toString()}`.slice(-ERRORS_KEPT_CHARS);
    hear(chunk.toString());
  });
  const first = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL'); // or it comes up later and holds the port
      reject(new Error(`The relay did not start: ${errors}`));
    }, START_TIMEOUT_MS);
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
export async function startRelay({
  args = [],
  env = {},
  nodeArgs = [],
  build = CLI,
  dataDir: given,
}: RelayOptions = {}): Promise<RunningRelay> {
  const dataDir = given ?? freshFolder();
  const release = given === undefined ? guard({ folder: dataDir }) : () => undefined;
  const common = ['--data-dir', dataDir, ...args];
  let said = '';
  const hear = (text: string): void => void (said = `${said}${text}`.slice(-SAID_KEPT_CHARS));
  let { child, started } = await launch([...common, '--port', '0'], { env, nodeArgs, build }, hear);
  const port = new URL(started.url).port;
  const cli = async (command: string[], input = ''): Promise<string> => {
    const running = run(process.execPath, [CLI, ...command, '--data-dir', dataDir], { env: surroundings(env) });
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
    get pid() {
      return child.pid ?? 0;
    },
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
    said: () => said,
    signal: (name) => void child.kill(name),
    ended: () => ended(child),
    async kill9() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async restart(more = {}) {
      ({ child, started } = await launch([...common, '--port', port], { env: { ...env, ...more }, nodeArgs, build }, hear));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
      release();
    },
  };
}
