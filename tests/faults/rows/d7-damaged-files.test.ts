// D7: what happens to the files while nobody looks: the log deleted, the folder read-only, a bit flipped. A clear refusal or correct service,
// never wrong data. (A bit inside a text is not seen: SQLite keeps no checksums. docs/operations.md says where to get them.)
import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import { guard } from '../../servers/guard.js';
import { freshFolder } from '../../servers/private-server.js';
import { createDevice } from '../clients/device.js';
import { chanceOf, openRowWorld, until } from './row-world.fixture.js';
import { fileIn } from './sql.js';
import { openTab } from './tab.fixture.js';

const CLI = fileURLToPath(new URL('../../../packages/server/dist/cli.js', import.meta.url));
const run = promisify(execFile);
const folder = freshFolder();
const release = guard({ folder });
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  release();
});

describe('files that changed while the relay was stopped', () => {
  it('[fault D7] [P26] [P98] the log deleted after kill -9: an older history, noticed by its counter; open pages offer again what was in it', async () => {
    const world = await openRowWorld();
    try {
      const { url } = await world.link();
      const tab = await openTab(world, { p: 'Ann', url, device: createDevice() });
      await tab.say('on the disk');
      await until('it is stored', 20_000, () => tab.quiet() && tab.client.view().conv !== null);
      world.relay.signal('SIGTERM'); // a clean stop empties the log into the database
      await world.relay.ended();
      await world.relay.restart();
      await tab.say('in the log');
      await until('it is stored too', 30_000, () => tab.quiet());
      const counter = (): string => readFileSync(join(world.relay.dataDir, 'store.guard'), 'utf8');
      const counted = counter();
      await tab.say('and counted by the guard');
      await until('the guard has heard of it', 20_000, () => tab.quiet() && counter() !== counted);
      const { epoch } = tab.client.view().pub;
      await world.relay.kill9();
      for (const suffix of ['-wal', '-shm']) rmSync(`${fileIn(world.relay.dataDir)}${suffix}`, { force: true });
      await world.relay.restart();
      await until('the relay says so', 10_000, () => /older than when it was last used/.test(world.relay.said()));
      // What is said before the page knows stands in front of what it offers again.
      await until('the page knows', 60_000, () => !['', epoch].includes(tab.client.view().pub.epoch));
      await tab.say('goes on');
      await until('everything is there', 60_000, async () => {
        const texts = (await world.entries(tab.client.view().conv ?? '')).filter(({ kind }) => kind === 'message');
        return tab.quiet() && texts.length === 4;
      });
      await world.base([tab], 60_000);
    } finally {
      await world.stop();
    }
  });

  it('[fault D7] a read-only folder is refused in one line', async () => {
    const dataDir = join(folder, 'read-only');
    mkdirSync(dataDir);
    await run(process.execPath, [CLI, 'site:add', '--name', 'Shop', '--origin', '*', '--data-dir', dataDir]);
    const isRoot = process.getuid?.() === 0; // whom permissions do not stop: a read-only file system does
    const kept = join(folder, 'kept');
    if (isRoot) {
      cpSync(dataDir, kept, { recursive: true });
      await run('mount', ['-t', 'tmpfs', 'tmpfs', dataDir]);
      cpSync(kept, dataDir, { recursive: true });
      await run('mount', ['-o', 'remount,ro', dataDir]);
    } else chmodSync(dataDir, 0o500);
    try {
      const failed: unknown = await run(process.execPath, [CLI, 'start', '--json', '--port', '0', '--data-dir', dataDir]).catch(
        (error: unknown) => error,
      );
      const said = String(Reflect.get(Object(failed), 'stderr')).trim();
      expect(Reflect.get(Object(failed), 'code')).toBe(1);
      expect(said).toMatch(/read-only|permission denied|readonly/i);
      expect(said).toContain('throughline.db');
      expect(said.split('\n')).toHaveLength(1);
    } finally {
      if (isRoot) await run('umount', [dataDir]);
      else chmodSync(dataDir, 0o700);
    }
  });

  it('[fault D7] a flipped bit in the structure of the file: refused as damaged, or served with every entry as it was', async () => {
    const file = join(folder, 'whole.db');
    const store = await openSqliteStore({ file });
    const site = await store.createSite({
      ...{ name: 'Shop', writeKey: 'w', secretKeyHash: 's', origins: ['*'], demo: false, now: 1 },
      settings: { greeting: 'Hello', color: '#123456', position: 'end' },
      identityKey: { kid: 'k', alg: 'HS256', sealed: 'x' },
    });
    const chance = chanceOf('flips');
    const created = await store.createVisitor({ siteId: site.id, anonymousId: 'anon', tokenHash: 't', now: 1 });
    const principal = { type: 'visitor' as const, siteId: site.id, id: created.id, anonymousId: 'anon', userId: null };
    const conv = await (async () => {
      const msgs = Array.from({ length: 20 }, (_, n) => ({ n: n + 1, kind: 'message', body: { text: `line ${n} ${'x'.repeat(300)}` } }));
      const stream = 'a'.repeat(32);
      const { answer } = await store.submit({ principal, submit: { conv_key: 'b'.repeat(32), stream, msgs }, online: true, now: 2 });
      return answer.ok ? answer.conv : '';
    })();
    const lane = { siteId: site.id, conv, lane: 'pub' as const, after: 0, limit: 100 };
    const whole = await store.entries(lane);
    expect(whole?.entries.length).toBeGreaterThan(19);
    await store.close();
    const outcomes = { refused: 0, served: 0 };
    const bytes = readFileSync(file);
    const pageBytes = 4096;
    for (let round = 0; round < 16; round += 1) {
      const damaged = Buffer.from(bytes);
      const page = round < 4 ? 0 : Math.floor(chance() * (bytes.length / pageBytes));
      const at = page * pageBytes + Math.floor(chance() * (page === 0 ? 100 : 12)); // the file's header, or a page's
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
      const victim = join(folder, `flipped-${round}.db`);
      writeFileSync(victim, damaged);
      try {
        const opened = await openSqliteStore({ file: victim, onFatal: () => undefined });
        const read: unknown = await opened.entries(lane).catch((error: unknown) => error);
        if (!(read instanceof Error)) expect(read, `bit at ${at}`).toEqual(whole);
        outcomes[read instanceof Error ? 'refused' : 'served'] += 1;
        await opened.close();
      } catch (error) {
        expect(String(error), `bit at ${at}`).toMatch(
          /damaged|malformed|not a database|Throughline|cannot promise|unsupported file format|encoding|no such table|locked/i,
        );
        outcomes.refused += 1;
      }
    }
    expect(outcomes.refused).toBeGreaterThan(2);
    expect(outcomes.served).toBeGreaterThan(0);
  });

  it('[fault D7] a backup of a damaged store, and a damaged backup, are refused; the store stays as it is', async () => {
    const file = join(folder, 'whole.db');
    const dataDir = join(folder, 'restore');
    mkdirSync(dataDir);
    copyFileSync(file, join(dataDir, 'throughline.db'));
    const damaged = join(folder, 'damaged-backup.db');
    const bytes = Buffer.from(readFileSync(file));
    bytes.fill(0xa5, 4096 * 3, 4096 * 3 + 64);
    writeFileSync(damaged, bytes);
    const refused: unknown = await run(process.execPath, [CLI, 'restore', damaged, '--data-dir', dataDir]).catch((error: unknown) => error);
    expect(String(Reflect.get(Object(refused), 'stderr'))).toMatch(/no usable copy.*Nothing was changed/s);
    const driver = new DatabaseSync(join(dataDir, 'throughline.db'));
    expect(driver.prepare('SELECT count(*) AS n FROM sites').get()).toEqual({ n: 1 });
    driver.close();
  });
});
