import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../../../tests/servers/postgres.js';
import type { FreshDatabase } from '../../../../../../tests/servers/postgres.js';
import { StoreUnavailable } from '../../../ports/store.js';
import { erasedPerson } from '../../../testing/erased-person.js';
import { engineStage, verifiedUser } from '../../../testing/store-contract/engine/engine-stage.js';
import { hex, message, NOON, stageOn } from '../../../testing/store-contract/stage.js';
import { storeContract } from '../../../testing/store-contract/store-contract.js';
import { openPostgresStore } from './postgres-store.js';

const databases: FreshDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function fresh(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  databases.push(database);
  return database;
}

storeContract('PostgreSQL', async () => openPostgresStore({ url: (await fresh()).url }));

/** Until another connection of this database waits for a lock. */
async function someoneWaits(client: pg.Client): Promise<void> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  await expect.poll(async () => (await client.query(waiting)).rowCount, { timeout: 5_000 }).toBeGreaterThan(0);
}

describe('PostgreSQL store', () => {
  it('[P22] refuses to start when commits are not durable', async () => {
    const { url } = await fresh();
    const asynchronous = new URL(url);
    asynchronous.searchParams.set('options', '-c synchronous_commit=off');
    await expect(openPostgresStore({ url: asynchronous.href })).rejects.toThrow(/synchronous_commit is off/);
  });

  it('[P22] [P37] a conversation that somebody else holds locked is unavailable and writes nothing', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await stageOn(store);
    const { visitor, conv, stream } = await stage.opened();
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [conv]);
    const next = { conv, stream, msgs: [message(2, 'waits')] };
    await expect(stage.submit(visitor, next)).rejects.toThrow(StoreUnavailable);
    await other.query('COMMIT');
    await other.end();
    expect((await stage.submit(visitor, next)).answer).toMatchObject({ ok: true, results: [{ n: 2, seq: 3 }] });
    await store.close();
  });

  it('[P21] [P22] a conversation that somebody else holds keeps no other message from its answer', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await stageOn(store);
    const opened = [];
    for (let i = 0; i < 6; i += 1) opened.push(await stage.opened());
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [opened[2]?.conv]);
    const sent = await Promise.allSettled(
      opened.map(({ visitor, conv, stream }) => stage.submit(visitor, { conv, stream, msgs: [message(2, 'together')] })),
    );
    expect(sent.map((one) => (one.status === 'fulfilled' ? one.value.answer.ok : one.reason instanceof StoreUnavailable))).toEqual(
      opened.map(() => true),
    );
    expect(sent.map(({ status }) => status === 'fulfilled')).toEqual(opened.map((_, i) => i !== 2));
    await other.query('COMMIT');
    await other.end();
    await store.close();
  });

  it('[S77] a message that is being written while a customer is erased is erased with them', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const gone = await erasedPerson(store, 'gone');
    const writer = new pg.Client({ connectionString: adminUrl });
    const looker = new pg.Client({ connectionString: adminUrl });
    await Promise.all([writer.connect(), looker.connect()]);
    await writer.query('BEGIN');
    await writer.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [gone.conv]); // as a submission does
    const erasing = store.eraseCustomer({ siteId: gone.siteId, customerId: gone.customerId, actor: 'agt_1', now: NOON + 86_400_000 });
    await someoneWaits(looker);
    const { rowCount } = await writer.query(
      `INSERT INTO entries SELECT (jsonb_populate_record(e, jsonb_build_object('seq', e.seq + 1000, 'id', 'ent_late', 'n', e.n + 1000, 'origin', 'late:1',
         'body', '{"text":"late word"}'))).* FROM entries e WHERE conversation_id = $1 AND lane = 'pub' AND kind = 'message' LIMIT 1`,
      [gone.conv],
    );
    expect(rowCount).toBe(1);
    await writer.query('COMMIT');
    expect(await erasing).toMatchObject({ conversations: [gone.conv] });
    const { rows } = await looker.query<{ body: string }>("SELECT body::text FROM entries WHERE id = 'ent_late'");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).not.toContain('late word');
    await Promise.all([writer.end(), looker.end()]);
    await store.close();
  });

  it('[C11] [P96] a batch that waits in vain for its turn is given up by the server itself: no process of it stays behind', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await engineStage(store);
    const batch = () =>
      store.ingest({
        siteId: stage.siteId,
        sourceId: stage.secret,
        events: [{ ...stage.event('Product Viewed', {}, { identifiers: [verifiedUser('user-1')] }), index: 0 }],
        now: NOON,
      });
    await batch();
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    const site = createHash('sha256').update(stage.siteId).digest().readInt32BE(0) & ~255; // as root-lock.ts names them
    await other.query('SELECT pg_advisory_lock(49204, $1::int + one) FROM generate_series(0, 255) AS one', [site]);
    const error = await batch().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(Reflect.get(Object(error instanceof Error ? error.cause : null), 'code')).toMatch(/^(?:55P03|57014)$/);
    await other.end();
    await store.close();
  });

  it('[P23] a connection that dies is unavailable, and the resend finds what was stored', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await stageOn(store);
    const { visitor, conv } = await stage.opened();
    const axe = new pg.Client({ connectionString: adminUrl });
    await axe.connect();
    const streams = Array.from({ length: 20 }, hex);
    let felled = 0;
    const send = async (stream: string): Promise<void> => {
      for (;;) {
        try {
          const { answer } = await stage.submit(visitor, { conv, stream, msgs: [message(1, `by ${stream}`)] });
          expect(answer.ok).toBe(true);
          return;
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
          felled += 1;
        }
      }
    };
    const sending = Promise.all(streams.map(send));
    for (let i = 0; i < 5; i += 1) {
      await axe.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'throughline' AND datname = current_database()",
      );
    }
    await sending;
    await axe.end();
    const pub = await stage.lane(conv, 'pub');
    expect(pub.map(({ seq }) => seq)).toEqual(pub.map((_, i) => i + 1));
    expect(
      pub
        .slice(2)
        .map(({ body }) => body['text'])
        .sort(),
    ).toEqual(streams.map((stream) => `by ${stream}`).sort());
    expect(felled).toBeGreaterThan(0);
    await store.close();
  });

  it('[C11] [P22] batches about the same people, each in another order, are all taken: none waits for another in a circle', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await engineStage(store);
    const users = Array.from({ length: 40 }, (_, i) => `user-${i}`);
    const turned = (n: number): string[] => [...users.slice(n), ...users.slice(0, n)];
    const batch = (order: readonly string[], name: string) =>
      store.ingest({
        siteId: stage.siteId,
        sourceId: stage.secret,
        events: order.map((user, index) => ({
          ...stage.event(name, { order_id: `o-${user}` }, { identifiers: [verifiedUser(user)], channel: 'order' }),
          index,
        })),
        now: NOON,
      });
    await batch(users, 'Order Completed');
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    const orders = [users, users.toReversed(), turned(20), turned(30).toReversed(), turned(10), turned(15)];
    const answers = await Promise.all(orders.map((order, i) => batch(order, i % 2 === 0 ? 'Order Updated' : 'Product Viewed')));
    expect(answers.map(({ accepted }) => accepted)).toEqual(orders.map(() => users.length));
    await other.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await other.query<{ deadlocks: number }>(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(rows, 'a lost race is run again; here nobody loses one').toEqual([{ deadlocks: 0 }]);
    await other.end();
    await store.close();
  });

  it('[C34] what a person resolves while the relay settles the same customer stays resolved by that person', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const { siteId, tell } = await engineStage(store);
    const invoice = (total: number, at: number) =>
      tell('Invoice Issued', { invoice_no: 'i-9', order_id: 'o-77', total, currency: 'EUR' }, { at, channel: 'billing' });
    await tell('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, { channel: 'order' });
    await invoice(199, NOON + 1);
    const [alert] = (await store.alerts({ siteId, open: true, limit: 10 })).items;
    const person = new pg.Client({ connectionString: adminUrl });
    await person.connect();
    await person.query('BEGIN');
    await person.query("UPDATE alerts SET resolved_at = $1, resolved_by = 'agt_1' WHERE id = $2", [NOON + 2, alert?.id]);
    const settling = invoice(159.2, NOON + 3); // its cause is gone: the relay would resolve it
    await someoneWaits(person);
    await person.query('COMMIT');
    await settling;
    const { rows } = await person.query('SELECT resolved_at::int8::text AS at, resolved_by AS by FROM alerts WHERE id = $1', [alert?.id]);
    expect(rows).toEqual([{ at: String(NOON + 2), by: 'agt_1' }]);
    await person.end();
    await store.close();
  });

  it('[C24] [C27] a decision waits for one that is being written about the same, and the newest of them counts', async () => {
    const { url, adminUrl } = await fresh();
    const store = await openPostgresStore({ url });
    const { siteId, tell } = await engineStage(store);
    const fact = (name: string, at: number) => tell(name, { fact_id: 'fct_1' }, { at });
    const reason = (code: string, at: number) => tell('reason.confirmed', { conversation_id: 'cnv_1', code }, { at });
    await fact('fact.confirmed', NOON);
    await reason('first', NOON);
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query("UPDATE fact_decisions SET kind = 'rejected', at = $1, id = 'int_z' WHERE site_id = $2", [NOON + 9, siteId]);
    const older = fact('fact.confirmed', NOON + 1);
    await someoneWaits(other);
    await other.query('COMMIT');
    await older;
    await other.query('BEGIN');
    await other.query("UPDATE reason_confirmed SET code = 'newest', at = $1, id = 'int_z' WHERE site_id = $2", [NOON + 9, siteId]);
    const between = reason('between', NOON + 1);
    await someoneWaits(other);
    await other.query('COMMIT');
    await between;
    expect((await other.query('SELECT kind FROM fact_decisions')).rows).toEqual([{ kind: 'rejected' }]);
    expect((await other.query('SELECT code FROM reason_confirmed')).rows).toEqual([{ code: 'newest' }]);
    await other.end();
    await store.close();
  });
});
