// A Redis of this run alone, to be killed, paused and emptied. It keeps nothing on disk: what restarts is empty (D9).
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { guard } from '../../servers/guard.js';
import { installPackage, onPath } from '../../servers/install-package.js';
import { freshFolder } from '../../servers/private-server.js';

const START_TRIES = 100;
const START_PAUSE_MS = 50;

export interface PrivateRedis {
  /** Path of its socket. */
  readonly path: string;
  kill(): void;
  start(): Promise<void>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  flush(): Promise<void>;
  stop(): void;
}

/** One command; resolves with the first line of the answer. */
function ask(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => socket.write(`${command}\r\n`));
    socket.once('data', (data: Buffer) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

export async function startPrivateRedis(): Promise<PrivateRedis> {
  const names = ['redis-server', 'valkey-server'] as const;
  const binary = onPath(...names) ?? (installPackage('redis-server') ? onPath(...names) : null);
  if (binary === null) throw new Error('Redis not found: run apt-get install redis-server');
  const folder = freshFolder();
  const releaseFolder = guard({ folder });
  const path = join(folder, 'r.sock');
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const args = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder];
    child = spawn(binary, args, { stdio: 'ignore' });
    if (child.pid !== undefined) guard({ pid: child.pid });
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      const answer = await ask(path, 'PING').catch(() => '');
      if (answer === '+PONG') return;
      await pause(START_PAUSE_MS);
    }
    throw new Error('Redis did not start');
  };
  await start();
  return {
    path,
    start,
    kill: () => void child.kill('SIGKILL'),
    signal: (name) => void child.kill(name),
    flush: async () => void (await ask(path, 'FLUSHALL')),
    stop() {
      child.kill('SIGKILL');
      releaseFolder();
    },
  };
}
