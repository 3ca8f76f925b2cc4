// The relay on PostgreSQL, as its operator runs it: the same hand-off, the same answers, and nothing acked is lost by kill -9.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntryList, Handoff, SubmitAnswer, SystemView } from '@throughline/types';
import { freshDatabase } from '../servers/postgres.js';
import type { FreshDatabase } from '../servers/postgres.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, get, hex128, latestHandoff, post, visitor } from '../servers/visitor-http.js';

const PASSWORD = 'a long enough password';
let database: FreshDatabase;
let relay: RunningRelay;
let shop: SiteKeys;

beforeAll(async () => {
  database = await freshDatabase();
  relay = await startRelay({ env: { DATABASE_URL: database.url, THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd();
  await relay.userAdd('ada@shop.example', 'agent', PASSWORD, shop.siteId);
});
afterAll(async () => {
  await relay?.stop();
  await database?.drop();
});

const message = (n: number, text: string) => ({ n, kind: 'message', body: { text } });

it('a message arrives with the past that came in through the public API', async () => {
  const basic = { authorization: `Basic ${Buffer.from(`${shop.secretKey}:`).toString('base64')}` };
  const guest = await visitor(relay.url, shop.siteId);
  const order = { type: 'track', messageId: 'o1', event: 'Order Completed', properties: { order_id: 'HP-77', total: 12, currency: 'EUR' } };
  const past = await post(`${relay.url}/v1/batch`, { batch: [{ ...order, anonymousId: guest.session.anonymousId }] }, basic);
  expect(past.body).toMatchObject({ accepted: 1, rejected: [] });
  const ada = await agent(relay.url, 'ada@shop.example', PASSWORD);
  const arrived = new Promise<Handoff>((resolve) => ada.socket.once('handoff', resolve));
  const opened = await guest.submit({ msgs: [message(1, 'Where is it?')] });
  expect(opened.ok).toBe(true);
  const handoff = await arrived;
  expect(handoff.context.statedFacts.map((fact) => fact.value)).toContain('HP-77');
  expect(await latestHandoff(relay.url, handoff.row.id, shop.secretKey)).toEqual(handoff.context);
  ada.close();
});

it('[P93] everything acked before kill -9 is there after the restart, in order and once; the resend is a duplicate', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const acked: SubmitAnswer[] = [];
  for (let n = 1; n <= 20; n += 1) acked.push(await ana.submit({ msgs: [message(n, `text ${n}`)] }));
  const conv = acked[0]?.ok ? acked[0].conv : '';
  await relay.kill9();
  await relay.restart();
  const again = await ana.submit({ msgs: [message(20, 'text 20')] });
  expect(again).toMatchObject({ ok: true, results: [{ n: 20, dup: true }] });
  const lane = await get<EntryList>(`${relay.url}/api/v1/conversations/${conv}/entries?lane=pub`, shop.secretKey);
  const texts = lane.entries.filter((entry) => entry.kind === 'message').map((entry) => entry.body['text']);
  expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => `text ${index + 1}`));
  expect(lane.entries.map((entry) => entry.seq)).toEqual(lane.entries.map((_, index) => index + 1));
});

it('[P31] a doubled first message opens one conversation', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const first = { conv_key: hex128(), stream: hex128(), msgs: [message(1, 'hello')] };
  const answers = await Promise.all([ana.submit(first), ana.submit(first), ana.submit(first)]);
  const convs = new Set(answers.map((answer) => (answer.ok ? answer.conv : answer.code)));
  expect(convs.size).toBe(1);
});

it('the page System of this relay: the database, its size and schema, and that its backups are the operator’s', async () => {
  await relay.userAdd('olga@shop.example', 'admin', PASSWORD, shop.siteId);
  const olga = await agent(relay.url, 'olga@shop.example', PASSWORD);
  const answer = await fetch(`${relay.url}/api/v1/system`, { headers: { cookie: olga.cookie, 'x-throughline': 'console' } });
  const system: SystemView = await answer.json();
  expect(system).toMatchObject({
    ready: true,
    backup: 'unknown',
    redis: 'none',
    store: { kind: 'postgres', migrations: [{ name: '0001-initial' }] },
    settings: { databasePoolMax: 10 },
  });
  expect(system.store.bytes).toBeGreaterThan(1_000_000);
  expect(system.relays.map(({ id }) => id)).toContain(system.relay);
  expect(JSON.stringify(system)).not.toContain(new URL(database.url).pathname.slice(1));
  olga.close();
});
