// What many conversations say at once, for search: two statements, because on PostgreSQL every statement is a round trip.
import { sql } from 'kysely';
import type { Append } from '../delivery/append-entries.js';
import type { Tx } from '../operation.js';
import { ACTIVITY_STEP_MS } from './customer-documents.js';
import { entryDocument } from './entry-documents.js';

const COLUMNS = sql`site_id, kind, customer_id, id, conversation_id, lane, seq, at, author, files, department, visibility, title, body, words`;

/** New entries alone: a note is not changed by a group. PostgreSQL. */
export async function indexAll(tx: Tx, siteId: string, appends: readonly Pick<Append, 'row' | 'entries' | 'after'>[]): Promise<void> {
  const rows = appends.flatMap(({ row, entries }) => entries.flatMap(({ entry }) => entryDocument({ siteId, conv: row.id }, entry) ?? []));
  if (rows.length > 0) {
    await sql`insert into search_documents (${COLUMNS}) select ${COLUMNS} from json_to_recordset(${JSON.stringify(rows)}::json) as given(
      site_id text, kind text, customer_id text, id text, conversation_id text, lane text, seq bigint, at bigint, author text, files integer,
      department text, visibility text, title text, body text, words text)`.execute(tx.db);
  }
  const seen = appends.flatMap(({ row, after }) =>
    row.customer_id !== '' && after.state.lastAt > row.last_at ? [{ id: row.customer_id, at: after.state.lastAt }] : [],
  );
  if (seen.length === 0) return;
  await sql`update customer_list set last_at = given.at
    from (select root_id, max(seen.at) as at from json_to_recordset(${JSON.stringify(seen)}::json) as seen(id text, at bigint)
      join customers on customers.site_id = ${siteId} and customers.id = seen.id group by root_id) as given
    where customer_list.site_id = ${siteId} and customer_list.id = given.root_id and customer_list.last_at <= given.at - ${ACTIVITY_STEP_MS}`.execute(
    tx.db,
  );
}
