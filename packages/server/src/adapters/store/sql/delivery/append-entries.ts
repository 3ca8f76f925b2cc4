// Writes entries at their places: heads move in the same statement that is checked against the plan (P31d), so a plan made on a stale read
// cannot be stored. The primary key (lane, seq) is the second wall (P35).
import { sql } from 'kysely';
import type { ConversationState, Entry } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable, EntriesTable } from '../schema.js';
import { columnsOf } from './conversation-state.js';
import { rowOf } from './entry-rows.js';
import { languageAfter } from './language-after.js';
import { indexEntries } from '../search/entry-documents.js';
import { touchCustomer } from '../search/customer-documents.js';
import type { EntryPlace } from './entry-rows.js';
import { entersLine } from './enters-line.js';
import { onlySaid } from './only-said.js';

type Columns = ReturnType<typeof columnsOf>;

interface Move extends Columns {
  siteId: string;
  conv: string;
  pub: number;
  int: number;
  lastTs: number;
  language: string | null;
}

/** Of a message that changed nothing but what was said: SQLite writes every index of every column that a statement names. */
const moveSaid = prepared<Move, { pub_head: number; int_head: number }>((db, place) =>
  db
    .updateTable('conversations')
    .set((eb) => ({
      pub_head: eb('pub_head', '+', place('pub')),
      int_head: eb('int_head', '+', place('int')),
      last_ts: place('lastTs'),
      language: place('language'),
      status_version: place('status_version'),
      last_text: place('last_text'),
      last_from: place('last_from'),
      last_at: place('last_at'),
      waiting_since: place('waiting_since'),
      first_reply_at: place('first_reply_at'),
    }))
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('conv'))
    .returning(['pub_head', 'int_head']),
);

const moveHeads = prepared<Move, { pub_head: number; int_head: number }>((db, place) =>
  db
    .updateTable('conversations')
    .set((eb) => ({
      pub_head: eb('pub_head', '+', place('pub')),
      int_head: eb('int_head', '+', place('int')),
      last_ts: place('lastTs'),
      language: place('language'),
      status: place('status'),
      assignee_id: place('assignee_id'),
      team_id: place('team_id'),
      assign_version: place('assign_version'),
      status_version: place('status_version'),
      transfers: place('transfers'),
      last_text: place('last_text'),
      last_from: place('last_from'),
      last_at: place('last_at'),
      waiting_since: place('waiting_since'),
      opened_at: place('opened_at'),
      closed_at: place('closed_at'),
      outcome: place('outcome'),
      priority: place('priority'),
      tags: place('tags'),
      snoozed_until: place('snoozed_until'),
      queued_at: place('queued_at'),
      merged_into: place('merged_into'),
      consulted: place('consulted'),
      routed_because: place('routed_because'),
      first_reply_at: place('first_reply_at'),
      pinned_note: place('pinned_note'),
      handed_over_by: place('handed_over_by'),
      routing_due_at: sql<number | null>`case when ${entersLine({ status: place('status'), assignVersion: place('assign_version') })}
        then cast(${place('lastTs')} as bigint) else routing_due_at end`,
    }))
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('conv'))
    .returning(['pub_head', 'int_head']),
);

const insertEntry = prepared<EntriesTable, unknown>((db, place) =>
  db.insertInto('entries').values({
    site_id: place('site_id'),
    conversation_id: place('conversation_id'),
    lane: place('lane'),
    seq: place('seq'),
    id: place('id'),
    kind: place('kind'),
    body: place('body'),
    author_type: place('author_type'),
    author_id: place('author_id'),
    author_name: place('author_name'),
    ts: place('ts'),
    principal_id: place('principal_id'),
    stream: place('stream'),
    n: place('n'),
    origin: place('origin'),
    body_hash: place('body_hash'),
    after_pub: place('after_pub'),
  }),
);

export interface Append {
  /** The conversation as it stands under the lock. */
  row: ConversationsTable;
  principalId: string;
  entries: readonly { entry: Entry; submitted: EntryPlace['submitted'] }[];
  /** State and heads after the entries. */
  after: { state: ConversationState; pubHead: number; intHead: number; lastTs: number };
}

/** The row after the entries. Throws when the heads are not those the entries were planned for. */
export async function appendEntries(tx: Tx, { row, principalId, entries, after }: Append): Promise<ConversationsTable> {
  const { site_id: siteId, id: conv } = row;
  const columns = columnsOf(after.state);
  const pub = after.pubHead - row.pub_head;
  const int = after.intHead - row.int_head;
  const said = entries.map(({ entry }) => entry);
  const language = languageAfter(row.language, said);
  const move = tx.dialect === 'sqlite' && onlySaid(row, columns) ? moveSaid : moveHeads;
  const [heads] = await move(tx, { siteId, conv, pub, int, lastTs: after.lastTs, language, ...columns });
  if (heads?.pub_head !== after.pubHead || heads.int_head !== after.intHead) {
    throw new Error('The heads moved between plan and write: the conversation was not locked');
  }
  for (const { entry, submitted } of entries) await insertEntry(tx, rowOf(entry, { siteId, conv, principalId, submitted }));
  await indexEntries(tx, { siteId, conv }, said);
  if (after.state.lastAt > row.last_at && row.customer_id !== '') {
    await touchCustomer(tx, siteId, { customerId: row.customer_id, at: after.state.lastAt });
  }
  return { ...row, ...columns, ...heads, language, last_ts: after.lastTs };
}
