// A private Redis or Valkey that keeps nothing (G44), or key prefixes in the one of REDIS_URL (G41).
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { announce, installPackage, onPath } from './install-package.js';
import { freshFolder, startPrivate } from './private-server.js';
import type { PrivateServer } from './private-server.js';

const START_TIMEOUT_MS = 10_000;
const NAMES = ['redis-server', 'valkey-server'] as const;

export interface TestRedis {
  /** `redis://…` of REDIS_URL, or the path of a socket. */
  readonly address: string;
  stop(): Promise<void>;
}

/** One to be hurt: a server on a port of loopback that belongs to this test alone. */
export interface HurtRedis {
  /** `redis://127.0.0.1:<port>`; stays over a restart. */
  readonly url: string;
  readonly port: number;
  /** SIGSTOP and SIGCONT. */
  signal(name: NodeJS.Signals): void;
  kill9(): Promise<void>;
  /** Starts an empty one on the same port. */
  restart(): Promise<void>;
  /** One command in words, such as FLUSHALL; answers the first line. */
  ask(command: string): Promise<string>;
  stop(): Promise<void>;
}

type Place = { path: string } | { host: string; port: number };

/** One inline command; the first line of the answer, or an empty string when nobody answers. */
function ask(place: Place, command: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(place, () => socket.write(`${command}\r\n`));
    socket.once('data', (data: Buffer) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', () => resolve(''));
  });
}

/** Resolves when the server answers PING. */
async function answers(place: Place): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while ((await ask(place, 'PING')) !== '+PONG') {
    if (Date.now() > until) throw new Error('Redis did not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function findBinary(): string {
  const binary = onPath(...NAMES) ?? (installPackage('redis-server') ? onPath(...NAMES) : null);
  if (binary === null) throw new Error('Redis not found: set REDIS_URL, or run: apt-get install redis-server');
  return binary;
}

const keepsNothing = (folder: string): string[] => ['--save', '', '--appendonly', 'no', '--dir', folder];

/** Uses REDIS_URL, else starts a private server; throws one line where neither is possible (G47). */
export async function startRedis(): Promise<TestRedis> {
  const given = process.env['REDIS_URL'];
  if (given) return { address: given, stop: () => Promise.resolve() };
  const binary = findBinary();
  const folder = freshFolder();
  const socket = join(folder, 'r.sock');
  const args = ['--port', '0', '--unixsocket', socket, ...keepsNothing(folder)];
  const server = startPrivate(binary, args, { folder, stopSignal: 'SIGTERM' });
  await answers({ path: socket });
  announce(`Redis: private server from ${binary}`);
  return { address: socket, stop: () => server.stop() };
}

/** Always a private server, also beside a REDIS_URL: it is going to be killed, paused and emptied. */
export async function startHurtRedis({ password }: { password?: string } = {}): Promise<HurtRedis> {
  const binary = findBinary();
  const port = await freePort();
  const place = { host: '127.0.0.1', port };
  const begin = async (): Promise<PrivateServer> => {
    const folder = freshFolder();
    const guarded = password === undefined ? [] : ['--requirepass', password];
    const args = ['--port', String(port), '--bind', '127.0.0.1', ...keepsNothing(folder), ...guarded];
    const started = startPrivate(binary, args, { folder, stopSignal: 'SIGKILL' });
    if (password === undefined) await answers(place);
    return started;
  };
  let server = await begin();
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    port,
    signal: (name) => void process.kill(server.pid, name),
    async kill9() {
      process.kill(server.pid, 'SIGKILL');
      await server.ended();
    },
    async restart() {
      await server.stop();
      server = await begin();
    },
    ask: (command) => ask(place, command),
    stop: () => server.stop(),
  };
}
