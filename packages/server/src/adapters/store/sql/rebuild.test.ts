// Every projection, thrown away and folded again, is the same bytes (C3), and does not depend on the order of arrival (C22): random histories
// of two people who turn out to be one, on both stores.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { freshDatabase } from '../../../../../../tests/servers/postgres.js';
import { engineStage, iso, verifiedUser } from '../../../testing/store-contract/engine/engine-stage.js';
import { accepted, hex, message, NOON } from '../../../testing/store-contract/stage.js';
import { openSqlTx } from '../../../testing/sql-tx.js';
import type { Store } from '../../../ports/store.js';
import { openPostgresStore } from '../postgres/postgres-store.js';
import { epochCell } from './history/epoch-cell.js';
import { operationNamed } from './operations.js';
import { PROJECTION_TABLES } from './rebuild.js';
import { storeOf } from './store-of.js';

const TABLES = [...PROJECTION_TABLES, 'reason_confirmed', 'reason_counts', 'reason_totals'];
const SEED = Number(process.env['FC_SEED'] ?? randomBytes(4).readInt32BE());

interface Opened {
  store: Store;
  rows(table: string, siteId: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

async function sqlite(): Promise<Opened> {
  const db = await openSqlTx();
  const store = storeOf({
    about: { kind: 'sqlite', version: 'memory', durability: 'none' },
    epoch: epochCell(db.tx.epoch),
    call: (op, args) => db.write((tx) => operationNamed(op).run(tx, args)),
    close: () => Promise.resolve(db.close()),
  });
  const rows: Opened['rows'] = async (table, siteId) => {
    const { sql } = await import('kysely');
    return (await sql<Record<string, unknown>>`select * from ${sql.table(table)} where site_id = ${siteId}`.execute(db.tx.db)).rows;
  };
  return { store, rows, close: () => store.close() };
}

async function postgres(): Promise<Opened> {
  const database = await freshDatabase();
  const store = await openPostgresStore({ url: database.url });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  return {
    store,
    rows: async (table, siteId) =>
      (await client.query<Record<string, unknown>>(`select * from ${table} where site_id = $1`, [siteId])).rows,
    close: async () => {
      await client.end();
      await store.close();
      await database.drop();
    },
  };
}

/** Every row of every projection, in one order. */
async function dump({ rows }: Opened, siteId: string): Promise<string[]> {
  const all: string[] = [];
  for (const table of TABLES) {
    const found = (await rows(table, siteId)).map(
      (row) => `${table} ${JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))}`,
    );
    all.push(...found.sort());
  }
  return all;
}

const at = fc.integer({ min: 0, max: 40 }).map((n) => NOON + n * 60_000);
const number = fc.constantFrom('o-1', 'o-2');
const money = fc.constantFrom(100, 159.2, 199);
const saying: fc.Arbitrary<[string, Record<string, Json>]> = fc.oneof(
  fc
    .tuple(number, fc.constantFrom('processing', 'shipped', 'delivered', 'cancelled'), fc.integer({ min: 1, max: 4 }), at)
    .map(([n, status, version, eta]): [string, Record<string, Json>] => [
      'tracked_item.updated',
      { type: 'order', number: n, status, version, eta_until: iso(eta) },
    ]),
  fc.tuple(number, money).map(([n, total]): [string, Record<string, Json>] => ['Order Completed', { order_id: n, total, currency: 'EUR' }]),
  fc
    .tuple(number, money, fc.constantFrom('i-1', 'i-2'))
    .map(([n, total, i]): [string, Record<string, Json>] => ['Invoice Issued', { invoice_no: i, order_id: n, total, currency: 'EUR' }]),
  fc
    .tuple(fc.constantFrom('p1', 'p2'), money, number, at)
    .map(([id, amount, n, due]): [string, Record<string, Json>] => [
      'Promise Made',
      { commitment_id: id, text: 'a price', amount, currency: 'EUR', order_id: n, due_at: iso(due), department: 'sales' },
    ]),
  fc
    .tuple(fc.constantFrom('u1', 'u2'), money)
    .map(([id, amount]): [string, Record<string, Json>] => [
      'Promise Made',
      { commitment_id: id, text: 'a price', amount, currency: 'EUR' },
    ]),
  fc
    .tuple(fc.constantFrom('k1', 'k2'), at)
    .map(([id, due]): [string, Record<string, Json>] => ['Promise Made', { commitment_id: id, text: 'call back', due_at: iso(due) }]),
  fc.constantFrom('Call Made', 'Email Sent').map((name): [string, Record<string, Json>] => [name, {}]),
  fc
    .tuple(fc.constantFrom('p1', 'p2'), fc.constantFrom('kept', 'cancelled', 'open'))
    .map(([id, status]): [string, Record<string, Json>] => ['commitment.updated', { commitment_id: id, status }]),
  fc
    .tuple(fc.constantFrom('c1', 'c2'), number)
    .map(([id, n]): [string, Record<string, Json>] => ['case.opened', { case_id: id, title: 'A case', order_id: n }]),
  fc
    .tuple(fc.constantFrom('c1', 'c2'), fc.constantFrom('open', 'resolved', 'closed'))
    .map(([id, status]): [string, Record<string, Json>] => ['case.updated', { case_id: id, status }]),
  number.map((n): [string, Record<string, Json>] => ['Order Refunded', { order_id: n, total: 5, currency: 'EUR' }]),
  fc.constantFrom('Hafenweg 3', 'Neuer Wall 1').map((address): [string, Record<string, Json>] => ['Branch Visit Logged', { address }]),
  fc.constant<[string, Record<string, Json>]>(['Form Draft Saved', { form: 'f', step: 's', fields: { email: 'a@b.example' } }]),
);
const history = fc.array(fc.record({ saying, at, user: fc.constantFrom('mail', 'mia') }), { minLength: 4, maxLength: 16 });
type History = { saying: [string, Record<string, Json>]; at: number; user: string }[];

const email = { type: 'email', value: 'mia@example.org', trust: 2 as const, proven: false };

/** `many`: of one of them there is much more, older and newer, that none of the others is about. */
async function told(store: Store, events: History, many = 0) {
  const stage = await engineStage(store);
  const { siteId, secret, event } = stage;
  for (const user of many === 0 ? [] : ['mia']) {
    const said = { identifiers: [verifiedUser(user)] };
    const more = Array.from({ length: many }, (_, i) => [
      event('Promise Made', { commitment_id: `${user}-${i}`, text: 'look into it' }, { ...said, at: NOON + i * 60_000 }),
      event('tracked_item.updated', { type: 'claim', number: `${user}-${i}`, status: 'received' }, { ...said, at: NOON + i * 60_000 }),
    ]).flat();
    await store.record({ siteId, sourceId: secret, events: more.map((one, index) => ({ ...one, index })), now: NOON });
  }
  for (const [i, one] of events.entries()) {
    const identifiers = one.user === 'mail' ? [email] : [verifiedUser('mia')];
    const said = event(...one.saying, { at: one.at, identifiers, channel: i % 2 === 0 ? 'billing' : 'order' });
    await store.record({ siteId, sourceId: secret, events: [said], now: NOON + 3_600_000 + i });
  }
  // The two turn out to be one.
  await store.record({
    siteId,
    sourceId: secret,
    events: [event('x', {}, { identifiers: [verifiedUser('mia'), email] })],
    now: NOON + 7_200_000,
  });
  return stage;
}

describe.each([
  ['sqlite', sqlite],
  ['postgres', postgres],
])('projections on %s', (kind, open) => {
  let opened: Promise<Opened> | undefined;
  const once = (): Promise<Opened> => (opened ??= open());
  afterAll(async () => (await opened)?.close());

  it(`[C3] [C22] a rebuild gives the same bytes after any history (seed ${SEED})`, async () => {
    const { store } = await once();
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const { siteId } = await told(store, events);
        const before = await dump(await once(), siteId);
        expect(before.length).toBeGreaterThan(1);
        await store.rebuild({ siteId });
        expect(await dump(await once(), siteId)).toEqual(before);
      }),
      { seed: SEED, numRuns: kind === 'sqlite' ? 25 : 8 },
    );
  });

  it(`[C3] [C22] [C33] so it does for people of many years, of whom only what is linked is read (seed ${SEED})`, async () => {
    const { store } = await once();
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const { siteId } = await told(store, events, 65);
        const before = await dump(await once(), siteId);
        await store.rebuild({ siteId });
        expect(await dump(await once(), siteId)).toEqual(before);
      }),
      { seed: SEED, numRuns: kind === 'sqlite' ? 4 : 1 },
    );
  });

  it('[C3] so it does with chats that closed and opened again, reasons confirmed, things late, promises broken', async () => {
    const { store } = await once();
    const stage = await engineStage(store);
    const { siteId, tell } = stage;
    const visitor = await stage.visitor('mia');
    const agent = await stage.agent('Ana');
    const stream = hex();
    const convKey = hex();
    const say = async (n: number, text: string) =>
      accepted((await stage.submit(visitor, { conv_key: convKey, stream, msgs: [message(n, text)] }, NOON + n)).answer).conv;
    const conv = await say(1, 'My order number is AB-1234');
    const close = (now: number) => stage.submit(agent, { conv, stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] }, now);
    await close(NOON + 10);
    await say(2, 'Again: order AB-1234, claim number CL-7741');
    await tell('reason.confirmed', { conversation_id: conv, code: 'invoice.inaccurate' }, { conversationId: conv, at: NOON + 1_000 });
    await close(NOON + 2_000);
    await tell('tracked_item.updated', { type: 'order', number: 'AB-1234', status: 'shipped', eta_until: iso(NOON + 1_000) });
    await tell('Promise Made', { text: 'call back', due_at: iso(NOON + 1_000) });
    await tell('Promise Made', { text: 'a price', amount: 100, currency: 'EUR', order_id: 'o-1', department: 'sales' });
    await tell('Invoice Issued', { invoice_no: 'i-1', order_id: 'o-1', total: 120, currency: 'EUR' }, { channel: 'billing' });
    await tell('case.opened', { case_id: 'c-1', title: 'A wrong bill', order_id: 'o-1' });
    await store.sweepDue({ now: NOON + 5_000, limit: 100 });
    const customerId = await stage.customerOf('mia');
    const fact = (await store.facts({ siteId, customerId, now: NOON, limit: 20 }))?.items.find(({ key }) => key === 'order_id');
    expect(fact?.timesGiven).toBe(2);
    await tell('fact.confirmed', { fact_id: fact?.id ?? '' });
    const before = await dump(await once(), siteId);
    for (const part of [/reason_counts/, /reason_totals/, /price_differs/, /broken/, /A wrong bill/, /AB-1234/])
      expect(before.join('\n')).toMatch(part);
    const { interactions } = await store.rebuild({ siteId });
    expect(interactions).toBeGreaterThan(8);
    expect(await dump(await once(), siteId)).toEqual(before);
    expect((await store.sweepDue({ now: NOON + 9_000, limit: 100 })).followed.filter((one) => one.siteId === siteId)).toEqual([]);
  });

  it('[C34] [ID17] a merge brings promise and invoice together, its undo takes them apart, and a rebuild agrees with both', async () => {
    const { store } = await once();
    const stage = await engineStage(store);
    const { siteId, tell, customerOf } = stage;
    await tell(
      'Promise Made',
      { text: 'a price', amount: 100, currency: 'EUR', order_id: 'o-1', department: 'sales' },
      { identifiers: [email] },
    );
    await tell('Order Completed', { order_id: 'o-1', total: 100, currency: 'EUR' }, { identifiers: [email], channel: 'order' });
    await tell('Invoice Issued', { invoice_no: 'i-1', order_id: 'o-1', total: 120, currency: 'EUR' }, { channel: 'billing', at: NOON + 1 });
    const [byMail] = await store.findCustomers({ siteId, type: 'email', value: email.value, minTrust: 2 });
    const mia = await customerOf('mia');
    const mismatches = async (customerId: string) =>
      (await store.trackedItems({ siteId, customerId, now: NOON, limit: 10 }))?.items.flatMap((item) =>
        item.mismatches.map(({ code }) => code),
      );
    expect(await mismatches(mia)).toEqual([]);
    const asked = {
      siteId,
      from: byMail?.id ?? '',
      into: mia,
      actor: 'api',
      override: { reason: 'same person' },
      dryRun: false,
      now: NOON + 2,
    };
    const answer = await store.mergeCustomers(asked);
    if (!answer.ok || !('merged' in answer)) throw new Error(JSON.stringify(answer));
    expect(await mismatches(mia)).toEqual(['price_differs']);
    const same = async (): Promise<void> => {
      const before = await dump(await once(), siteId);
      await store.rebuild({ siteId });
      expect(await dump(await once(), siteId)).toEqual(before);
    };
    await same();
    await store.undoMerge({ siteId, mergeId: answer.merged.mergeId, actor: 'api', dryRun: false, now: NOON + 3 });
    expect(await mismatches(mia)).toEqual([]);
    await same();
  });
});
