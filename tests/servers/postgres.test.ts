import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from './postgres.js';

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the PostgreSQL of a test run', () => {
  it('[G41] gives each caller a database of its own and drops only that', async () => {
    const one = await freshDatabase();
    const two = await freshDatabase();
    await query(one.url, 'CREATE TABLE things (id int)');
    expect(await query(two.url, "SELECT 1 FROM pg_tables WHERE tablename = 'things'")).toEqual([]);
    await one.drop();
    await one.drop();
    await expect(query(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
    expect(await query(two.url, 'SELECT 1 AS here')).toEqual([{ here: 1 }]);
    await two.drop();
  });

  it('[G48] ends the server and removes its folder when the run is killed', async () => {
    const script = fileURLToPath(new URL('orphan.fixture.ts', import.meta.url));
    const env = { ...process.env, DATABASE_URL: '', THROUGHLINE_TEST_POSTGRES: '' };
    const run = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'], env });
    const url = await new Promise<string>((resolve, reject) => {
      run.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
      run.once('exit', () => reject(new Error('the run ended before its database was there')));
    });
    const folder = new URL(url).searchParams.get('host') ?? '';
    expect(existsSync(folder)).toBe(true);
    run.kill('SIGKILL');
    await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false);
  });
});
