// Writes a site to a file: every table in one snapshot of the store, row by row, never a whole table in memory.
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { MaintenanceRefused } from '../../../../ports/maintenance.js';
import type { SiteCounts } from '../../../../ports/maintenance.js';
import { NEWEST_MIGRATION } from '../migrate.js';
import type { Dialect } from '../migrations/table.js';
import type { Database } from '../schema.js';
import { FORMAT, FORMAT_VERSION, LineHash } from './archive-format.js';
import type { Header, Row } from './archive-format.js';
import { storedEpoch } from './epoch-rows.js';
import { SITE_TABLES } from './site-tables.js';
import type { SiteTable } from './site-tables.js';

const FETCH_ROWS = 500; // one round trip to PostgreSQL

export interface ArchiveDb {
  db: Kysely<Database>;
  dialect: Dialect;
}

function query(table: SiteTable, siteId: string) {
  const columns = sql.join(table.columns.map((name) => sql.ref(name)));
  const order = sql.join(table.order.map((name) => sql.ref(name)));
  return sql<Row>`select ${columns} from ${sql.table(table.name)} where ${sql.ref(table.site)} = ${siteId} order by ${order}`;
}

/** SQLite gives rows one by one; PostgreSQL needs a cursor, or it sends the whole table at once. */
async function* rowsOf(trx: Transaction<Database>, { dialect, table, siteId }: { dialect: Dialect; table: SiteTable; siteId: string }) {
  const select = query(table, siteId);
  if (dialect === 'sqlite') {
    yield* trx
      .selectFrom(sql<Row>`(${select})`.as('rows'))
      .selectAll()
      .stream(FETCH_ROWS);
    return;
  }
  await sql`declare of_site no scroll cursor for ${select}`.execute(trx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.raw(String(FETCH_ROWS))} from of_site`.execute(trx);
    if (rows.length === 0) break;
    yield* rows;
  }
  await sql`close of_site`.execute(trx);
}

async function writeAll(file: FileHandle, trx: Transaction<Database>, args: ExportArgs): Promise<Record<string, number>> {
  const hash = new LineHash();
  const header: Header = {
    format: FORMAT,
    version: FORMAT_VERSION,
    migration: NEWEST_MIGRATION,
    epoch: await storedEpoch(trx),
    site: args.siteId,
    exportedAt: args.now,
    keyCheck: args.keyCheck,
    tables: Object.fromEntries(SITE_TABLES.map(({ name, columns }) => [name, [...columns]])),
  };
  await file.write(hash.line(JSON.stringify(header)));
  for (const table of SITE_TABLES) {
    let held = '';
    for await (const row of rowsOf(trx, { dialect: args.dialect, table, siteId: args.siteId })) {
      held += hash.row(
        table,
        table.columns.map((column) => row[column] ?? null),
      );
      if (held.length > WRITE_CHARS) {
        await file.write(held);
        held = '';
      }
    }
    await file.write(held);
  }
  await file.write(hash.trailer());
  return hash.counts;
}

const WRITE_CHARS = 256 * 1024;

interface ExportArgs {
  siteId: string;
  file: string;
  keyCheck: string;
  now: number;
  dialect: Dialect;
}

/** Refuses a file that is there. A failed export leaves none. */
export async function exportSite({ db, dialect }: ArchiveDb, args: Omit<ExportArgs, 'dialect'>): Promise<SiteCounts> {
  const file = await open(args.file, 'wx', 0o600).catch((cause: unknown) => {
    throw new MaintenanceRefused(`${args.file} cannot be made, or is there already`, { cause });
  });
  try {
    const snapshot = dialect === 'postgres' ? db.transaction().setIsolationLevel('repeatable read') : db.transaction();
    const counts = await snapshot.execute(async (trx) => {
      if (dialect === 'postgres') await sql`select set_config('throughline.site', '*', true)`.execute(trx);
      const site = await trx.selectFrom('sites').select('id').where('id', '=', args.siteId).executeTakeFirst();
      if (site === undefined) throw new MaintenanceRefused(`There is no site ${args.siteId}`);
      return writeAll(file, trx, { ...args, dialect });
    });
    await file.sync();
    await file.close();
    return { siteId: args.siteId, counts };
  } catch (error) {
    await file.close();
    await rm(args.file, { force: true });
    throw error;
  }
}
