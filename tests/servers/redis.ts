// A private Redis or Valkey that keeps nothing (G44), or key prefixes in the one of REDIS_URL (G41).
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { announce, installPackage, onPath } from './install-package.js';
import { freshFolder, startPrivate } from './private-server.js';

const START_TIMEOUT_MS = 10_000;
const NAMES = ['redis-server', 'valkey-server'] as const;

export interface TestRedis {
  /** `redis://…` of REDIS_URL, or the path of a socket. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Resolves when the server answers PING. */
async function answers(socketPath: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const pong = await new Promise<boolean>((resolve) => {
      const socket = createConnection(socketPath, () => socket.write('PING\r\n'));
      socket.once('data', (data: Buffer) => {
        resolve(data.toString().startsWith('+PONG'));
        socket.destroy();
      });
      socket.once('error', () => resolve(false));
    });
    if (pong) return;
    if (Date.now() > until) throw new Error('Redis did not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Uses REDIS_URL, else starts a private server; throws one line where neither is possible (G47). */
export async function startRedis(): Promise<TestRedis> {
  const given = process.env['REDIS_URL'];
  if (given) return { address: given, stop: () => Promise.resolve() };
  const binary = onPath(...NAMES) ?? (installPackage('redis-server') ? onPath(...NAMES) : null);
  if (binary === null) throw new Error('Redis not found: set REDIS_URL, or run: apt-get install redis-server');
  const folder = freshFolder();
  const socket = join(folder, 'r.sock');
  const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = startPrivate(binary, args, { folder, stopSignal: 'SIGTERM' });
  await answers(socket);
  announce(`Redis: private server from ${binary}`);
  return { address: socket, stop: () => server.stop() };
}
