// Questions asked together answer what each would alone: text with everything in it, numbers, nothing, order, unions; on both stores.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { freshDatabase } from '../../../../../../tests/servers/postgres.js';
import { openSqlTx } from '../../../testing/sql-tx.js';
import { openPool } from '../postgres/pool.js';
import { SqliteHandle } from '../sqlite/sqlite-handle.js';
import { emptyConversation } from '@throughline/types';
import { columnsOf, NOTHING_BESIDE } from './delivery/conversation-state.js';
import { loadMaterial } from './context/load-material.js';
import { migrate } from './migrate.js';
import type { Tx } from './operation.js';
import { hex128, newId } from './random-ids.js';
import type { Database } from './schema.js';
import { each, question, together } from './together.js';

const SITE = 'site_1';
const NAMES = ['plain', `quotes ' " \\ and {"json": [1, null]}`, 'Ünïcödé 🎁 ‮ \u2028 end', ''];

async function sqlite(): Promise<{ tx: Tx; close(): Promise<void> }> {
  const opened = await openSqlTx();
  return { tx: opened.tx, close: () => Promise.resolve(opened.close()) };
}
async function postgres(): Promise<{ tx: Tx; close(): Promise<void> }> {
  const database = await freshDatabase();
  const pool: Pool = await openPool({ url: database.adminUrl, max: 4, verify: () => Promise.resolve() });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const { epoch } = await migrate(db, 'postgres', 0);
  const close = async (): Promise<void> => {
    await pool.end();
    await database.drop();
  };
  return { tx: { db, dialect: 'postgres', epoch, newId, hex128 }, close };
}

const teams = question<{ siteId: string; id: string }, { id: string; name: string; created_at: number }>(
  ['name', 'id', 'created_at'],
  (db, place) =>
    db
      .selectFrom('teams')
      .selectAll()
      .where('site_id', '=', place('siteId'))
      .where('id', '>=', place('id'))
      .where('name', 'not in', ["it's", 'nobody'])
      .orderBy('id', 'desc')
      .limit(3),
);

describe.each([
  ['sqlite', sqlite],
  ['postgres', postgres],
])('questions together on %s', (kind, open) => {
  let tx: Tx;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ tx, close } = await open());
    const values = NAMES.map((name, i) => ({ site_id: SITE, id: `team_${i}`, name, created_at: 2 ** 52 + i }));
    await tx.db.insertInto('teams').values(values).execute();
  });
  afterAll(() => close());

  it('answer each its rows, in order, as they are stored', async () => {
    const [two, all, union, none, nothing] = await together(tx, [
      teams({ siteId: SITE, id: 'team_2' }),
      teams({ siteId: SITE, id: 'team_0' }),
      each([teams({ siteId: SITE, id: 'team_3' }), teams({ siteId: SITE, id: 'team_2' })]),
      teams({ siteId: 'site_2', id: '' }),
      each<{ id: string }>([]),
    ]);
    const row = (i: number) => ({ name: NAMES[i], id: `team_${i}`, created_at: 2 ** 52 + i });
    expect(two).toEqual([row(3), row(2)]);
    expect(all).toEqual([row(3), row(2), row(1)]);
    expect(union).toEqual([row(3), row(3), row(2)]);
    expect([none, nothing]).toEqual([[], []]);
  });

  it.runIf(kind === 'sqlite')('[C51] a context is three statements, however many customers were merged into one', async () => {
    const prepare = vi.spyOn(SqliteHandle.prototype, 'prepare');
    const counts: number[] = [];
    for (const members of [1, 2, 24]) {
      const root = `cus_${members}_0`;
      const rows = Array.from(
        { length: members },
        (_none, i) => ({ id: `cus_${members}_${i}`, status: i === 0 ? 'active' : 'redirected' }) as const,
      );
      await tx.db
        .insertInto('customers')
        .values(rows.map(({ id, status }) => ({ site_id: SITE, id, root_id: root, status, user_id: null, created_at: 0 })))
        .execute();
      await tx.db.insertInto('conversations').values(conversation(root)).execute();
      prepare.mockClear();
      const handoff = { contextId: 'ctx_1', revision: 1, basis: 'live', kind: 'new', online: true } as const;
      const customer = { id: root, userId: null, createdAt: 0 };
      const material = await loadMaterial(tx, { siteId: SITE, root: customer, conversation: 'newest', handoff });
      expect(material.conversation?.id).toBe(`cnv_${root}`);
      counts.push(prepare.mock.calls.length);
    }
    expect(counts).toEqual([3, 3, 3]);
    prepare.mockRestore();
  });
});

function conversation(customer: string): Database['conversations'] {
  return {
    site_id: SITE,
    id: `cnv_${customer}`,
    conv_key: customer,
    principal_id: 'vis_1',
    customer_id: customer,
    user_id: null,
    channel: 'web_chat',
    pub_head: 0,
    int_head: 0,
    last_ts: 0,
    ...columnsOf(emptyConversation()),
    ...NOTHING_BESIDE,
    status: 'open',
    last_from: '',
    verification: '{}',
    headline: '',
    alerts: '[]',
    context_revision: 0,
    hash_key: '',
    started_at: null,
    department: null,
  };
}
