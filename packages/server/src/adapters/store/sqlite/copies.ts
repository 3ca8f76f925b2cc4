// Copies of the embedded store: made beside a running relay, and put in its place while none runs (P98).
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { MaintenanceRefused } from '../../../ports/maintenance.js';
import { syncPath } from '../sql/history/durable-file.js';
import { hex128 } from '../sql/random-ids.js';
import { openSqliteFile, takeLock } from './sqlite-file.js';

/** Every page, row and index agrees with every other. The first disagreement is in the error. */
function checkWhole(driver: DatabaseSyncInstance, file: string): void {
  const found = (): string => {
    try {
      return String(Object.values(Object(driver.prepare('PRAGMA integrity_check(1)').get()))[0]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const said = found();
  if (said !== 'ok') throw new MaintenanceRefused(`${file} is no usable copy: ${said}. Nothing was changed.`);
}

/** For its owner only from its first byte on: SQLite fills an empty file as it finds it, and would make one that others can read (S36). */
async function emptyFile(target: string): Promise<void> {
  const created = await open(target, 'wx', 0o600);
  await created.close();
}

/** One snapshot, packed, in a file of its own; writers go on meanwhile. (Not a copy of the file: half of what it holds may be in the log.) */
export async function backupSqlite(file: string, target: string): Promise<number> {
  if (!existsSync(file)) throw new MaintenanceRefused(`There is no store at ${file}`);
  if (existsSync(target)) throw new MaintenanceRefused(`${target} is there already: a backup never replaces a file`);
  if (!existsSync(dirname(target))) throw new MaintenanceRefused(`There is no folder ${dirname(target)}`);
  await emptyFile(target);
  try {
    const source = openSqliteFile(file, { exclusive: false });
    try {
      source.driver.prepare('VACUUM INTO ?').run(target);
    } finally {
      source.release();
    }
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
  const copy = new DatabaseSync(target);
  try {
    checkWhole(copy, target);
  } finally {
    copy.close();
  }
  await syncPath(target);
  await syncPath(dirname(target));
  return statSync(target).size;
}

/** The copy as one whole file without a log, with a history of its own. */
function prepare(next: string, backup: string): void {
  const driver = new DatabaseSync(next);
  try {
    checkWhole(driver, backup);
    const meta = driver.prepare("SELECT value FROM meta WHERE key = 'epoch'");
    const seen: unknown = Reflect.get(Object(meta.get()), 'value');
    if (typeof seen !== 'string') throw new MaintenanceRefused(`${backup} is no Throughline store. Nothing was changed.`);
    driver.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(`epoch:${seen}`, '');
    driver.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(hex128());
    driver.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    if (error instanceof Error && /no such table/.test(error.message))
      throw new MaintenanceRefused(`${backup} is no Throughline store. Nothing was changed.`, { cause: error });
    throw error;
  } finally {
    driver.close();
  }
}

/**
 * Takes the log of the store that is replaced out of the way: SQLite would play it into whatever file stands in its place. What is in it goes
 * into the old file first, so that a restore which fails here has lost nothing; where that is not possible, the old file is past saving.
 */
function retire(file: string): void {
  if (existsSync(file)) {
    try {
      const old = new DatabaseSync(file);
      try {
        old.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        old.close();
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error; // a damaged database: the reason to restore
    }
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

/** Refuses while a relay runs, and a backup that is not whole. The new history begins before the copy stands in the store's place. */
export async function restoreSqlite(file: string, backup: string): Promise<void> {
  if (!existsSync(backup)) throw new MaintenanceRefused(`There is no file ${backup}`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = takeLock(file);
  const next = `${file}.restoring`;
  const forget = (): void => ['', '-wal', '-shm', '-journal'].forEach((suffix) => rmSync(`${next}${suffix}`, { force: true }));
  try {
    forget();
    copyFileSync(backup, next);
    chmodSync(next, 0o600);
    if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${next}-wal`); // a copied folder instead of a backup
    prepare(next, backup);
    await syncPath(next);
    retire(file);
    renameSync(next, file);
    await syncPath(dirname(file));
  } finally {
    forget();
    lock.close();
  }
}
