// The commit group on a real file: what is acked, what is not, and when the process has to end.
import { DatabaseSync } from '@photostructure/sqlite';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DiskFailure, Engine } from './engine.js';
import type { Call, Reply } from './messages.js';
import { classify } from './sqlite-errors.js';
import { isSafeVersion, makeDurable, openSqliteFile } from './sqlite-file.js';
import type { SqliteFile } from './sqlite-file.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function opened(change: (file: SqliteFile) => SqliteFile = (file) => file) {
  const path = join(folder, `${(files += 1)}.db`);
  const file = openSqliteFile(path, { exclusive: true });
  return { path, file, engine: await Engine.open(change(file), 1) };
}

const team = (id: number, name: unknown): Call => ({ id, op: 'createTeam', args: { siteId: 's', name, now: 1 } });

const audit = (id: number, bytes: number): Call => ({
  id,
  op: 'audit',
  args: { siteId: 's', actor: 'a', action: 'b', target: 'c', detail: { text: 'x'.repeat(bytes) }, now: 1 },
});

async function group(engine: Engine, calls: Call[]): Promise<Reply[]> {
  return engine.write(() => calls.shift());
}

async function names(engine: Engine): Promise<unknown> {
  const [reply] = await engine.read([{ id: 1, op: 'teams', args: { siteId: 's' } }]);
  return reply?.ok === true && Array.isArray(reply.value) ? reply.value.map((row: { name: string }) => row.name) : reply;
}

describe('durability', () => {
  it('[P20] sets WAL and FULL, reads both back, and refuses a file that cannot have them', async () => {
    const { engine, file } = await opened();
    expect(file.durability).toBe('journal_mode=wal synchronous=FULL');
    expect(file.driver.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    engine.close();
    expect(() => makeDurable(new DatabaseSync(':memory:'))).toThrow(/cannot promise durable commits: journal_mode=memory/);
    const stubborn = new DatabaseSync(join(folder, 'stubborn.db'));
    const ignoresFull = new Proxy(stubborn, {
      get(target, key) {
        if (key === 'exec') return (text: string) => target.exec(text.replace('= FULL', '= NORMAL'));
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    expect(() => makeDurable(ignoresFull)).toThrow(/synchronous=1/);
  });

  it('[G24] versions whose WAL can be corrupted are refused', () => {
    expect(['3.7.0', '3.45.1', '3.51.2'].map(isSafeVersion)).toEqual([false, false, false]);
    expect(['3.51.3', '3.52.0', '3.53.0', '4.0.0'].map(isSafeVersion)).toEqual([true, true, true, true]);
  });
});

describe('commit group', () => {
  it('[P21] one bad operation rolls back only itself', async () => {
    const { engine } = await opened();
    const half: Call = {
      id: 2,
      op: 'createSite',
      args: { name: 'Half', origins: [], settings: {}, writeKey: 'k', secretKeyHash: 'k', now: 1 },
    };
    const replies = await group(engine, [team(1, 'Blue'), half, team(3, { bad: true }), team(4, 'Green')]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    expect(await names(engine)).toEqual(['Blue', 'Green']);
    expect(await engine.read([{ id: 9, op: 'sites', args: {} }])).toMatchObject([{ ok: true, value: [] }]); // its first insert went back
    engine.close();
  });

  it('[P21] [P36] another connection sees a group only when its replies exist', async () => {
    const { engine, path } = await opened();
    const beside = new DatabaseSync(path);
    const count = () => beside.prepare('SELECT count(*) AS n FROM teams').get();
    const seen: unknown[] = [];
    const calls = [team(1, 'Blue'), team(2, 'Green')];
    const replies = await engine.write(() => {
      seen.push(count());
      return calls.shift();
    });
    expect(seen).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }]);
    expect([replies.length, count()]).toEqual([2, { n: 2 }]);
    beside.close();
    engine.close();
  });

  it('[P37] a full disk acks nothing, keeps what was acked, and recovers by itself', async () => {
    const { engine, file } = await opened();
    expect((await group(engine, [team(1, 'before')]))[0]?.ok).toBe(true);
    file.driver.exec(`PRAGMA max_page_count = ${Number(Object.values(file.driver.prepare('PRAGMA page_count').get())[0])}`);
    const full = await group(engine, [team(2, 'small'), audit(3, 100_000), audit(4, 100_000)]);
    expect(full.some((reply) => !reply.ok && reply.failure === 'unavailable')).toBe(true);
    expect(full.every((reply) => reply.ok || reply.failure === 'unavailable')).toBe(true);
    const kept = await names(engine);
    expect(kept).toEqual(full.some((reply) => reply.id === 2 && reply.ok) ? ['before', 'small'] : ['before']);
    file.driver.exec('PRAGMA max_page_count = 1000000');
    expect((await group(engine, [team(5, 'after')]))[0]?.ok).toBe(true);
    expect(file.driver.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    engine.close();
  });

  it('[P37] a lock held by somebody else is unavailable, not a failure', async () => {
    const { engine, path, file } = await opened();
    file.driver.exec('PRAGMA busy_timeout = 50');
    const beside = new DatabaseSync(path);
    beside.exec('BEGIN IMMEDIATE');
    const [busy] = await group(engine, [team(1, 'waits')]);
    expect(busy).toMatchObject({ ok: false, failure: 'unavailable' });
    beside.exec('COMMIT');
    beside.close();
    engine.close();
  });

  it('[P23] a commit whose outcome is unknown ends the engine without a reply', async () => {
    let failing = false;
    const failsOnCommit = (file: SqliteFile): SqliteFile => ({
      ...file,
      driver: new Proxy(file.driver, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            if (failing && key === 'exec' && args[0] === 'COMMIT') throw new Error('disk I/O error');
            return Reflect.apply(value, target, args);
          };
        },
      }),
    });
    const { engine } = await opened(failsOnCommit);
    failing = true;
    await expect(group(engine, [team(1, 'Blue')])).rejects.toThrow(DiskFailure);
    failing = false;
    engine.close();
  });

  it('[P23] an I/O error is fatal; busy, full and read-only are not; the rest is a bug', () => {
    const coded = (errcode: number) => Object.assign(new Error('any'), { errcode });
    expect([coded(10), coded(1034), new Error('disk I/O error')].map(classify)).toEqual(['fatal', 'fatal', 'fatal']);
    expect([coded(5), coded(13), coded(8), new Error('database or disk is full')].map(classify)).toEqual(
      Array.from({ length: 4 }, () => 'unavailable'),
    );
    expect([coded(19), new TypeError('x'), 'text'].map(classify)).toEqual(['bug', 'bug', 'bug']);
  });

  it('a migration that fails leaves nothing behind, and a newer database is refused', async () => {
    const { engine, file, path } = await opened();
    file.driver.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-future', '2030')");
    engine.close();
    const again = openSqliteFile(path, { exclusive: true });
    await expect(Engine.open(again, 1)).rejects.toThrow(/9999-future/);
    expect(again.driver.isTransaction).toBe(false);
    again.release();
    expect(existsSync(`${path}.lock`)).toBe(true);
  });
});
