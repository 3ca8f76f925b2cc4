// What only processes can prove: acked survives kill -9, and one live server owns the file.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from './sqlite-store.js';

const WRITER = fileURLToPath(new URL('../../../../../../tests/stores/acked-writer.fixture.ts', import.meta.url));
const workerUrl = new URL('../../../../dist/adapters/store/sqlite/worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'throughline-kill-'));
const running = new Set<ChildProcess>();

afterEach(() => running.forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a writer and resolves with its acks once there are `count`; it goes on writing. */
async function writer(file: string, count: number): Promise<{ child: ChildProcess; acks: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const acks: string[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      acks.push(line);
      if (acks.length === count) resolve();
    });
    child.once('exit', () => reject(new Error('the writer ended early')));
  });
  return { child, acks };
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => void child.once('close', () => resolve()));

describe('SQLite store and processes', () => {
  it('[P1] [P93] what was acked is there after kill -9, each time', async () => {
    const file = join(folder, 'kill.db');
    const acked: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { child, acks } = await writer(file, 150);
      child.kill('SIGKILL');
      await ended(child);
      acked.push(...acks);
    }
    const store = await openSqliteStore({ file, workerUrl });
    const logs = new Map<string, string[]>();
    for (const line of acked) {
      const [siteId = '', conv = '', seq = '', id = ''] = line.split(' ');
      let ids = logs.get(conv);
      if (ids === undefined) {
        const lane = await store.entries({ siteId, conv, lane: 'pub', after: 0, limit: 10_000 });
        expect(lane?.entries.map((entry) => entry.seq)).toEqual(lane?.entries.map((_, i) => i + 1));
        ids = lane?.entries.map((entry) => entry.id) ?? [];
        logs.set(conv, ids);
      }
      expect(ids[Number(seq) - 1]).toBe(id);
    }
    expect(acked.length).toBeGreaterThanOrEqual(450);
    await store.close();
  });

  it('[P24] [P100] a second server refuses while the first one lives, also paused, and starts at once after a kill', async () => {
    const file = join(folder, 'owned.db');
    const { child } = await writer(file, 1);
    const second = () => openSqliteStore({ file, workerUrl });
    await expect(second()).rejects.toThrow(/Another server holds/);
    child.kill('SIGSTOP');
    await expect(second()).rejects.toThrow(/Another server holds/);
    child.kill('SIGKILL');
    await ended(child);
    const store = await second();
    await expect(second()).rejects.toThrow(/Another server holds/);
    const beside = await openSqliteStore({ file, workerUrl, exclusive: false }); // a command-line tool
    expect(await beside.sites({})).toEqual(await store.sites({}));
    await beside.close();
    await store.close();
    await store.close();
  });
});
