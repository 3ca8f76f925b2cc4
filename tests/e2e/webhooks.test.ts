// Outgoing webhooks: signed as the Standard Webhooks library expects, repeated until taken, sent again on request (S71–S75).
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visitor } from '../servers/visitor-http.js';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  /** ms since the epoch. */
  at: number;
}
let desk: ApiDesk;
let receiver: Server;
let port: number;
const received: Received[] = [];
const answers: Record<string, number[]> = {};

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({
        path,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body,
        at: Date.now(),
      });
      const status = answers[path]?.shift() ?? 200;
      response.writeHead(status, status === 302 ? { location: `http://localhost:${port}/elsewhere` } : {}).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, resolve));
  const address = receiver.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  desk = await startDesk({ env: { THROUGHLINE_EGRESS_ALLOW: `localhost:${port}` } });
});
afterAll(async () => {
  await desk?.stop();
  receiver?.close();
});

const subscribe = async (path: string, events = ['handoff.created', 'commitment.broken', 'tracked_item.late']) =>
  (await desk.call('post', '/webhooks', { body: { url: `http://localhost:${port}${path}`, events } })).body;
const at = (path: string): Received[] => received.filter((one) => one.path === path);
const deliveries = async (id: string) => (await desk.call('get', '/webhooks/:id/deliveries', { params: { id } })).body.items;
const openCall = async (): Promise<string> => {
  const ana = await newCustomer(desk, { name: 'CANARY-NAME' });
  const body = { customer: { customerId: ana.id }, channel: 'voice', text: 'CANARY-TEXT', kind: 'new' };
  return (await desk.call('post', '/conversations', { body })).body.conversationId;
};

it('[S71] [S72] a hand-off is told with a signature the library verifies, with ids and kinds and no text', async () => {
  const hook = await subscribe('/taken');
  const conv = await openCall();
  await expect.poll(() => at('/taken').length, { timeout: 30_000 }).toBe(1);
  const [sent] = at('/taken');
  if (sent === undefined) throw new Error('nothing came');
  const told = new Webhook(hook.secret).verify(sent.body, sent.headers);
  expect(told).toMatchObject({ type: 'handoff.created' });
  expect(sent.body).toContain(conv);
  expect(sent.body).not.toMatch(/CANARY/);
  expect(() => new Webhook(hook.secret).verify(`${sent.body} `, sent.headers)).toThrow();
  await expect.poll(async () => (await deliveries(hook.id))[0]?.state, { timeout: 30_000 }).toBe('delivered');
  const [row] = await deliveries(hook.id);
  expect(JSON.parse(row.body)).toMatchObject({ type: row.event }); // the log shows what was sent
  expect([row.lastStatus, row.attempts]).toEqual([200, 1]);
  expect((await desk.call('post', '/deliveries/:id/replay', { params: { id: row.id } })).status).toBe(204);
  await expect.poll(() => at('/taken').length, { timeout: 30_000 }).toBe(2);
  expect(at('/taken')[1]?.headers['webhook-id']).toBe(sent.headers['webhook-id']);
  const browser = await visitor(desk.relay.url, desk.shop.siteId);
  await browser.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'CANARY-CHAT' } }] });
  await expect.poll(() => at('/taken').length, { timeout: 30_000 }).toBe(3); // a chat is a hand-off like any other
  expect(at('/taken')[2]?.body).not.toMatch(/CANARY/);
  await desk.call('delete', '/webhooks/:id', { params: { id: hook.id } });
});

it('[S71] a rotated secret is shown once; for a day both sign, a receiver with either one verifies', async () => {
  const hook = await subscribe('/rotated');
  const answer = await desk.call('post', '/webhooks/:id/rotate', { params: { id: hook.id } });
  expect(answer.status).toBe(200);
  const fresh = answer.body.secret;
  expect(fresh).toMatch(/^whsec_/);
  expect(fresh).not.toBe(hook.secret);
  expect((await desk.call('get', '/webhooks')).text).not.toContain(fresh);
  await openCall();
  await expect.poll(() => at('/rotated').length, { timeout: 30_000 }).toBe(1);
  const [sent] = at('/rotated');
  if (sent === undefined) throw new Error('nothing came');
  expect(sent.headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [fresh, hook.secret])
    expect(new Webhook(secret).verify(sent.body, sent.headers)).toMatchObject({ type: 'handoff.created' });
  expect((await desk.call('post', '/webhooks/:id/rotate', { params: { id: 'whk_none' } })).status).toBe(404);
  await desk.call('delete', '/webhooks/:id', { params: { id: hook.id } });
});

it('[S73] a failure is tried again five seconds later under the same id; a redirect is a failure and is not followed', async () => {
  answers['/flaky'] = [302];
  const hook = await subscribe('/flaky');
  await openCall();
  await expect.poll(() => at('/flaky').length, { timeout: 30_000 }).toBe(1);
  await expect.poll(async () => (await deliveries(hook.id))[0], { timeout: 30_000 }).toMatchObject({ state: 'pending', lastStatus: 302 });
  await expect.poll(() => at('/flaky').length, { timeout: 30_000 }).toBe(2);
  const [first, again] = at('/flaky');
  expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(4_000);
  expect(at('/flaky')[1]?.headers['webhook-id']).toBe(at('/flaky')[0]?.headers['webhook-id']);
  expect(at('/elsewhere')).toEqual([]);
  await expect.poll(async () => (await deliveries(hook.id))[0]?.state, { timeout: 30_000 }).toBe('delivered');
  await desk.call('delete', '/webhooks/:id', { params: { id: hook.id } });
});

it('[S73] 410 switches the endpoint off', async () => {
  answers['/gone'] = [410];
  const hook = await subscribe('/gone', ['handoff.created']);
  await openCall();
  const state = async () => (await desk.call('get', '/webhooks')).body.items.find(({ id }: { id: string }) => id === hook.id)?.state;
  await expect.poll(state, { timeout: 30_000 }).toBe('disabled');
  expect((await deliveries(hook.id))[0]).toMatchObject({ state: 'failed', lastStatus: 410 });
});

it('[C33] [C38] broken promises and late items are told within seconds of their time', async () => {
  const hook = await subscribe('/due', ['commitment.broken', 'tracked_item.late']);
  const ana = await newCustomer(desk);
  const customer = { customerId: ana.id };
  const until = new Date(Date.now() + 3_000).toISOString();
  await desk.call('post', '/commitments', { body: { customer, text: 'call back', due: until } });
  await desk.call('put', '/tracked-items/:type/:number', {
    params: { type: 'claim', number: 'CL-1' },
    body: { customer, status: 'in review', eta: { until } },
  });
  const types = (): string[] =>
    at('/due')
      .map(({ body }) => String(JSON.parse(body).type))
      .sort();
  await expect.poll(types, { timeout: 30_000 }).toEqual(['commitment.broken', 'tracked_item.late']);
  const notices = async (): Promise<string[]> => {
    const { items } = (await desk.call('get', '/customers/:id/timeline', { params: { id: ana.id } })).body;
    return items
      .filter(({ name }: { name: string }) => name === 'notice.sent')
      .map(({ channel, title }: { channel: string; title: string }) => `${channel}: ${title}`);
  };
  await expect.poll(notices, { timeout: 30_000 }).toEqual([expect.stringMatching(/^web: .*CL-1 is late; we are on it$/)]);
  await desk.call('delete', '/webhooks/:id', { params: { id: hook.id } });
});

it('[S75] an endpoint inside the network is refused, unless the operator lists it', async () => {
  const refused = [
    'http://example.com/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest',
    'https://u:p@example.com/x',
  ];
  for (const url of refused) {
    const answer = await desk.call('post', '/webhooks', { body: { url, events: ['handoff.created'] } });
    expect([url, answer.body.code]).toEqual([url, 'unsafe_address']);
  }
  const named = (await desk.call('post', '/webhooks', { body: { url: `https://localhost:1/x`, events: ['handoff.created'] } })).body;
  expect((await desk.call('post', '/webhooks/:id/test', { params: { id: named.id } })).body).toEqual({
    delivered: false,
    status: null,
    error: 'unsafe',
  });
});

it('[K106] [S71] a test is sent at once, signed like any other delivery; what the endpoint says is the answer, once', async () => {
  const hook = await subscribe('/test');
  const test = async () => (await desk.call('post', '/webhooks/:id/test', { params: { id: hook.id } })).body;
  expect(await test()).toEqual({ delivered: true, status: 200, error: null });
  const [sent] = at('/test');
  if (sent === undefined) throw new Error('nothing came');
  expect(new Webhook(hook.secret).verify(sent.body, sent.headers)).toEqual({ type: 'test', timestamp: expect.any(String), data: {} });
  answers['/test'] = [503];
  expect(await test()).toEqual({ delivered: false, status: 503, error: 'status 503' });
  expect(await deliveries(hook.id)).toEqual([]); // nothing waits to be sent again
  expect(at('/test')).toHaveLength(2);
  await desk.call('delete', '/webhooks/:id', { params: { id: hook.id } });
});
