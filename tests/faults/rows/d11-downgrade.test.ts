// D11: a database that a newer build has been at. It is refused in one line that says what to do, and nothing in it changes.
// (A migration that is killed half-way is K2's `mid-migration`.)
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { guard } from '../../servers/guard.js';
import { freshFolder } from '../../servers/private-server.js';
import { freshDatabase } from '../../servers/postgres.js';

const CLI = fileURLToPath(new URL('../../../packages/server/dist/cli.js', import.meta.url));
const NEWER = "INSERT INTO kysely_migration (name, timestamp) VALUES ('0099-from-the-future', '2100-01-01')";
const folder = freshFolder();
const release = guard({ folder });
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  release();
});

/** Answers the exit code and what went to standard error. */
async function throughline(args: string[], databaseUrl = ''): Promise<{ code: unknown; said: string }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const failed: unknown = await promisify(execFile)(process.execPath, [CLI, ...args, '--data-dir', folder], { env }).catch(
    (error: unknown) => error,
  );
  return { code: Reflect.get(Object(failed), 'code') ?? 0, said: String(Reflect.get(Object(failed), 'stderr')).trim() };
}

const refusal = {
  code: 1,
  said: expect.stringMatching(
    /^The database was upgraded to 0099-from-the-future, which this build does not know\. Nothing was changed\. Run that newer build.*$/,
  ),
};

it('[fault D11] SQLite: a downgrade is refused in one line and the file stays byte for byte', async () => {
  mkdirSync(folder, { recursive: true });
  expect((await throughline(['migrate'])).code).toBe(0);
  const file = join(folder, 'throughline.db');
  const driver = new DatabaseSync(file);
  driver.exec(`${NEWER}; PRAGMA wal_checkpoint(TRUNCATE)`);
  driver.close();
  const before = readFileSync(file);
  for (const command of [['start', '--port', '0'], ['migrate'], ['rebuild']])
    expect(await throughline(command), command[0]).toEqual(refusal);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('[fault D11] PostgreSQL: a downgrade is refused in one line', async () => {
  const database = await freshDatabase();
  try {
    expect((await throughline(['migrate'], database.url)).code).toBe(0);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(NEWER);
    const tables = 'SELECT relname, relfilenode FROM pg_class WHERE relnamespace = $1::regnamespace ORDER BY relname';
    const before = (await client.query<Record<string, unknown>>(tables, ['public'])).rows;
    expect(await throughline(['start', '--port', '0'], database.url)).toEqual(refusal);
    expect((await client.query<Record<string, unknown>>(tables, ['public'])).rows).toEqual(before);
    await client.end();
  } finally {
    await database.drop();
  }
});
