// D1, D2: the disk of the database is full, then has room again; the place the log goes to is full for good.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { guard } from '../../servers/guard.js';
import { freshFolder } from '../../servers/private-server.js';
import { visitor } from '../../servers/visitor-http.js';
import { faults, NO_FAULTS } from './journal.js';
import { integrity } from './sql.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const DISK_MIB = 24;
const LEFT_BYTES = 512 * 1024; // the log of the database has grown past its end by a few hundred submissions more
const LONG = 'x'.repeat(6_000);
const FULL_FOR_MS = 2_000;

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** A disk of its own, or null where mounting is not allowed. */
function smallDisk(): string | null {
  const folder = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true }); // not root, or a sandbox: the engine's own test limits the pages of the file instead
    return null;
  }
  undo.push(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Takes all room but `left` bytes. The result gives it back. */
function fill(folder: string, left: number): () => void {
  const { bavail, bsize } = statfsSync(folder);
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - left, 0), 1));
  return () => {
    truncateSync(ballast, 0);
    rmSync(ballast);
  };
}

it('[fault D1] [P99] [P37] [I1] a full disk: `unavailable` and no ack, the file stays whole, and it goes on by itself when there is room', async ({
  skip,
}) => {
  const dataDir = smallDisk();
  if (dataDir === null) return skip('not run: mounting a small disk is not allowed here');
  const world: World = await openWorld({ store: 'sqlite', dataDir });
  undo.push(() => world.stop());
  await world.write(4, { conversationEvery: 10, text: (name, count) => `${name} says ${count} ${LONG}` });
  await world.nextAck();
  for (let round = 0; round < 2; round += 1) {
    const giveBack = fill(dataDir, LEFT_BYTES);
    const refused = () => world.journal.refusals.get('unavailable') ?? 0;
    const before = refused();
    await expect.poll(refused, { timeout: 20_000 }).toBeGreaterThan(before + 10);
    const acks = world.journal.ackTimes.length;
    await pause(FULL_FOR_MS);
    expect(world.journal.ackTimes.length - acks).toBeLessThanOrEqual(world.writers.length); // nothing is taken while nothing can be kept
    giveBack();
    expect(await world.nextAck()).toBeLessThan(10_000);
  }
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
  expect(integrity(dataDir)).toBe('ok');
  await world.relay.kill9();
  await world.relay.restart();
  expect(integrity(dataDir)).toBe('ok');
});

it('[fault D2] [P99] the log and the standard output are on a full disk: text works', async () => {
  const dataDir = freshFolder();
  undo.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const world = await openWorld({ store: 'sqlite', dataDir }); // makes the site; then the same store with nowhere to log to
  await world.relay.stop();
  const full = openSync('/dev/full', 'w');
  const { port } = new URL(world.relay.url);
  const cli = new URL('../../../packages/server/dist/cli.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [cli, 'start', '--port', port, '--data-dir', dataDir, '--log-level', 'debug'], {
    env: { ...process.env, DATABASE_URL: '', THROUGHLINE_RATE_LIMITS: 'off' },
    stdio: ['ignore', full, full],
  });
  closeSync(full);
  guard({ pid: child.pid ?? 0 });
  undo.push(async () => {
    child.kill('SIGKILL');
    await pause(100);
  });
  await expect
    .poll(async () => (await fetch(`${world.relay.url}/healthz`).catch(() => null))?.status ?? child.exitCode, { timeout: 60_000 })
    .toBe(200);
  const guest = await visitor(world.relay.url, world.site.siteId);
  const socket = await guest.socket();
  const quarrel = await fetch(`${world.relay.url}/v1/batch`, { method: 'POST', body: '{' }); // something to log about
  expect(quarrel.status).toBeGreaterThanOrEqual(400);
  for (let n = 1; n <= 50; n += 1) {
    const msgs = [{ n, kind: 'message', body: { text: `text ${n}` } }];
    const answer: unknown = await socket.timeout(5_000).emitWithAck('submit', { conv_key: guest.stream, stream: guest.stream, msgs });
    expect(answer).toMatchObject({ ok: true, results: [{ n }] });
  }
  socket.close();
  expect(child.exitCode).toBeNull();
});
