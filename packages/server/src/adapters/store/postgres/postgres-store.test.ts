import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../../../tests/servers/postgres.js';
import type { FreshDatabase } from '../../../../../../tests/servers/postgres.js';
import { StoreUnavailable } from '../../../ports/store.js';
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
    const { url } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await stageOn(store);
    const { visitor, conv, stream } = await stage.opened();
    const other = new pg.Client({ connectionString: url });
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

  it('[P23] a connection that dies is unavailable, and the resend finds what was stored', async () => {
    const { url } = await fresh();
    const store = await openPostgresStore({ url });
    const stage = await stageOn(store);
    const { visitor, conv } = await stage.opened();
    const axe = new pg.Client({ connectionString: url });
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
    const { url } = await fresh();
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
    const other = new pg.Client({ connectionString: url });
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
    const { url } = await fresh();
    const store = await openPostgresStore({ url });
    const { siteId, tell } = await engineStage(store);
    const invoice = (total: number, at: number) =>
      tell('Invoice Issued', { invoice_no: 'i-9', order_id: 'o-77', total, currency: 'EUR' }, { at, channel: 'billing' });
    await tell('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, { channel: 'order' });
    await invoice(199, NOON + 1);
    const [alert] = (await store.alerts({ siteId, open: true, limit: 10 })).items;
    const person = new pg.Client({ connectionString: url });
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
    const { url } = await fresh();
    const store = await openPostgresStore({ url });
    const { siteId, tell } = await engineStage(store);
    const fact = (name: string, at: number) => tell(name, { fact_id: 'fct_1' }, { at });
    const reason = (code: string, at: number) => tell('reason.confirmed', { conversation_id: 'cnv_1', code }, { at });
    await fact('fact.confirmed', NOON);
    await reason('first', NOON);
    const other = new pg.Client({ connectionString: url });
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
