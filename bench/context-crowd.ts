// Everybody else: customers of 50 interactions each, written straight into the tables, so that ten million of them are there in minutes. The
// bench never asks for them; they are what an index has to find its way through. Each has its row of `customers`, of `customer_channels` and one
// of `facts`; promises, items and cases are the measured customers' alone. Indexes of interactions are taken off meanwhile and built at the end.
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';

const EACH = 50;
const BATCH = 1_000_000;
const COLUMNS =
  'site_id, id, source_id, message_id, customer_id, channel, department, visibility, type, name, title, data, occurred_at, received_at, original_timestamp, flags, unverified, conversation_id, causation_id, correlation_id';

interface Words {
  /** `n` with leading zeros. */
  padded(n: string): string;
  /** A table `series` with the column `n` from `from` until before `until`. */
  series(from: number, until: number): string;
  big: string;
}
const SQLITE: Words = {
  padded: (n) => `printf('%09d', ${n})`,
  series: (from, until) => `with recursive series(n) as (select ${from} union all select n + 1 from series where n + 1 < ${until})`,
  big: 'n',
};
const POSTGRES: Words = {
  padded: (n) => `lpad(cast(${n} as text), 9, '0')`,
  series: (from, until) => `with series as (select n from generate_series(${from}, ${until - 1}) as n)`,
  big: 'n::bigint',
};

/** Statements that write interactions `from` until before `until`. */
function statements(siteId: string, words: Words, { from, until }: { from: number; until: number }): string[] {
  const customer = `'cus_crowd' || ${words.padded(`n / ${EACH}`)}`;
  const owner = `'cus_crowd' || ${words.padded('n')}`;
  const interactions = words.series(from, until);
  const customers = words.series(Math.ceil(from / EACH), Math.ceil(until / EACH));
  const time = `1700000000000 + ${words.big} * 1000`;
  return [
    `insert into interactions (${COLUMNS}) ${interactions}
    select '${siteId}', 'int_crowd' || ${words.padded('n')}, 'src_crowd', 'crowd-' || ${words.padded('n')}, ${customer},
      case when n % 10 = 0 then 'order' else 'web' end, null, 'shared', case when n % 10 = 0 then 'track' else 'page' end,
      case when n % 10 = 0 then 'Order Completed' else '' end, 'Viewed /p', '{"path":"/p/' || cast(n % 997 as text) || '"}',
      ${time}, ${time}, null, '[]', 0, null, null, null
    from series`,
    `insert into customers (site_id, id, root_id, status, user_id, created_at) ${customers}
    select '${siteId}', ${owner}, ${owner}, 'active', 'crowd' || cast(n as text), 1700000000000 from series`,
    `insert into customer_channels (site_id, customer_id, channel, count, first_at, last_at) ${customers}
    select '${siteId}', ${owner}, 'web', ${EACH}, 1700000000000, 1700000000000 from series`,
    `insert into facts (site_id, customer_id, id, key, label, value, norm, masked, scope, at, channel, given, sources) ${customers}
    select '${siteId}', ${owner}, 'fct_crowd' || ${words.padded('n')}, 'order_id', 'order number', 'o-1', 'O-1', 0, 'case', 1700000000000, 'web', 1, '[]' from series`,
  ];
}

function* batches(count: number): Generator<{ from: number; until: number }> {
  for (let from = 0; from < count; from += BATCH) yield { from, until: Math.min(count, from + BATCH) };
}

export function fillSqlite(file: string, siteId: string, count: number): void {
  if (count === 0) return;
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = FILE');
  const indexes = db
    .prepare("select name, sql from sqlite_master where type = 'index' and tbl_name = 'interactions' and sql is not null")
    .all()
    .map((row) => ({ name: String(Object(row).name), sql: String(Object(row).sql) }));
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  for (const batch of batches(count)) for (const text of statements(siteId, SQLITE, batch)) db.exec(text);
  for (const { sql } of indexes) db.exec(sql);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

export async function fillPostgres(url: string, siteId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    "select indexname, indexdef from pg_indexes where tablename = 'interactions' and indexname <> 'interactions_key'",
  );
  await client.query("set maintenance_work_mem = '256MB'");
  if (count > 0) for (const { indexname } of rows) await client.query(`drop index ${indexname}`);
  for (const batch of batches(count)) for (const text of statements(siteId, POSTGRES, batch)) await client.query(text);
  if (count > 0) for (const { indexdef } of rows) await client.query(indexdef);
  await client.query('vacuum analyze');
  await client.end();
}
