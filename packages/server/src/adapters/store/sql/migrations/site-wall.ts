// Row-level security, the second wall between sites (S11): PostgreSQL shows and takes only rows of the site that the transaction named. The
// first wall is the site id in every statement; this one holds when a statement forgets it. Nothing named, nothing visible.
// FORCE: the relay owns its tables, and owners pass policies otherwise. '*' is for what asks across sites: migrations, sweeps, credentials.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { TableSpec } from './table.js';

const NAMED = sql`current_setting('throughline.site', true)`;

/** The column that says which site a row belongs to; null for tables of the whole installation. */
export function siteColumn({ name, columns }: TableSpec): 'site_id' | 'id' | null {
  if ('site_id' in columns) return 'site_id';
  return name === 'sites' ? 'id' : null;
}

export async function raiseSiteWall(db: Kysely<unknown>, spec: TableSpec): Promise<void> {
  const column = siteColumn(spec);
  if (column === null) return;
  const table = sql.table(spec.name);
  await sql`alter table ${table} enable row level security`.execute(db);
  await sql`alter table ${table} force row level security`.execute(db);
  await sql`create policy site_wall on ${table} using (${sql.ref(column)} = ${NAMED} or ${NAMED} = '*')`.execute(db);
}
