// D6 and K8 on SQLite: another program writes into the file, or copies it, while the relay serves. It costs latency; what it wrote arrives.
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, expect, it } from 'vitest';
import type { Entry, SyncAnswer } from '@throughline/types';
import { visitor } from '../../servers/visitor-http.js';
import { faults, laneOf, NO_FAULTS } from './journal.js';
import { appendForeign, foreign } from './sql.js';
import { NIGHTLY } from './when.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

const HELD_MS = NIGHTLY ? 10_000 : 3_500; // longer than the relay waits for a lock
const STALE_MAX_MS = 15_000 + 5_000; // P43: one beacon and one fetch; two busy cores

let world: World;
afterEach(() => world?.stop()); // a world that did not come up is not there

interface Reader {
  conv: string;
  /** Resolves when the relay says that the head is `seq` or later. */
  told(seq: number): Promise<void>;
  sync(after: number): Promise<SyncAnswer>;
  close(): void;
}

/** A visitor who said one thing and listens. */
async function reader(): Promise<Reader> {
  const guest = await visitor(world.relay.url, world.site.siteId);
  const answer = await guest.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Is somebody there?' } }] });
  if (!answer.ok) throw new Error(answer.code);
  world.journal.invoked.set('Is somebody there?', performance.now());
  const socket = await guest.socket();
  let head = 0;
  socket.on('head', (hint: { conv: string; pub: number }) => (head = Math.max(head, hint.pub)));
  socket.on('ev', ({ entry }: { entry: Entry }) => (head = Math.max(head, entry.seq)));
  return {
    conv: answer.conv,
    async told(seq) {
      while (head < seq) await pause(50);
    },
    sync: (after) =>
      socket.timeout(5_000).emitWithAck('sync', { conv: answer.conv, lane: 'pub', epoch: '', after, after_id: '', max_bytes: 65_536 }),
    close: () => socket.close(),
  };
}

it('[fault D6] [P43] [P37] a foreign writer holds the lock, then writes: latency only, and its entry reaches who listens', async () => {
  world = await openWorld({ store: 'sqlite' });
  await world.write(3);
  await world.nextAck();
  const listening = await reader();
  const other = foreign(world.relay.dataDir);
  other.exec('BEGIN IMMEDIATE');
  const acks = world.journal.ackTimes.length;
  await pause(HELD_MS);
  expect(world.journal.ackTimes.length - acks).toBeLessThanOrEqual(world.writers.length); // of the group that was committed before
  const seq = appendForeign(other, listening.conv, { kind: 'message', body: { text: 'Written by somebody else' } });
  other.exec('COMMIT');
  other.close();
  const told = Promise.race([listening.told(seq).then(() => 'told'), pause(STALE_MAX_MS, 'not told')]);
  expect(await world.nextAck()).toBeLessThan(10_000);
  expect(await told).toBe('told');
  expect((await laneOf(world.relay.url, listening.conv, world.site.secretKey)).at(-1)?.body).toEqual({ text: 'Written by somebody else' });
  listening.close();
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});

it('[fault D6] [I1] [I2] a backup runs while people write: nobody notices, and the copy is whole', async () => {
  world = await openWorld({ store: 'sqlite' });
  await world.write(4);
  while (world.journal.ackTimes.length < 100) await pause(20);
  const before = [...world.journal.acked];
  const copy = join(world.relay.dataDir, 'backup.db');
  const other = foreign(world.relay.dataDir);
  other.prepare('VACUUM INTO ?').run(copy);
  other.close();
  await world.nextAck();
  const backup = new DatabaseSync(copy);
  expect(Object.values(Object(backup.prepare('PRAGMA integrity_check').get()))).toEqual(['ok']);
  const stored = new Set(
    backup
      .prepare('SELECT id FROM entries')
      .all()
      .map((row) => String(Object(row)['id'])),
  );
  expect(before.filter(({ id }) => !stored.has(id))).toEqual([]);
  const holed = backup.prepare(
    "SELECT conversation_id FROM entries WHERE lane = 'pub' GROUP BY conversation_id HAVING count(*) <> max(seq)",
  );
  expect(holed.all()).toEqual([]);
  backup.close();
  expect(world.journal.refusals.size).toBe(0);
  expect(faults(await world.verdict())).toEqual(NO_FAULTS);
});

it('[fault K8] [P48] [P10] a kind that this version does not know is kept and sent like any other, and the lane stays dense', async () => {
  world = await openWorld({ store: 'sqlite' });
  const listening = await reader();
  const other = foreign(world.relay.dataDir);
  other.exec('BEGIN IMMEDIATE');
  const seq = appendForeign(other, listening.conv, { kind: 'hologram', body: { frames: 9 } });
  other.exec('COMMIT');
  other.close();
  const page = await listening.sync(0);
  expect(page.ok && page.events.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  expect(page.ok && page.events.at(-1)).toMatchObject({ kind: 'hologram', body: { frames: 9 } });
  listening.close();
});
