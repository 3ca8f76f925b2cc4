// What `bench/console.ts` needs beside open conversations: an archive to search and a long thread. Written as rows into the relay's SQLite file,
// in transactions of its own: through the product it would take hours. Each row is a copy of one the product wrote, so that every column is true.
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { wordsOf } from '../packages/server/dist/adapters/store/sql/search/documents.js';

export type Value = string | number | null;
export type Row = Record<string, Value>;

export type Db = InstanceType<typeof DatabaseSync>;

const AT_ONCE = 1_000; // messages or conversations in one transaction: the relay gets its turn in between
const EACH = 20; // messages of one closed conversation
const BUSY_MS = 60_000;
const TOPICS = ['refund', 'delivery', 'invoice', 'password', 'address', 'contract', 'appointment', 'warranty'];
const MOODS = ['still', 'again', 'finally', 'never', 'already'];
const pick = (words: readonly string[], n: number): string => words[n % words.length] ?? '';

/** What the n-th message says; every one has an order number of its own. */
const said = (n: number): string => `my ${pick(TOPICS, n)} is ${pick(MOODS, n >> 3)} not what I was promised for ORD-${n}, please help`;

/** Words of different rarity: one message, an eighth of all, a fortieth, all, none. */
export const questions = (messages: number): string[] => [
  ...Array.from({ length: 8 }, (_, n) => `ORD-${Math.floor((messages / 8) * n)}`),
  ...TOPICS,
  ...TOPICS.map((topic, n) => `${topic} ${pick(MOODS, n)}`),
  ...TOPICS.map((topic) => topic.slice(0, 4)),
  'promised help',
  'nobody wrote this',
];

const valueOf = (value: unknown): Value => {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`A column that cannot be copied: ${typeof value}`);
};

export function rowsOf(db: Db, sql: string, ...values: Value[]): Row[] {
  return db
    .prepare(sql)
    .all(...values)
    .map((row) => {
      if (typeof row !== 'object' || row === null) throw new Error('A row is an object');
      return Object.fromEntries(Object.entries(row).map(([name, value]): [string, Value] => [name, valueOf(value)]));
    });
}

export function tableOf(db: Db, table: string): { first(where: string, ...values: Value[]): Row; insert(row: Row): void } {
  const statements = new Map<string, ReturnType<Db['prepare']>>();
  return {
    first(where, ...values) {
      const [row] = rowsOf(db, `select * from ${table} where ${where} limit 1`, ...values);
      if (row === undefined) throw new Error(`No row of ${table} to copy`);
      return row;
    },
    insert(row) {
      const names = Object.keys(row);
      const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
      const statement = statements.get(sql) ?? db.prepare(sql);
      statements.set(sql, statement);
      statement.run(...Object.values(row));
    },
  };
}

export function inTransactions(db: Db, count: number, write: (n: number) => void): void {
  for (let from = 0; from < count; from += AT_ONCE) {
    db.exec('begin immediate');
    for (let n = from; n < Math.min(count, from + AT_ONCE); n += 1) write(n);
    db.exec('commit');
  }
}

/** A message as the product writes one, with nothing that ties it to a stream. */
const messageRow = (template: Row, change: Row): Row => ({ ...template, stream: null, n: null, origin: null, body_hash: null, ...change });

/** Runs `work` on the file of a relay that may run meanwhile. */
export function besideRelay<Result>(dataDir: string, work: (db: Db) => Result): Result {
  const db = new DatabaseSync(join(dataDir, 'throughline.db'));
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = OFF`);
    return work(db);
  } finally {
    db.close();
  }
}

interface Place {
  siteId: string;
  /** A conversation of one message. */
  conv: string;
}

/** `messages` messages in closed conversations of twenty, each of which search finds. */
export function fillArchive(db: Db, { siteId, conv, messages }: Place & { messages: number }): void {
  const conversations = tableOf(db, 'conversations');
  const entries = tableOf(db, 'entries');
  const documents = tableOf(db, 'search_documents');
  const model = conversations.first('site_id = ? and id = ?', siteId, conv);
  const message = entries.first("site_id = ? and conversation_id = ? and kind = 'message'", siteId, conv);
  const { n: _counted, ...document } = documents.first("site_id = ? and conversation_id = ? and kind = 'message'", siteId, conv);
  const now = Number(model['last_at']);
  inTransactions(db, messages, (n) => {
    const id = `cnv_archive${Math.floor(n / EACH)}`;
    const seq = (n % EACH) + 1;
    const at = now - (messages - n) * 1_000;
    if (seq === 1) {
      const closed = { status: 'closed', opened_at: at, closed_at: at, last_at: at, last_ts: at, waiting_since: null };
      conversations.insert({ ...model, id, conv_key: id, ...closed, pub_head: EACH, int_head: 0, sla: null, sla_due_at: null });
    }
    const text = said(n);
    const entry = `ent_archive${n}`;
    entries.insert(messageRow(message, { conversation_id: id, seq, id: entry, ts: at, body: JSON.stringify({ text }) }));
    documents.insert({ ...document, id: entry, conversation_id: id, seq, at, words: wordsOf(siteId, [text]) });
  });
}

/** Lengthens a conversation to `entries` entries; answers the ids of its first and its last message. */
export function growThread(db: Db, { siteId, conv, entries }: Place & { entries: number }): { first: string; last: string } {
  const table = tableOf(db, 'entries');
  const model = tableOf(db, 'conversations').first('site_id = ? and id = ?', siteId, conv);
  const message = table.first("site_id = ? and conversation_id = ? and kind = 'message'", siteId, conv);
  const head = Number(model['pub_head']);
  const begun = Number(message['ts']);
  inTransactions(db, entries - head, (n) => {
    const seq = head + 1 + n;
    const change = { seq, id: `ent_thread${seq}`, ts: begun + seq, body: JSON.stringify({ text: said(seq) }) };
    table.insert(messageRow(message, { ...change, principal_id: String(message['principal_id']) }));
  });
  db.prepare('update conversations set pub_head = ?, last_ts = ? where site_id = ? and id = ?').run(entries, begun + entries, siteId, conv);
  return { first: String(message['id']), last: `ent_thread${entries}` };
}
