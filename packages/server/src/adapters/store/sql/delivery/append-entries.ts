// Writes entries at their places: heads move in the same statement that is checked against the plan (P31d), so a plan made on a stale read
// cannot be stored. The primary key (lane, seq) is the second wall (P35).
import type { ConversationState, Entry } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable, EntriesTable } from '../schema.js';
import { columnsOf } from './conversation-state.js';
import { rowOf } from './entry-rows.js';
import type { EntryPlace } from './entry-rows.js';

type Columns = ReturnType<typeof columnsOf>;

const moveHeads = prepared<
  { siteId: string; conv: string; pub: number; int: number; lastTs: number } & Columns,
  { pub_head: number; int_head: number }
>((db, place) =>
  db
    .updateTable('conversations')
    .set((eb) => ({
      pub_head: eb('pub_head', '+', place('pub')),
      int_head: eb('int_head', '+', place('int')),
      last_ts: place('lastTs'),
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
  const [heads] = await moveHeads(tx, { siteId, conv, pub, int, lastTs: after.lastTs, ...columns });
  if (heads?.pub_head !== after.pubHead || heads.int_head !== after.intHead) {
    throw new Error('The heads moved between plan and write: the conversation was not locked');
  }
  for (const { entry, submitted } of entries) await insertEntry(tx, rowOf(entry, { siteId, conv, principalId, submitted }));
  return { ...row, ...columns, ...heads, last_ts: after.lastTs };
}
