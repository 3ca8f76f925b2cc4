// Copies and moves, on whichever store the settings name.
import { existsSync } from 'node:fs';
import { MaintenanceRefused } from '../../ports/maintenance.js';
import type { Maintenance } from '../../ports/maintenance.js';
import { noteBackup } from './last-backup.js';
import { sqliteFileIn } from './open-store.js';
import type { StorePlace } from './open-store.js';
import { withPostgresArchive } from './postgres/postgres-archive.js';
import { exportSite } from './sql/history/export-site.js';
import { renewEpoch, storedEpoch } from './sql/history/epoch-rows.js';
import { importSite } from './sql/history/import-site.js';
import { backupSqlite, restoreSqlite } from './sqlite/copies.js';
import { withSqliteArchive } from './sqlite/sqlite-archive.js';

const USE_PG_DUMP =
  'PostgreSQL is backed up by its own tools: ' +
  'PGOPTIONS="-c throughline.site=*" pg_dump --enable-row-security --format=custom --file=FILE "$DATABASE_URL"';
const USE_PG_RESTORE =
  'PostgreSQL is restored by its own tools: pg_restore into an empty database, then `throughline restore` without a file';

function onSqlite(dataDir: string, now: () => number): Maintenance {
  const file = sqliteFileIn(dataDir);
  return {
    backup: (target) => backupSqlite(file, target),
    noteBackup: (bytes) => noteBackup(dataDir, { at: now(), bytes }),
    async restore(backup) {
      if (backup === undefined) throw new MaintenanceRefused('restore needs --file, the backup to put in place');
      await restoreSqlite(file, backup);
    },
    async exportSite(args) {
      if (!existsSync(file)) throw new MaintenanceRefused(`There is no store at ${file}`);
      return withSqliteArchive(file, { exclusive: false, now: now() }, (archive) => exportSite(archive, args));
    },
    importSite: (args) =>
      withSqliteArchive(file, { exclusive: true, now: now() }, (archive) => importSite(archive, { ...args, now: now() })),
  };
}

function onPostgres(url: string, now: () => number): Maintenance {
  return {
    backup: () => Promise.reject(new MaintenanceRefused(USE_PG_DUMP)),
    noteBackup: () => Promise.reject(new MaintenanceRefused(USE_PG_DUMP)),
    async restore(backup) {
      if (backup !== undefined) throw new MaintenanceRefused(USE_PG_RESTORE);
      await withPostgresArchive(url, { now: now() }, async ({ db }) => renewEpoch(db, await storedEpoch(db)));
    },
    exportSite: (args) => withPostgresArchive(url, { now: now() }, (archive) => exportSite(archive, args)),
    importSite: (args) => withPostgresArchive(url, { now: now() }, (archive) => importSite(archive, { ...args, now: now() })),
  };
}

export function maintenanceAt({ databaseUrl, dataDir }: StorePlace, { now }: { now: () => number }): Maintenance {
  return databaseUrl === undefined ? onSqlite(dataDir, now) : onPostgres(databaseUrl, now);
}
