// Opens the database file for one writer: version, durability and exclusiveness are checked before anything is promised (P20, P24, G24).
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

const BUSY_TIMEOUT_MS = 3_000; // a command-line tool may hold the lock for a moment; longer becomes `unavailable`
const CACHE_KIB = 65_536; // hot rows of some 10,000 conversations
const CHECKPOINT_PAGES = 4_000; // 16 MiB of WAL: pages of busy conversations are written back once for many commits, in one short stall
const OLDEST_SAFE = [3, 51, 3] as const; // earlier ones can corrupt a WAL database when two connections checkpoint at once (G24)
const SYNCHRONOUS_FULL = 2;
const CHECKED_AT_START_MAX_BYTES = 64 * 1024 * 1024; // a fraction of a second; the first ack is due within 5 s (P93)

export interface SqliteFile {
  driver: DatabaseSyncInstance;
  version: string;
  durability: string;
  /** Folds the log into the file; before the end of an exclusive one. False: the log stays beside it. */
  settle(): boolean;
  /** Gives the file up: the lock goes last. Twice is fine. */
  release(): void;
}

/** True for a version whose WAL is safe with several connections. */
export function isSafeVersion(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, least] of OLDEST_SAFE.entries()) {
    const part = parts[i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function pragma(driver: DatabaseSyncInstance, name: string): string {
  const row: unknown = driver.prepare(`PRAGMA ${name}`).get();
  const value: unknown = typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
  return String(value);
}

/** Sets WAL and FULL and reads both back. Throws unless they hold: a binding's default is not relied on (P20). */
export function makeDurable(driver: DatabaseSyncInstance): string {
  driver.exec('PRAGMA journal_mode = WAL');
  driver.exec('PRAGMA synchronous = FULL');
  driver.exec('PRAGMA secure_delete = ON'); // what is deleted or overwritten is no longer in the file either (S77)
  if (process.platform === 'darwin') driver.exec('PRAGMA fullfsync = 1');
  const journal = pragma(driver, 'journal_mode');
  const synchronous = Number(pragma(driver, 'synchronous'));
  if (journal !== 'wal' || synchronous !== SYNCHRONOUS_FULL) {
    throw new Error(
      `The database cannot promise durable commits: journal_mode=${journal}, synchronous=${synchronous}; need wal and 2 (FULL)`,
    );
  }
  return 'journal_mode=wal synchronous=FULL';
}

/**
 * Holds an exclusive transaction on `<file>.lock` (P24). The system frees it when this process dies and keeps it while it is paused, so a
 * second server refuses to start in both cases, and none waits after a kill.
 */
export function takeLock(file: string): DatabaseSyncInstance {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new Error(`Another server holds ${file}: stop it first, also if it is only paused`, { cause });
  }
}

/** Makes the file for its owner only before SQLite does; SQLite gives `-wal` and `-shm` the same mode (S36). */
function ownerOnly(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * A damaged database is refused before anybody is served, where looking costs little: tables and their pages, not the indexes. A larger one is
 * served until a damaged page is met, and then the process ends without an ack.
 */
function refuseDamaged(driver: DatabaseSyncInstance, file: string): void {
  const bytes = Number(pragma(driver, 'page_count')) * Number(pragma(driver, 'page_size'));
  if (bytes > CHECKED_AT_START_MAX_BYTES) return;
  const said = pragma(driver, 'quick_check(1)');
  if (said !== 'ok') throw new Error(`${file} is damaged (${said}): restore a backup`);
}

/** `exclusive: false` opens beside a running server, for command-line tools: it takes no lock and never checkpoints. */
export function openSqliteFile(file: string, { exclusive }: { exclusive: boolean }): SqliteFile {
  if (file !== ':memory:') ownerOnly(file);
  const lock = exclusive ? takeLock(file) : null;
  let driver: DatabaseSyncInstance | undefined;
  try {
    driver = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableDoubleQuotedStringLiterals: false });
    const version = String(Object.values(Object(driver.prepare('SELECT sqlite_version()').get()))[0]);
    if (!isSafeVersion(version)) throw new Error(`SQLite ${version} can corrupt a WAL database; need ${OLDEST_SAFE.join('.')} or later`);
    const durability = makeDurable(driver);
    if (exclusive) refuseDamaged(driver, file);
    driver.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    driver.exec('PRAGMA temp_store = MEMORY');
    driver.exec('PRAGMA trusted_schema = OFF');
    driver.exec(`PRAGMA wal_autocheckpoint = ${exclusive ? CHECKPOINT_PAGES : 0}`);
    const opened = driver;
    return { driver, version, durability, settle: () => exclusive && settle(opened), release: () => releaseAll(opened, lock) };
  } catch (error) {
    releaseAll(driver, lock);
    throw error;
  }
}

/**
 * Folds the log into the file, so that the file alone is the whole store when it is closed: an older file put in its place is then older, and
 * not mended by a log that was left beside it (P26). False: the log stays, whole, and the next start reads it.
 */
function settle(driver: DatabaseSyncInstance): boolean {
  if (!driver.isOpen) return false;
  try {
    driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return true;
  } catch (error) {
    if (error instanceof Error) return false; // a full or failing disk: nothing is lost
    throw error;
  }
}

function releaseAll(driver: DatabaseSyncInstance | undefined, lock: DatabaseSyncInstance | null): void {
  if (driver?.isOpen === true) driver.close();
  if (lock?.isOpen === true) lock.close();
}
