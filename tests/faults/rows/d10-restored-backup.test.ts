// D10: an older backup comes back, by command, by swapping the file, and on PostgreSQL by its own tools. What was said after the backup is offered
// again by whoever still has it on screen, once, from however many tabs; what remains lost is what no open page held, and nothing else.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../servers/postgres.js';
import type { FreshDatabase } from '../../servers/postgres.js';
import { createDevice } from '../clients/device.js';
import { openRowWorld, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';
import { fileIn } from './sql.js';
import { openTab } from './tab.fixture.js';
import type { Tab } from './tab.fixture.js';

const run = promisify(execFile);
const SETTLED_MS = 60_000;

interface Way {
  /** Of the relay under test. */
  database: FreshDatabase | null;
  backup(world: RowWorld): Promise<void>;
  /** While the relay is down. */
  restore(world: RowWorld): Promise<void>;
}

const fileOf = ({ relay }: RowWorld): string => fileIn(relay.dataDir);
const backupOf = ({ relay }: RowWorld): string => join(relay.dataDir, 'backup.db');
const dumpOf = ({ relay }: RowWorld): string => join(relay.dataDir, 'backup.dump');
const byCommand = {
  backup: async (world: RowWorld) => void (await world.relay.cli(['backup', backupOf(world)])),
};

const WAYS: Record<string, () => Promise<Way>> = {
  'by command': () =>
    Promise.resolve({
      database: null,
      ...byCommand,
      restore: async (world) => expect(await world.relay.cli(['restore', backupOf(world)])).toMatch(/epoch [0-9a-f]{32}/),
    }),
  'by swapping the file': () =>
    Promise.resolve({
      database: null,
      ...byCommand,
      restore(world) {
        for (const suffix of ['-wal', '-shm']) rmSync(`${fileOf(world)}${suffix}`, { force: true });
        copyFileSync(backupOf(world), fileOf(world));
        return Promise.resolve();
      },
    }),
  'on PostgreSQL': async () => {
    const database = await freshDatabase();
    const env = { ...process.env, PGOPTIONS: '-c throughline.site=*' };
    return {
      database,
      async backup(world) {
        await run('pg_dump', ['--enable-row-security', '--format=custom', `--file=${dumpOf(world)}`, database.url], { env });
      },
      async restore(world) {
        await run('pg_restore', ['--clean', '--if-exists', '--no-owner', `--dbname=${database.url}`, dumpOf(world)], { env });
      },
    };
  },
};

/** The store guard, which is written at most once a second (P26). A backup of the very second before a kill could not be told from the rest. */
const guardOf = ({ relay }: RowWorld): string => {
  const file = join(relay.dataDir, 'store.guard');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const texts = (entries: readonly { kind: string; body: Record<string, unknown> }[]): string[] =>
  entries.filter(({ kind }) => kind === 'message').map(({ body }) => String(body['text']));

/** Says it and waits for the tick. */
async function say(tab: Tab, ...lines: string[]): Promise<void> {
  for (const line of lines) await tab.say(line);
  await until(`${tab.p} is quiet`, SETTLED_MS, () => tab.quiet() && tab.client.view().conv !== null).catch((cause: unknown) => {
    const { conv, outbox, loading } = tab.client.view();
    throw new Error(`${tab.p}: ${JSON.stringify({ conv, outbox, loading })}`, { cause });
  });
}

const convOf = (tab: Tab): string => tab.client.view().conv ?? '';

describe.each(Object.entries(WAYS))('an older backup restored %s', (_way, prepared) => {
  it('[fault D10] [P97] [P98] [P72] a reset, own messages offered again exactly once, the rest lost as computed, nobody stuck', async () => {
    const way = await prepared();
    const world = await openRowWorld({ env: way.database === null ? {} : { DATABASE_URL: way.database.url } });
    try {
      const { url } = await world.link();
      const device = createDevice();
      const one = await openTab(world, { p: 'one', url, device });
      await say(one, 'hello', 'before the backup');
      const [stored] = await device.page().all();
      const two = await openTab(world, { p: 'two', url, device, stored: stored ?? null });
      const away = await openTab(world, { p: 'away', url, device: createDevice() });
      await say(away, 'I was here', 'and saved');
      const agent = await world.agent();
      await until('the agent has the conversation', SETTLED_MS, () => agent.rows.has(convOf(one)));
      const former = world.lines({ p: 'one' }).length;

      await way.backup(world);
      await say(one, 'after the backup', 'and more');
      await say(two, 'from the other tab');
      await say(away, 'this page closes', 'before anybody notices');
      const late = await openTab(world, { p: 'late', url, device: createDevice() });
      await say(late, 'a conversation the backup never saw', 'with two lines');
      const guard = guardOf(world);
      await until('the guard knows more than the backup', SETTLED_MS, () => guardOf(world) !== guard);
      const acked = { chat: texts(await world.entries(convOf(one))), away: texts(await world.entries(convOf(away))) };
      const awayConv = convOf(away);
      away.close();
      await until('both tabs show all', SETTLED_MS, () => texts(two.client.view().pub.entries).length === acked.chat.length);

      await world.relay.kill9();
      await way.restore(world);
      await world.relay.restart();

      const open = [one, two, late];
      await until('everybody is quiet again', SETTLED_MS, async () => {
        const back = texts(await world.entries(convOf(one)));
        return open.every((tab) => tab.quiet()) && back.length >= acked.chat.length;
      });
      expect(texts(await world.entries(convOf(one))).sort(), 'offered again, once').toEqual(acked.chat.toSorted());
      expect(texts(await world.entries(awayConv)), 'lost: what the closed page held alone').toEqual(acked.away.slice(0, 2));
      // Under its key, and another id: the backup knew neither the conversation nor its device.
      const isBack = async (): Promise<boolean> => texts(await world.entries(convOf(late))).length === 2;
      await until('the late conversation is back', SETTLED_MS, () => isBack().catch(() => false));
      for (const tab of open) await say(tab, `${tab.p} goes on`);
      await world.base(open, SETTLED_MS);
      const resets = world.lines({ p: 'one' }).slice(former);
      expect(resets.some(({ f }) => f === 'bug')).toBe(false);
    } finally {
      await world.stop();
      await way.database?.drop();
    }
  });
});
