// Nobody but its owner reads a backup, not even while it is being written (S36).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, expect, it } from 'vitest';
import { backupSqlite } from './copies.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-copies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Says the mode that a file has as soon as it is there. (Another process: the copy keeps this one busy.) */
const WATCHER = `console.log('ready'); for (;;) { const seen = require('node:fs').statSync(process.argv[1], { throwIfNoEntry: false });
  if (seen !== undefined) { console.log((seen.mode & 0o777).toString(8)); break; } }`;

it('[S36] a backup is for its owner only while it is being written, also where the umask gives everything away', async () => {
  const file = join(folder, 'relay.db');
  const driver = new DatabaseSync(file);
  driver.exec(
    'CREATE TABLE words (word TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO words SELECT hex(randomblob(500)) FROM n',
  );
  driver.close();
  const target = join(folder, 'backup.db');
  const watcher = spawn(process.execPath, ['-e', WATCHER, target], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: watcher.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  expect(await backupSqlite(file, target)).toBeGreaterThan(10_000_000);
  expect((await lines.next()).value).toBe('600');
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

it('[P98] a backup that fails leaves no file, and one that is there is never touched', async () => {
  const broken = join(folder, 'broken.db');
  writeFileSync(broken, 'no database at all, and long enough to be read as one'.repeat(100));
  const target = join(folder, 'none.db');
  await expect(backupSqlite(broken, target)).rejects.toThrow();
  expect(existsSync(target)).toBe(false);
  writeFileSync(target, 'mine');
  await expect(backupSqlite(join(folder, 'relay.db'), target)).rejects.toThrow(/there already/);
  expect(statSync(target).size).toBe(4);
});
