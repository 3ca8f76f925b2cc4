// What only SQL can say about a relay's store: read beside it, as an operator would.
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import pg from 'pg';

/** Where a relay keeps its rows. `databaseUrl` empty: the embedded store in `dataDir`. */
export interface StorePlace {
  dataDir: string;
  databaseUrl: string;
}

export const fileIn = (dataDir: string): string => join(dataDir, 'throughline.db');

async function rowsOf({ dataDir, databaseUrl }: StorePlace, sql: string): Promise<Record<string, unknown>[]> {
  if (databaseUrl === '') {
    const db = new DatabaseSync(fileIn(dataDir), { timeout: 5_000 });
    try {
      return db
        .prepare(sql)
        .all()
        .map((row) => ({ ...Object(row) }));
    } finally {
      db.close();
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("SET throughline.site = '*'"); // row-level security shows nothing to who names no site
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The first column of the first row, as a number. */
export const count = async (place: StorePlace, sql: string): Promise<number> =>
  Number(Object.values((await rowsOf(place, sql))[0] ?? {})[0]);

/** A conversation, and by whom and under which key it was opened: one per opener and key (P31). */
export interface Opened {
  conv: string;
  opener: string;
  convKey: string;
}

/** Every conversation of a site, also one that no client was told of. */
export async function conversationsOf(place: StorePlace, siteId: string): Promise<Opened[]> {
  const rows = await rowsOf(place, 'SELECT id, site_id, principal_id, conv_key FROM conversations');
  return rows
    .filter((row) => row['site_id'] === siteId)
    .map((row) => ({ conv: String(row['id']), opener: String(row['principal_id']), convKey: String(row['conv_key']) }));
}

/** `ok`, or what SQLite found wrong with the file. */
export function integrity(dataDir: string): string {
  const db = new DatabaseSync(fileIn(dataDir), { timeout: 5_000 });
  try {
    return String(Object.values(Object(db.prepare('PRAGMA integrity_check').get()))[0]);
  } finally {
    db.close();
  }
}

/** Hand-offs that are stored, and webhook rows for them: in one transaction, so as many of the one as of the other (P31e). */
export async function handoffsAndWebhookRows(place: StorePlace): Promise<[handoffs: number, webhookRows: number]> {
  return [
    await count(place, "SELECT count(*) FROM handoffs WHERE basis = 'handoff'"),
    await count(place, "SELECT count(*) FROM outbox WHERE event = 'handoff.created'"),
  ];
}

/** Opens the file as a foreign program does: a command-line tool, or another version of the relay. */
export const foreign = (dataDir: string): DatabaseSyncInstance => new DatabaseSync(fileIn(dataDir), { timeout: 5_000 });

/** Appends an entry that no relay of this version wrote, inside the caller's transaction. Answers its seq. */
export function appendForeign(
  db: DatabaseSyncInstance,
  conv: string,
  { kind, body }: { kind: string; body: Record<string, unknown> },
): number {
  db.prepare('UPDATE conversations SET pub_head = pub_head + 1 WHERE id = ?').run(conv);
  db.prepare(
    `INSERT INTO entries (site_id, conversation_id, lane, seq, id, kind, body, author_type, author_id, ts, principal_id)
     SELECT site_id, id, 'pub', pub_head, 'ent_' || hex(randomblob(16)), ?, ?, 'system', 'system', last_ts, '' FROM conversations WHERE id = ?`,
  ).run(kind, JSON.stringify(body), conv);
  return Number(Object.values(Object(db.prepare('SELECT pub_head FROM conversations WHERE id = ?').get(conv)))[0]);
}
