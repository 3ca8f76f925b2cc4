// Reads a site from a file into a store that does not have it: all of it or nothing, in one transaction, after the whole file was checked.
// Entries keep their ids and places; the epoch is the target's own, so clients begin anew there and offer again what they hold (P72).
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { MaintenanceRefused } from '../../../../ports/maintenance.js';
import type { LedgerLine } from '../../../../ports/erasure-ledger.js';
import type { ImportedSite } from '../../../../ports/maintenance.js';
import { eraseAgain } from '../erasure/erase-again.js';
import { NEWEST_MIGRATION } from '../migrate.js';
import { hex128, newId } from '../random-ids.js';
import type { Database } from '../schema.js';
import { checkArchive, linesOf, readRow } from './archive-format.js';
import type { Header, Row } from './archive-format.js';
import type { ArchiveDb } from './export-site.js';
import { storedEpoch } from './epoch-rows.js';
import type { SiteTable } from './site-tables.js';

const PARAMETERS_MAX = 2_000; // of one statement; SQLite takes 32,766, PostgreSQL 65,535

function refuseForeign(header: Header, { file, keyCheck }: { file: string; keyCheck: string }): void {
  if (header.migration !== NEWEST_MIGRATION) {
    throw new MaintenanceRefused(`${file} was written at ${header.migration}, this build is at ${NEWEST_MIGRATION}: use the same version`);
  }
  if (header.keyCheck !== keyCheck) {
    throw new MaintenanceRefused(
      `${file} was sealed under another key: copy seal.key of the store it came from into the data folder first`,
    );
  }
}

async function insert(trx: Transaction<Database>, { table, rows }: { table: SiteTable | null; rows: readonly Row[] }): Promise<void> {
  if (table === null) return;
  const columns = sql.join(table.columns.map((name) => sql.ref(name)));
  const values = rows.map((row) => sql`(${sql.join(table.columns.map((name) => row[name] ?? null))})`);
  await sql`insert into ${sql.table(table.name)} (${columns}) values ${sql.join(values)}`.execute(trx);
}

async function insertAll(trx: Transaction<Database>, file: string, site: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let table: SiteTable | null = null;
  let rows: Row[] = [];
  let isHeader = true;
  for await (const { text, isLast } of linesOf(file)) {
    if (isHeader || isLast) {
      isHeader = false;
      continue;
    }
    const read = readRow(file, text, site);
    counts[read.table.name] = (counts[read.table.name] ?? 0) + 1;
    if (read.table !== table || (rows.length + 1) * read.table.columns.length > PARAMETERS_MAX) {
      await insert(trx, { table, rows });
      table = read.table;
      rows = [];
    }
    rows.push(read.row);
  }
  await insert(trx, { table, rows });
  return counts;
}

/** Part of the import: on PostgreSQL relays serve the site from its commit on. */
async function eraseAll(
  { db, dialect }: { db: Transaction<Database>; dialect: ArchiveDb['dialect'] },
  { site, erased, now }: { site: string; erased: AsyncIterable<LedgerLine>; now: number },
): Promise<number> {
  const tx = { db, dialect, epoch: await storedEpoch(db), newId, hex128 };
  let repeated = 0;
  for await (const { siteId, at: _at, ...names } of erased) {
    if (siteId === site && (await eraseAgain(tx, site, { names, now }))) repeated += 1;
  }
  return repeated;
}

/** A key of the site that the target gave to somebody else: an agent's address, above all. */
const TAKEN = /UNIQUE constraint failed: (\w+\.\w+)|unique constraint "(\w+)"/;

export async function importSite(
  { db, dialect }: ArchiveDb,
  args: { file: string; keyCheck: string; erased: AsyncIterable<LedgerLine>; now: number },
): Promise<ImportedSite> {
  const header = await checkArchive(args.file);
  refuseForeign(header, args);
  try {
    const { counts, repeated } = await db.transaction().execute(async (trx) => {
      if (dialect === 'postgres') await sql`select set_config('throughline.site', '*', true)`.execute(trx);
      const known = await trx.selectFrom('sites').select('id').where('id', '=', header.site).executeTakeFirst();
      if (known !== undefined) throw new MaintenanceRefused(`This store has the site ${header.site} already`);
      const inserted = await insertAll(trx, args.file, header.site);
      const again = await eraseAll({ db: trx, dialect }, { site: header.site, erased: args.erased, now: args.now });
      if (dialect === 'sqlite') {
        await sql`update meta set value = cast(value as integer) + 1 where key = 'commits'`.execute(trx);
      }
      return { counts: inserted, repeated: again };
    });
    return { siteId: header.site, counts, repeated };
  } catch (error) {
    const taken = error instanceof Error ? TAKEN.exec(error.message) : null;
    if (taken === null) throw error;
    throw new MaintenanceRefused(`This store uses something of that site already (${taken[1] ?? taken[2] ?? ''}). Nothing was imported.`, {
      cause: error,
    });
  }
}
