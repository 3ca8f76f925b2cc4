// Which history a store tells (P26): who renews it, who follows, and what gives an older database away.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../../../../tests/servers/postgres.js';
import { systemClock } from '../../../clock/system-clock.js';
import type { Log } from '../../../../ports/log.js';
import type { Store } from '../../../../ports/store.js';
import { StoreUnavailable } from '../../../../ports/store.js';
import { stageOn } from '../../../../testing/store-contract/stage.js';
import { openPostgresStore } from '../../postgres/postgres-store.js';
import { openSqliteStore } from '../../sqlite/sqlite-store.js';
import { guardedStore } from './store-guard.js';
import { storeOf } from '../store-of.js';
import { epochCell } from './epoch-cell.js';

const workerUrl = new URL('../../../../../dist/adapters/store/sqlite/worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'throughline-history-'));
const drops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const drop of drops) await drop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.db`);

async function freshPostgres(): Promise<{ url: string; adminUrl: string }> {
  const database = await freshDatabase();
  drops.push(() => database.drop());
  return database;
}

/** Two nodes on one history. SQLite: a server and a tool beside it. */
const PAIRS: Record<string, () => Promise<[Store, Store]>> = {
  async SQLite() {
    const file = freshFile();
    return [await openSqliteStore({ file, workerUrl }), await openSqliteStore({ file, workerUrl, exclusive: false })];
  },
  async PostgreSQL() {
    const { url } = await freshPostgres();
    return [await openPostgresStore({ url }), await openPostgresStore({ url })];
  },
};

const warnings: string[] = [];
const log: Log = { info: () => undefined, warn: (message) => void warnings.push(message), error: (message) => void warnings.push(message) };

const guarded = (store: Store, file: string): Promise<Store> => guardedStore(store, { file, clock: systemClock, log });

describe.each(Object.entries(PAIRS))('the history of %s', (_kind, opened) => {
  it('[P26] of many that saw it go back one names the new history; all answer it, and who was not told follows', async () => {
    const [one, two] = await opened();
    const seen = one.epoch;
    expect(two.epoch).toBe(seen);
    const answers = await Promise.all([one.renewEpoch({ seen }), two.renewEpoch({ seen }), one.renewEpoch({ seen })]);
    const now = one.epoch;
    expect(now).not.toBe(seen);
    expect(new Set(answers)).toEqual(new Set([now]));
    expect(await two.epochNow()).toBe(now);
    expect(two.epoch).toBe(now);
    expect(await two.renewEpoch({ seen })).toBe(now); // somebody did already
    await two.close();
    await one.close();
  });

  it('[P26] [P40] a position of the former history is answered with a reset, one of the new history is not', async () => {
    const [one, two] = await opened();
    const stage = await stageOn(one);
    const { visitor, conv } = await stage.opened();
    const former = one.epoch;
    const at = (epoch: string) => ({ conv, lane: 'pub' as const, epoch, after: 2, after_id: '', max_bytes: 10_000 });
    expect(await one.sync({ principal: visitor, sync: at(former) })).toMatchObject({ epoch: former, reset: false });
    const now = await one.renewEpoch({ seen: former });
    expect(await one.sync({ principal: visitor, sync: at(former) })).toMatchObject({ epoch: now, reset: true });
    expect(await one.sync({ principal: visitor, sync: at(now) })).toMatchObject({ epoch: now, reset: false });
    await two.close();
    await one.close();
  });

  it('[P26] the counter never falls and moves with what is written', async () => {
    const [one, two] = await opened();
    const stage = await stageOn(one);
    let last = (await one.historyMark()).counter;
    for (let i = 0; i < 5; i += 1) {
      await stage.opened();
      const { counter, epoch } = await one.historyMark();
      expect(epoch).toBe(one.epoch);
      expect(counter).toBeGreaterThan(last);
      last = counter;
    }
    expect(await one.checkMark({ epoch: one.epoch, counter: last })).toEqual({ epoch: one.epoch, wentBack: false });
    const ahead = await one.checkMark({ epoch: one.epoch, counter: last + 1_000_000_000 });
    expect(ahead.wentBack).toBe(true);
    expect(ahead.epoch).toBe(one.epoch);
    await two.close();
    await one.close();
  });

  it('[P26] an epoch this database never had gives it away; one that it had does not', async () => {
    const [one, two] = await opened();
    const former = one.epoch;
    await one.renewEpoch({ seen: former });
    const now = one.epoch;
    expect(await one.checkMark({ epoch: former, counter: 10 ** 12 })).toEqual({ epoch: now, wentBack: false });
    expect((await one.checkMark({ epoch: 'f'.repeat(32), counter: 0 })).wentBack).toBe(true);
    expect(one.epoch).not.toBe(now);
    await two.close();
    await one.close();
  });
});

describe('the store guard', () => {
  it('[P26] an older file put in the place of the database is noticed at the next start, by whatever way it came there', async () => {
    const [file, guard] = [freshFile(), join(folder, 'a.guard')];
    const first = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    const stage = await stageOn(first);
    await stage.opened();
    await first.close();
    copyFileSync(file, `${file}.old`);
    const second = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    expect(second.epoch).toBe(first.epoch); // a restart is no new history
    const later = await stageOn(second);
    await later.opened();
    await second.close();
    copyFileSync(`${file}.old`, file);
    const third = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    expect(third.epoch).not.toBe(first.epoch);
    expect(warnings.join()).toMatch(/older than when it was last used/);
    await third.close();
    const fourth = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    expect(fourth.epoch).toBe(third.epoch);
    await fourth.close();
    expect(statSync(guard).mode & 0o777).toBe(0o600);
  });

  it('[P26] an older state put back under a running store is noticed before the guard forgets how far it had come', async () => {
    const [file, guard] = [freshFile(), join(folder, 'c.guard')];
    const store = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    const stage = await stageOn(store);
    for (let i = 0; i < 20; i += 1) await stage.opened();
    const { epoch, counter } = await store.historyMark();
    const written = (): unknown => JSON.parse(readFileSync(guard, 'utf8'));
    await expect.poll(written, { timeout: 10_000 }).toEqual({ epoch, counter });
    const back = new DatabaseSync(file);
    back.exec("UPDATE meta SET value = '1' WHERE key = 'commits'");
    back.close();
    await stage.opened();
    await expect.poll(() => store.epochNow(), { timeout: 10_000 }).not.toBe(epoch);
    await expect.poll(written, { timeout: 10_000 }).toMatchObject({ epoch: await store.epochNow() });
    await store.close();
  });

  it('[P26] is written while the store runs, and a guard that cannot be read stops nobody', async () => {
    const [file, guard] = [freshFile(), join(folder, 'b.guard')];
    const store = await guarded(await openSqliteStore({ file, workerUrl }), guard);
    const counter = (): number => Number(Reflect.get(Object(JSON.parse(readFileSync(guard, 'utf8'))), 'counter'));
    const before = counter();
    await (await stageOn(store)).opened();
    await expect.poll(counter, { timeout: 10_000 }).toBeGreaterThan(before);
    await store.close();
    const unreadable = await guarded(await openSqliteStore({ file, workerUrl }), join(folder, 'none.guard'));
    expect(unreadable.epoch).toBe(store.epoch);
    await unreadable.close();
    expect(existsSync(join(folder, 'none.guard'))).toBe(true);
  });
});

describe('PostgreSQL at another place', () => {
  it('[P47] a copy of the database is another installation, so that its relays do not hear the original', async () => {
    const [original, copy] = [await freshPostgres(), await freshPostgres()];
    const nodes = [await openPostgresStore(original), await openPostgresStore(original), await openPostgresStore(copy)] as const;
    const { id } = await nodes[0].installation({ sealMark: 'mark' });
    const clients = [new pg.Client({ connectionString: original.adminUrl }), new pg.Client({ connectionString: copy.adminUrl })] as const;
    for (const client of clients) await client.connect();
    const { rows } = await clients[0].query<{ key: string; value: string }>(
      "SELECT key, value FROM meta WHERE key IN ('installation', 'seal_mark')",
    );
    for (const { key, value } of rows) await clients[1].query('INSERT INTO meta (key, value) VALUES ($1, $2)', [key, value]);
    expect((await nodes[1].installation({ sealMark: 'mark' })).id).toBe(id);
    const copied = await nodes[2].installation({ sealMark: 'another' });
    expect(copied.sealMark).toBe('mark');
    expect(copied.id).not.toBe(id);
    for (const client of clients) await client.end();
    for (const node of nodes) await node.close();
  });

  const moved = async (adminUrl: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query("UPDATE meta SET value = 'elsewhere' WHERE key = 'place'");
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'throughline' AND datname = current_database()",
    );
    await client.end();
  };

  it('[P26] [P97] a failover ends every connection; the first new one of any node renews the epoch, once, and all nodes answer under it', async () => {
    const { url, adminUrl } = await freshPostgres();
    const renewals: string[] = [];
    const onRenewed = (epoch: string): void => void renewals.push(epoch);
    const nodes = [await openPostgresStore({ url, onRenewed }), await openPostgresStore({ url, onRenewed })] as const;
    const stage = await stageOn(nodes[0]);
    const { visitor, conv } = await stage.opened();
    const former = nodes[0].epoch;
    await moved(adminUrl);
    const sync = { conv, lane: 'pub' as const, epoch: former, after: 2, after_id: '', max_bytes: 10_000 };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => nodes[0].sync({ principal: visitor, sync }).catch((error: unknown) => error)),
    );
    for (const answer of answers) if (answer instanceof Error) expect(answer).toBeInstanceOf(StoreUnavailable);
    expect(await nodes[0].sync({ principal: visitor, sync })).toMatchObject({ reset: true });
    const now = nodes[0].epoch;
    expect(now).not.toBe(former);
    expect(await nodes[1].epochNow()).toBe(now);
    expect(new Set(renewals)).toEqual(new Set([now]));
    for (const node of nodes) await node.close();
  });
});

it('[P96] readiness learns within seconds that the store is away', async () => {
  const never = storeOf({
    about: { kind: 'postgres', version: '', durability: '' },
    epoch: epochCell(''),
    call: () => new Promise(() => undefined),
    close: () => Promise.resolve(),
  });
  await expect(never.ping()).rejects.toThrow(StoreUnavailable);
});
