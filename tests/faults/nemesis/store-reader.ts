// The log as the database holds it, read past the product: the reading that all others are compared with.
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import type { Lane } from '@throughline/types';
import { hashOf } from '../history.js';
import type { History, Stored } from '../history.js';
import type { Stage } from './stage.js';

type Row = Record<string, unknown>;

async function query(stage: Stage, sql: string): Promise<Row[]> {
  if (stage.postgres === null) {
    const file = new DatabaseSync(join(stage.dataDir, 'throughline.db'), { readOnly: true, timeout: 5_000 });
    try {
      return file
        .prepare(sql)
        .all()
        .map((row): Row => ({ ...Object(row) }));
    } finally {
      file.close();
    }
  }
  const client = new pg.Client({ connectionString: stage.postgres.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** How far a conversation goes. */
export interface Head {
  conv: string;
  convKey: string;
  pub: number;
  int: number;
}

/** Heads as the store has them. */
export async function readHeads(stage: Stage): Promise<Head[]> {
  const rows = await query(stage, `SELECT id, conv_key, pub_head, int_head FROM conversations WHERE site_id = '${stage.site.siteId}'`);
  return rows.map((row) => ({
    ...{ conv: String(row['id']), convKey: String(row['conv_key']) },
    ...{ pub: Number(row['pub_head']), int: Number(row['int_head']) },
  }));
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** Writes down every lane, and the hand-offs whose webhooks must have come. */
export async function readStore(stage: Stage, history: History, epoch: string): Promise<string[]> {
  const site = stage.site.siteId;
  const conversations = await query(stage, `SELECT id, conv_key FROM conversations WHERE site_id = '${site}' ORDER BY id`);
  const rows = await query(stage, `SELECT * FROM entries WHERE site_id = '${site}' ORDER BY conversation_id, lane, seq`);
  const lanes = new Map<string, Stored[]>();
  for (const row of rows) {
    const body: Record<string, unknown> = JSON.parse(String(row['body']));
    const kind = String(row['kind']);
    const cid = row['stream'] === null ? null : `${row['stream']}:${row['n']}`;
    const stored: Stored = {
      ...{ seq: Number(row['seq']), id: String(row['id']), hash: hashOf(kind, body), kind, author: String(row['author_id']) },
      ...{ ts: Number(row['ts']), cid, origin: text(row['origin']) },
      ...(kind === 'assign' && { ifVersion: Number(body['ifVersion']) }),
    };
    const name = `${row['conversation_id']} ${row['lane']}`;
    lanes.set(name, [...(lanes.get(name) ?? []), stored]);
  }
  for (const { id, conv_key: convKey } of conversations) {
    for (const lane of ['pub', 'int'] satisfies Lane[]) {
      const entries = lanes.get(`${id} ${lane}`) ?? [];
      history.add('sql', { type: 'ok', f: 'stored', conv: String(id), convKey: String(convKey), lane, epoch, entries });
    }
  }
  const contexts = await query(stage, `SELECT id FROM handoffs WHERE site_id = '${site}' AND basis = 'handoff'`);
  // What was given up is not due: nobody will ever be told.
  const due = await query(stage, `SELECT body FROM outbox WHERE site_id = '${site}' AND state = 'pending'`);
  history.add('sql', {
    ...{ type: 'ok', f: 'handoffs', contexts: contexts.map(({ id }) => String(id)) },
    due: due.flatMap(({ body }) => /"contextId":"([^"]+)"/.exec(String(body))?.[1] ?? []),
  });
  return conversations.map(({ id }) => String(id));
}
