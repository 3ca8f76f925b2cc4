// Everybody else: customers of 50 interactions each, written straight into the tables by one statement per store, so that a million of them
// are there in a minute. The bench never reads them; they are what an index has to find its way through.
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';

const EACH = 50;
const COLUMNS =
  'site_id, id, source_id, message_id, customer_id, channel, department, visibility, type, name, title, data, occurred_at, received_at, original_timestamp, flags, unverified, conversation_id, causation_id, correlation_id';

/** `n` runs from 0; `int(…)` and text casts are the same words on both stores. */
function select(series: string): string {
  return `insert into interactions (${COLUMNS})
    ${series}
    select '{site}', 'int_crowd' || cast(n as text), 'src_crowd', 'crowd-' || cast(n as text), 'cus_crowd' || cast(n / ${EACH} as text),
      case when n % 10 = 0 then 'order' else 'web' end, null, 'shared', case when n % 10 = 0 then 'track' else 'page' end,
      case when n % 10 = 0 then 'Order Completed' else '' end, 'Viewed /p', '{"path":"/p/' || cast(n % 997 as text) || '"}',
      1700000000000 + n * 60000, 1700000000000 + n * 60000, null, '[]', 0, null, null, null
    from series`;
}

export function fillSqlite(file: string, siteId: string, count: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000');
  const text = select(`with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ${count})`);
  if (count > 0) db.exec(text.replaceAll('{site}', siteId));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

export async function fillPostgres(url: string, siteId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const text = select(`with series as (select n from generate_series(0, ${count - 1}) as n)`).replaceAll(
    '1700000000000 + n',
    '1700000000000 + n::bigint',
  );
  if (count > 0) await client.query(text.replaceAll('{site}', siteId));
  await client.query('vacuum analyze');
  await client.end();
}
