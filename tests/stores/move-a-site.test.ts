// A site moves from SQLite to PostgreSQL and back, and every table is compared row by row; once by the commands an operator types.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maintenanceAt } from '../../packages/server/dist/adapters/store/maintenance.js';
import { openSqliteStore } from '../../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import { SITE_TABLES } from '../../packages/server/dist/adapters/store/sql/history/site-tables.js';
import type { LedgerLine } from '../../packages/server/dist/ports/erasure-ledger.js';
import type { Maintenance } from '../../packages/server/dist/ports/maintenance.js';
import { erasedPerson } from '../../packages/server/src/testing/erased-person.js';
import { engineStage } from '../../packages/server/src/testing/store-contract/engine/engine-stage.js';
import { freshDatabase } from '../servers/postgres.js';
import type { FreshDatabase } from '../servers/postgres.js';
import { fillEveryTable } from './every-table.fixture.js';

const CLI = fileURLToPath(new URL('../../packages/server/dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'throughline-move-'));
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
/** The index of words is made from `search_documents`, by the database itself, also while a site is read in. */
const NOT_OF_A_SITE = [
  'meta',
  'relays',
  'setup_tokens',
  ...['', '_config', '_data', '_docsize', '_idx'].map((part) => `search_index${part}`),
];
let database: FreshDatabase;
let siteId: string;

type Tables = Record<string, string[]>;

const keyCheck = 'the same key';
async function* erasedOnes(...lines: LedgerLine[]): AsyncGenerator<LedgerLine> {
  yield* lines;
}
const nobody = (): AsyncGenerator<LedgerLine> => erasedOnes();
const at = (dataDir: string, databaseUrl?: string): Maintenance =>
  maintenanceAt({ dataDir, databaseUrl, databasePoolMax: 2 }, { now: () => 1 });

/** Runs the command line; answers what it said. A refusal rejects with its one line. */
async function throughline(args: string[], databaseUrl = ''): Promise<string> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  try {
    return (await promisify(execFile)(process.execPath, [CLI, ...args], { env })).stdout;
  } catch (error) {
    throw new Error(String(Reflect.get(Object(error), 'stderr')).trim(), { cause: error });
  }
}

function sqliteTables(dataDir: string): Tables {
  const driver = new DatabaseSync(join(dataDir, 'throughline.db'));
  const tables = SITE_TABLES.map(({ name, site, columns }) => {
    const rows = driver.prepare(`SELECT ${columns.join(', ')} FROM ${name} WHERE ${site} = ?`).all(siteId);
    return [name, rows.map((row) => JSON.stringify(row)).sort()];
  });
  driver.close();
  return Object.fromEntries(tables);
}

async function postgresTables(): Promise<Tables> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  client.setTypeParser(20, Number);
  const tables: Tables = {};
  for (const { name, site, columns } of SITE_TABLES) {
    const { rows } = await client.query<Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM ${name} WHERE ${site} = $1`, [siteId]);
    tables[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  await client.end();
  return tables;
}

beforeAll(async () => {
  database = await freshDatabase();
  for (const dir of [first, second]) mkdirSync(dir, { recursive: true });
  const file = join(first, 'throughline.db');
  const store = await openSqliteStore({ file });
  siteId = (await erasedPerson(store, 'cnr')).siteId;
  await erasedPerson(store, 'neighbour');
  await store.close();
  const driver = new DatabaseSync(file);
  const ask = (text: string, values: unknown[]) => {
    const statement = driver.prepare(text.replaceAll(/\$\d+/g, '?'));
    return Promise.resolve(statement.all(...values.map((value) => (typeof value === 'number' || value === null ? value : String(value)))));
  };
  await fillEveryTable(async (text, values) => (await ask(text, values)).map((row) => Object(row)), siteId);
  driver.close();
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('export and import', () => {
  it('[P98] SQLite → PostgreSQL → SQLite: every row of every table arrives as it was, and no row of a neighbour', async () => {
    const before = sqliteTables(first);
    for (const [name, rows] of Object.entries(before)) expect(rows.length, name).toBeGreaterThan(0);
    const out = join(folder, 'out.jsonl');
    await at(first).exportSite({ siteId, file: out, keyCheck, now: 1 });
    await at(second, database.url).importSite({ file: out, keyCheck, erased: nobody() });
    expect(await postgresTables()).toEqual(before);
    const back = join(folder, 'back.jsonl');
    await at(second, database.url).exportSite({ siteId, file: back, keyCheck, now: 2 });
    await at(second).importSite({ file: back, keyCheck, erased: nobody() });
    expect(sqliteTables(second)).toEqual(before);
    const driver = new DatabaseSync(join(second, 'throughline.db'));
    expect(driver.prepare('SELECT count(*) AS n FROM sites').get()).toEqual({ n: 1 });
    driver.close();
    await expect(at(second).importSite({ file: out, keyCheck, erased: nobody() })).rejects.toThrow(`has the site ${siteId} already`);
  });

  it('[P98] [S76] who was erased since the export is erased in the transaction of the import: no relay ever serves them', async () => {
    const [from, target] = [join(folder, 'before'), await freshDatabase()];
    mkdirSync(from);
    const store = await openSqliteStore({ file: join(from, 'throughline.db') });
    const gone = await erasedPerson(store, 'gone');
    const names = await store.erasedNames({ siteId: gone.siteId, customerId: gone.customerId });
    await store.close();
    if (names === null) throw new Error('nobody to erase');
    const file = join(folder, 'before.jsonl');
    await at(from).exportSite({ siteId: gone.siteId, file, keyCheck, now: 1 });
    const line = { siteId: gone.siteId, at: 1, ...names };
    async function* torn(): AsyncGenerator<LedgerLine> {
      yield line;
      throw new Error('the ledger cannot be read');
    }
    const client = new pg.Client({ connectionString: target.adminUrl });
    await client.connect();
    await expect(at(from, target.url).importSite({ file, keyCheck, erased: torn() })).rejects.toThrow(/cannot be read/);
    expect((await client.query('SELECT id FROM sites')).rows).toEqual([]);
    const elsewhere = { ...line, siteId: 'sit_other' };
    const imported = await at(from, target.url).importSite({ file, keyCheck, erased: erasedOnes(elsewhere, line) });
    expect(imported).toMatchObject({ siteId: gone.siteId, repeated: 1 });
    expect((await client.query('SELECT status FROM customers WHERE id = $1', [gone.customerId])).rows).toEqual([{ status: 'erased' }]);
    const { rows } = await client.query<{ body: string }>('SELECT body::text FROM entries');
    expect(gone.words.filter((word) => JSON.stringify(rows).includes(word))).toEqual([]);
    await client.end();
    await target.drop();
  });

  it('[P98] every table of the database is of a site, or named here: a new one cannot be forgotten', () => {
    const driver = new DatabaseSync(join(first, 'throughline.db'));
    const rows = driver.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'kysely_%' AND name NOT LIKE 'sqlite_%'",
    );
    const names = rows.all().map((row) => String(Reflect.get(Object(row), 'name')));
    driver.close();
    expect(names.sort()).toEqual([...SITE_TABLES.map(({ name }) => name), ...NOT_OF_A_SITE].sort());
  });

  it('[P98] a cut, altered or foreign file writes nothing, and says what is wrong', async () => {
    const target = join(folder, 'target');
    mkdirSync(target);
    const whole = join(folder, 'whole.jsonl');
    await at(first).exportSite({ siteId, file: whole, keyCheck, now: 1 });
    const text = readFileSync(whole, 'utf8');
    const lines = text.trimEnd().split('\n');
    const broken: [string, string, RegExp][] = [
      ['cut', lines.slice(0, -1).join('\n'), /its end is missing/],
      ['half', text.slice(0, text.length / 2), /a line is cut or altered/],
      ['altered', text.replace('cnrname', 'xnrname'), /it was altered/],
      ['dropped', [...lines.slice(0, 5), ...lines.slice(6)].join('\n'), /it was altered/],
    ];
    for (const [name, content, refusal] of broken) {
      const file = join(folder, `${name}.jsonl`);
      writeFileSync(file, content);
      await expect(at(target).importSite({ file, keyCheck, erased: nobody() }), name).rejects.toThrow(refusal);
    }
    await expect(at(target).importSite({ file: join(folder, 'none.jsonl'), keyCheck, erased: nobody() })).rejects.toThrow(
      /There is no file/,
    );
    await expect(at(target).importSite({ file: whole, keyCheck: 'another', erased: nobody() })).rejects.toThrow(/sealed under another key/);
    for (const [name, rows] of Object.entries(sqliteTables(target))) expect(rows, name).toEqual([]);
    await expect(at(first).exportSite({ siteId, file: whole, keyCheck, now: 1 })).rejects.toThrow(/there already/);
    await expect(at(first).exportSite({ siteId: 'sit_none', file: join(folder, 'y'), keyCheck, now: 1 })).rejects.toThrow(
      /There is no site/,
    );
    expect(existsSync(join(folder, 'y'))).toBe(false);
  });

  it('[P98] all or nothing: what collides with another site in the middle leaves no row', async () => {
    const target = join(folder, 'collides');
    mkdirSync(target);
    const store = await openSqliteStore({ file: join(target, 'throughline.db') });
    await engineStage(store);
    await store.close();
    const driver = new DatabaseSync(join(first, 'throughline.db'));
    const email = String(Reflect.get(Object(driver.prepare('SELECT email FROM agents WHERE site_id = ?').get(siteId)), 'email'));
    driver.close();
    const there = new DatabaseSync(join(target, 'throughline.db'));
    there.exec(`INSERT INTO agents SELECT id, 'agt_there', '${email}', 'There', 'agent', NULL, 'x', 0, 1 FROM sites`);
    there.close();
    const file = join(folder, 'collides.jsonl');
    await at(first).exportSite({ siteId, file, keyCheck, now: 1 });
    await expect(at(target).importSite({ file, keyCheck, erased: nobody() })).rejects.toThrow(/already.*Nothing was imported/);
    for (const [name, rows] of Object.entries(sqliteTables(target))) expect(rows, name).toEqual([]);
  });

  it(
    '[P98] the commands: another key is refused before anything is written, the same key takes the site',
    { timeout: 120_000 },
    async () => {
      const file = join(folder, 'typed.jsonl');
      expect(await throughline(['export', file, '--site', siteId, '--data-dir', first])).toContain(`${siteId} is in ${file}`);
      const target = join(folder, 'typed');
      await expect(throughline(['import', file, '--data-dir', target])).rejects.toThrow(/sealed under another key/);
      copyFileSync(join(first, 'seal.key'), join(target, 'seal.key'));
      expect(await throughline(['import', file, '--data-dir', target])).toContain(`${siteId} is in the store`);
      expect(sqliteTables(target)).toEqual(sqliteTables(first));
    },
  );
});
