// K6: no file descriptor is left. Who is connected goes on; who comes is refused and comes again later.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect as dial } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { onPath } from '../../servers/install-package.js';
import { visitor } from '../../servers/visitor-http.js';
import { faults, NO_FAULTS } from './journal.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const DESCRIPTORS = 256;
const ALIVE_FOR_MS = 3_000; // the store guard, the sweep and the webhooks want to open something meanwhile

let world: World;
afterEach(() => world?.stop()); // a world that did not come up is not there

const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

it('[fault K6] with no descriptor left new sockets are refused, open ones work, and it heals by itself', async ({ skip }) => {
  if (onPath('prlimit') === null) return skip('not run: prlimit is not there');
  world = await openWorld({ store: 'sqlite' });
  const late = await visitor(world.relay.url, world.site.siteId);
  await world.write(3);
  await world.nextAck();
  execFileSync('prlimit', ['--pid', String(world.relay.pid), `--nofile=${DESCRIPTORS}`]); // as `ulimit -n` before the start
  const idle: Socket[] = [];
  const { port, hostname } = new URL(world.relay.url);
  while (openFiles(world.relay.pid) < DESCRIPTORS && idle.length < DESCRIPTORS * 2) {
    idle.push(dial(Number(port), hostname).on('error', () => undefined)); // refused ones are what is wanted
    await pause(5);
  }
  expect(openFiles(world.relay.pid)).toBeGreaterThanOrEqual(DESCRIPTORS);
  await expect(late.socket()).rejects.toThrow();
  const before = world.writers.map(({ socket }) => socket?.id);
  await pause(ALIVE_FOR_MS);
  await world.nextAck();
  expect(world.writers.map(({ socket }) => socket?.id)).toEqual(before);
  for (const socket of idle) socket.destroy();
  await expect.poll(async () => (await late.socket().catch(() => null))?.close().connected, { timeout: 20_000 }).toBe(false);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});
