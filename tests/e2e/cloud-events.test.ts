// CloudEvents 1.0 in, in the three modes of the HTTP binding, by nothing but a secret key (C16).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { get, hex128 } from '../servers/visitor-http.js';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.stop());

async function send(body: unknown, headers: Record<string, string>, key = desk.shop.secretKey) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${desk.relay.url}/v1/events`, {
    method: 'POST',
    body: text,
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  return { status: response.status, body: await response.json() };
}
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const event = (more: Record<string, unknown>) => ({ specversion: '1.0', id: hex128(), source: '/crm', type: 'com.example.visit', ...more });
const timeline = async (id: string) => (await desk.call('get', '/customers/:id/timeline', { params: { id } })).body.items;

it('[C16] structured, batch and binary events arrive alike, with title, time, cause and owner', async () => {
  const ana = await newCustomer(desk);
  const said = {
    identity: ana.userId,
    identitytype: 'user_id',
    causationid: 'cause-1',
    correlationid: 'thread-1',
    time: '2026-01-02T10:00:00Z',
  };
  const one = event({ ...said, data: { place: 'Torstr.', ui: { title: 'Visited the branch' } } });
  expect((await send(one, STRUCTURED)).body).toEqual({ success: true, accepted: 1, duplicates: 0, rejected: [] });
  const two = event({ type: 'com.example.two', subject: `user_id:${ana.userId}` });
  expect((await send([two, event({ ...said, type: 'com.example.three' })], BATCH)).body).toMatchObject({ accepted: 2 });
  const binary = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': hex128(),
    'ce-source': '/crm',
    'ce-type': 'com.example.b%C3%BCro',
    'ce-identity': ana.userId,
  };
  expect((await send({ place: 'Mitte' }, binary)).body).toMatchObject({ accepted: 1 });
  const items = await timeline(ana.id);
  expect(items.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['com.example.visit', 'com.example.two', 'com.example.three', 'com.example.büro']),
  );
  const visit = items.find(({ name }: { name: string }) => name === 'com.example.visit');
  expect(visit).toMatchObject({ title: 'Visited the branch', at: Date.parse('2026-01-02T10:00:00Z') });
  const whole = (await desk.call('get', '/interactions/:id', { params: { id: visit.id } })).body;
  expect(whole).toMatchObject({ causationId: 'cause-1', correlationId: 'thread-1', unverified: false, data: { place: 'Torstr.' } });
});

it('[C12] [C16] source and id together name an event for ever', async () => {
  const ana = await newCustomer(desk);
  const once = event({ identity: ana.userId, id: 'e-1' });
  expect((await send(once, STRUCTURED)).body).toMatchObject({ accepted: 1, duplicates: 0 });
  expect((await send({ ...once, type: 'com.example.other' }, STRUCTURED)).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect((await send({ ...once, source: '/erp' }, STRUCTURED)).body).toMatchObject({ accepted: 1 });
});

it('[C11] [C16] a bad event is answered with its code and never fails its batch', async () => {
  const ana = await newCustomer(desk);
  const whose = { identity: ana.userId };
  const batch = [
    event(whose),
    event({ ...whose, specversion: '0.3' }),
    event({ ...whose, id: '' }),
    event({ ...whose, source: undefined }),
    event({ ...whose, type: undefined }),
    event({}),
    'nonsense',
    event({ ...whose, data: { text: 'x'.repeat(40_000) } }),
  ];
  const { status, body } = await send(batch, BATCH);
  expect([status, body.accepted]).toEqual([200, 1]);
  expect(body.rejected.map(({ index, code }: { index: number; code: string }) => `${index} ${code}`)).toEqual([
    '1 unknown_version',
    '2 missing_source',
    '3 missing_source',
    '4 missing_type',
    '5 missing_id',
    '6 missing_type',
    '7 too_large',
  ]);
  expect((await send('{', STRUCTURED)).body.code).toBe('malformed_json');
  expect((await send({}, { 'content-type': 'application/json' })).body.code).toBe('unsupported_media');
  expect((await send(event(whose), STRUCTURED, desk.shop.writeKey)).status).toBe(401);
  expect((await send(event(whose), STRUCTURED, 'sk_wrong')).status).toBe(401);
});

it('[C16] [C36] an item that says no more than its number goes to its customer, in the same batch and later', async () => {
  const ana = await newCustomer(desk);
  const number = `CL-${hex128().slice(0, 8).toUpperCase()}`;
  const about = (more: Record<string, unknown>) => event({ type: 'com.example.claim', subject: `claim/${number}`, ...more });
  const batch = [
    about({ identity: ana.userId, data: { status: 'reported', title: 'Water damage', etaUntil: '2030-04-10T16:00:00Z' } }),
    about({ data: { status: 'in review' }, time: new Date(Date.now() + 1).toISOString() }),
  ];
  expect((await send(batch, BATCH)).body).toMatchObject({ accepted: 2 });
  expect((await send(about({ data: { amount: { amountMinor: 12_500, currency: 'EUR' } } }), STRUCTURED)).body).toMatchObject({
    accepted: 1,
  });
  const item = (await desk.call('get', '/tracked-items/:type/:number', { params: { type: 'claim', number } })).body;
  expect(item).toMatchObject({
    customerId: ana.id,
    title: 'Water damage',
    amount: { amountMinor: 12_500 },
    eta: { until: '2030-04-10T16:00:00.000Z' },
  });
  expect((await send(event({ subject: 'claim/CL-NOBODY' }), STRUCTURED)).body.rejected).toMatchObject([{ code: 'missing_id' }]);
});

it('[C15] [C16] previousidentity brings the device along; an address counts as proven only when the event says so', async () => {
  const userId = hex128();
  const device = hex128();
  await desk.call('post', '/interactions', { body: { name: 'Browsed', anonymousId: device } });
  expect((await send(event({ identity: userId, previousidentity: device }), STRUCTURED)).body).toMatchObject({ accepted: 1 });
  const [byUser] = (await desk.call('get', '/customers', { query: { userId } })).body.customers;
  const [byDevice] = (await desk.call('get', '/customers', { query: { anonymousId: device } })).body.customers;
  expect(byDevice.id).toBe(byUser.id);
  const ana = await newCustomer(desk);
  await send(event({ type: 'com.example.claimed', subject: `email:${ana.email}` }), STRUCTURED);
  await send(event({ type: 'com.example.proven', subject: `email:${ana.email}`, identityverified: true }), STRUCTURED);
  const names = (await timeline(ana.id)).map(({ name }: { name: string }) => name);
  expect(names).toContain('com.example.proven');
  expect(names).not.toContain('com.example.claimed');
  expect(await get(`${desk.relay.url}/api/v1/customers?userId=${userId}`, desk.other.secretKey)).toEqual({ customers: [] });
});

it('[C16] [C36] [ID22] a page that claims an order’s number takes neither the order nor what is said of it', async () => {
  const [ana, eve] = [await newCustomer(desk), await newCustomer(desk)];
  const claim = { name: 'Order Completed', type: 'track', messageId: hex128(), anonymousId: hex128(), properties: { order_id: 'O-1001' } };
  const basic = `Basic ${Buffer.from(`${desk.shop.writeKey}:`).toString('base64')}`;
  const claimed = await fetch(`${desk.relay.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: basic, 'content-type': 'application/json' },
    body: JSON.stringify({ batch: [claim] }),
  });
  expect(claimed.status).toBe(200);
  const params = { type: 'order', number: 'O-1001' };
  const got = async () => (await desk.call('get', '/tracked-items/:type/:number', { params })).body;
  const { customerId: claimant } = await got();
  expect(
    (await send(event({ subject: 'order/O-1001', type: 'com.example.order.moved', data: { status: 'shipped' } }), STRUCTURED)).body,
  ).toMatchObject({
    rejected: [{ code: 'missing_id' }],
  });
  const identifiers = [{ type: 'user_id', value: ana.userId, attested: true }];
  const put = await desk.call('put', '/tracked-items/:type/:number', { params, body: { customer: { identifiers }, title: 'Two chairs' } });
  expect(put.body).toMatchObject({ customerId: ana.id, title: 'Two chairs' });
  expect(claimant).not.toBe(ana.id);
  expect(
    (await send(event({ subject: 'order/O-1001', type: 'com.example.order.moved', data: { status: 'shipped' } }), STRUCTURED)).body,
  ).toMatchObject({
    accepted: 1,
  });
  expect(await got()).toMatchObject({ customerId: ana.id, status: 'shipped' });
  const byId = (id: string) => desk.call('put', '/tracked-items/:type/:number', { params, body: { customer: { customerId: id } } });
  expect([(await byId(ana.id)).status, (await byId(eve.id)).status]).toEqual([200, 409]);
});
