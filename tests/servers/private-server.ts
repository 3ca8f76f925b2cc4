// One server of a test run: a child process in a folder of its own. Invariant: process and folder are gone when the run is gone, also
// after SIGKILL (G48); the watchdog sees to what `stop` could not.
import { spawn, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guard.js';

const SOCKET_FOLDER_MAX_BYTES = 60; // with a file name below the kernel's 108 (G42)
const STOP_TIMEOUT_MS = 5_000;

/** A fresh folder with a path short enough for sockets, owned by `owner` when given. */
export function freshFolder(owner?: { uid: number; gid: number }): string {
  const base = tmpdir().length < SOCKET_FOLDER_MAX_BYTES ? tmpdir() : '/tmp';
  const folder = mkdtempSync(join(base, 'throughline-'));
  if (owner) {
    chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, 0o700);
  }
  return folder;
}

export interface PrivateServer {
  readonly pid: number;
  /** Resolves when the process has ended, by itself or not. */
  ended(): Promise<void>;
  /** Ends the process and removes its folder. Twice is fine. */
  stop(): Promise<void>;
}

/** Starts `command`; output goes to `onLine`, its folder is removed when it ends. */
export function startPrivate(
  command: string,
  args: readonly string[],
  options: { folder: string; stopSignal: NodeJS.Signals; spawn?: SpawnOptions; onLine?: (line: string) => void },
): PrivateServer {
  const child = spawn(command, args, { ...options.spawn, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  const releases = [guard({ pid }), guard({ folder: options.folder })];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) options.onLine?.(line);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.unref();
  return {
    pid,
    ended: () => ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.ref();
        child.kill(options.stopSignal);
        const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        await ended;
        clearTimeout(killer);
      }
      rmSync(options.folder, { recursive: true, force: true });
      for (const release of releases) release();
    },
  };
}
