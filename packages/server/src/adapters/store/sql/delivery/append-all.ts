// Entries of many conversations written together. On PostgreSQL in one statement, because there every statement is a round trip; SQLite runs
// in this process, where statement by statement is cheaper than taking a JSON list apart. Heads are checked against the plan, as for one.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable, EntriesTable, StreamsTable } from '../schema.js';
import { appendEntries } from './append-entries.js';
import type { Append } from './append-entries.js';
import { columnsOf } from './conversation-state.js';
import { entersLine } from './enters-line.js';
import { rowOf } from './entry-rows.js';
import { languageAfter } from './language-after.js';
import { indexAll } from '../search/index-all.js';
import { writeStanding } from './standing.js';

export interface PlannedAppend extends Append {
  stream: string;
  after: Append['after'] & { lastN: number };
}

type Heads = ReturnType<typeof columnsOf> & { id: string; pub: number; int: number; last_ts: number; language: string | null };

const ENTRY_COLUMNS = {
  site_id: 'text',
  conversation_id: 'text',
  lane: 'text',
  seq: 'bigint',
  id: 'text',
  kind: 'text',
  body: 'text',
  author_type: 'text',
  author_id: 'text',
  author_name: 'text',
  ts: 'bigint',
  principal_id: 'text',
  stream: 'text',
  n: 'bigint',
  origin: 'text',
  body_hash: 'text',
  after_pub: 'bigint',
} as const satisfies Record<keyof EntriesTable, string>;

const STREAM_COLUMNS = {
  site_id: 'text',
  conversation_id: 'text',
  principal_id: 'text',
  stream: 'text',
  last_n: 'bigint',
} as const satisfies Partial<Record<keyof StreamsTable, string>>;

const HEAD_COLUMNS = {
  id: 'text',
  pub: 'bigint',
  int: 'bigint',
  last_ts: 'bigint',
  language: 'text',
  status: 'text',
  assignee_id: 'text',
  team_id: 'text',
  assign_version: 'bigint',
  status_version: 'bigint',
  transfers: 'integer',
  last_text: 'text',
  last_from: 'text',
  last_at: 'bigint',
  waiting_since: 'bigint',
  opened_at: 'bigint',
  closed_at: 'bigint',
  outcome: 'text',
  priority: 'text',
  tags: 'text',
  snoozed_until: 'bigint',
  queued_at: 'bigint',
  merged_into: 'text',
  consulted: 'text',
  routed_because: 'text',
  first_reply_at: 'bigint',
  pinned_note: 'text',
  handed_over_by: 'text',
} as const satisfies Record<keyof Heads, string>;

/** Rows of a JSON list of objects. */
function records<Row>(list: RawBuilder<string>, columns: Partial<Record<keyof Row & string, string>>): RawBuilder<Row> {
  const typed = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(String(type))}`);
  return sql<Row>`(select * from json_to_recordset(${list}::json) as given(${sql.join(typed)}))`;
}

interface Given {
  siteId: string;
  heads: string;
  entries: string;
  streams: string;
}

const writeTogether = prepared<Given, { id: string; pub_head: number; int_head: number }>((db, place) =>
  db
    .with('moved', (qb) =>
      qb
        .updateTable('conversations')
        .from(records<Heads>(place('heads'), HEAD_COLUMNS).as('given'))
        .set((eb) => ({
          pub_head: eb('conversations.pub_head', '+', eb.ref('given.pub')),
          int_head: eb('conversations.int_head', '+', eb.ref('given.int')),
          last_ts: eb.ref('given.last_ts'),
          language: eb.ref('given.language'),
          status: eb.ref('given.status'),
          assignee_id: eb.ref('given.assignee_id'),
          team_id: eb.ref('given.team_id'),
          assign_version: eb.ref('given.assign_version'),
          status_version: eb.ref('given.status_version'),
          transfers: eb.ref('given.transfers'),
          last_text: eb.ref('given.last_text'),
          last_from: eb.ref('given.last_from'),
          last_at: eb.ref('given.last_at'),
          waiting_since: eb.ref('given.waiting_since'),
          opened_at: eb.ref('given.opened_at'),
          closed_at: eb.ref('given.closed_at'),
          outcome: eb.ref('given.outcome'),
          priority: eb.ref('given.priority'),
          tags: eb.ref('given.tags'),
          snoozed_until: eb.ref('given.snoozed_until'),
          queued_at: eb.ref('given.queued_at'),
          merged_into: eb.ref('given.merged_into'),
          consulted: eb.ref('given.consulted'),
          routed_because: eb.ref('given.routed_because'),
          first_reply_at: eb.ref('given.first_reply_at'),
          pinned_note: eb.ref('given.pinned_note'),
          handed_over_by: eb.ref('given.handed_over_by'),
          routing_due_at: sql<
            number | null
          >`case when ${entersLine({ status: eb.ref('given.status'), assignVersion: eb.ref('given.assign_version') })}
            then given.last_ts else conversations.routing_due_at end`,
        }))
        .where('conversations.site_id', '=', place('siteId'))
        .whereRef('conversations.id', '=', 'given.id')
        .returning(['conversations.id as id', 'conversations.pub_head as pub_head', 'conversations.int_head as int_head']),
    )
    .with('logged', (qb) =>
      qb
        .insertInto('entries')
        .columns(namesOf(ENTRY_COLUMNS))
        .expression((eb) =>
          eb.selectFrom(records<EntriesTable>(place('entries'), ENTRY_COLUMNS).as('given')).select(namesOf(ENTRY_COLUMNS)),
        ),
    )
    .with('stood', (qb) =>
      qb
        .insertInto('streams')
        .columns([...namesOf(STREAM_COLUMNS), 'skipped'])
        .expression((eb) =>
          eb
            .selectFrom(records<StreamsTable>(place('streams'), STREAM_COLUMNS).as('given'))
            .select([...namesOf(STREAM_COLUMNS), sql<string>`'[]'`.as('skipped')]),
        )
        .onConflict(
          (conflict) =>
            conflict
              .columns(['site_id', 'conversation_id', 'principal_id', 'stream'])
              .doUpdateSet((eb) => ({ last_n: eb.ref('excluded.last_n') })), // what was skipped stays: a message skips nothing
        ),
    )
    .selectFrom('moved')
    .select(['id', 'pub_head', 'int_head']),
);

function namesOf<Name extends string>(columns: Record<Name, string>): Name[] {
  const isName = (name: string): name is Name => name in columns;
  return Object.keys(columns).filter(isName);
}

/** The rows after their entries, in the order of `appends`. Each names another conversation of the site. */
export async function appendAll(tx: Tx, siteId: string, appends: readonly PlannedAppend[]): Promise<ConversationsTable[]> {
  if (appends.length === 0) return [];
  if (tx.dialect === 'sqlite') return oneByOne(tx, siteId, appends);
  const moved = await writeTogether(tx, {
    siteId,
    heads: JSON.stringify(appends.map(headsOf)),
    entries: JSON.stringify(
      appends.flatMap(({ row, principalId, entries }) =>
        entries.map(({ entry, submitted }) => rowOf(entry, { siteId, conv: row.id, principalId, submitted })),
      ),
    ),
    streams: JSON.stringify(
      appends.map(({ row, principalId, stream, after }) => ({
        site_id: siteId,
        conversation_id: row.id,
        principal_id: principalId,
        stream,
        last_n: after.lastN,
      })),
    ),
  });
  const headsById = new Map(moved.map(({ id, ...heads }) => [id, heads]));
  await indexAll(tx, siteId, appends);
  return appends.map((append) => {
    const { row, after } = append;
    const heads = headsById.get(row.id);
    if (heads?.pub_head !== after.pubHead || heads.int_head !== after.intHead) {
      throw new Error('The heads moved between plan and write: the conversation was not locked');
    }
    return { ...row, ...columnsOf(after.state), ...heads, language: languageOfAppend(append), last_ts: after.lastTs };
  });
}

const languageOfAppend = ({ row, entries }: PlannedAppend): string | null =>
  languageAfter(
    row.language,
    entries.map(({ entry }) => entry),
  );

function headsOf(append: PlannedAppend): Heads {
  const { row, after } = append;
  return {
    language: languageOfAppend(append),
    id: row.id,
    pub: after.pubHead - row.pub_head,
    int: after.intHead - row.int_head,
    last_ts: after.lastTs,
    ...columnsOf(after.state),
  };
}

async function oneByOne(tx: Tx, siteId: string, appends: readonly PlannedAppend[]): Promise<ConversationsTable[]> {
  const rows: ConversationsTable[] = [];
  for (const append of appends) {
    const { row, principalId, stream, after } = append;
    rows.push(await appendEntries(tx, append));
    await writeStanding(tx, { siteId, conv: row.id, principalId, stream }, { lastN: after.lastN });
  }
  return rows;
}
