// Two relays on one PostgreSQL and nothing between them but the store: a session that ends at one closes its socket at the other within two
// seconds, whoever ended it (S13, S22).
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import type { DeviceList } from '@throughline/types';
import { freshDatabase } from '../servers/postgres.js';
import type { FreshDatabase } from '../servers/postgres.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';
import { connect, post } from '../servers/visitor-http.js';

const PASSWORD = 'a long enough password';
const WITHIN_MS = 2_000; // the rule
let database: FreshDatabase;
let here: RunningRelay;
let there: RunningRelay;

beforeAll(async () => {
  database = await freshDatabase();
  const env = { DATABASE_URL: database.url, THROUGHLINE_RATE_LIMITS: 'off' };
  here = await startRelay({ env });
  there = await startRelay({ env: { ...env, SEAL_KEY_FILE: `${here.dataDir}/seal.key` } });
  const shop = await here.siteAdd();
  await here.userAdd('ada@shop.example', 'agent', PASSWORD, shop.siteId);
  await here.userAdd('boss@shop.example', 'admin', PASSWORD, shop.siteId);
});
afterAll(async () => {
  await here?.stop();
  await there?.stop();
  await database?.drop();
});

const headersOf = (relay: RunningRelay, cookie = '') => ({ origin: relay.url, 'x-throughline': 'console', cookie });

async function signIn(relay: RunningRelay, email = 'ada@shop.example'): Promise<string> {
  const login = await post(`${relay.url}/agent/v1/login`, { email, password: PASSWORD }, headersOf(relay));
  return (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** The socket, and how long after `since` it closed. */
async function watched(relay: RunningRelay, cookie: string): Promise<{ socket: Socket; closedAfter(since: number): Promise<number> }> {
  const ticket = await post(`${relay.url}/agent/v1/ticket`, {}, headersOf(relay, cookie));
  const socket = await connect(relay.url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket: ticket.body['ticket'] }, { origin: relay.url });
  const closed = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(Date.now())));
  return { socket, closedAfter: async (since) => (await closed) - since };
}

async function ask(relay: RunningRelay, cookie: string, method: string, path: string): Promise<Response> {
  return fetch(`${relay.url}/${path}`, { method, headers: headersOf(relay, cookie) });
}

it('[S13] [S22] a device that is revoked at one relay loses its socket at the other within two seconds; other sessions stay', async () => {
  const [desk, phone] = [await signIn(here), await signIn(there)];
  const [kept, lost] = [await watched(there, desk), await watched(there, phone)];
  const { items }: DeviceList = await (await ask(there, phone, 'GET', 'agent/v1/devices')).json();
  const id = items.find(({ current }) => current)?.id ?? '';
  const since = Date.now();
  expect((await ask(here, desk, 'DELETE', `agent/v1/devices/${id}`)).status).toBe(204);
  expect(await lost.closedAfter(since)).toBeLessThanOrEqual(WITHIN_MS);
  expect(kept.socket.connected).toBe(true);
  kept.socket.close();
});

it('[S13] who is deactivated at one relay is cut off at the other within two seconds', async () => {
  const boss = await signIn(here, 'boss@shop.example');
  const lost = await watched(there, await signIn(there));
  const people: { items: { id: string; email: string }[] } = await (await ask(here, boss, 'GET', 'api/v1/people')).json();
  const ada = people.items.find(({ email }) => email === 'ada@shop.example')?.id ?? '';
  const since = Date.now();
  const done = await fetch(`${here.url}/api/v1/agents/${ada}`, {
    method: 'PATCH',
    headers: headersOf(here, boss),
    body: JSON.stringify({ active: false }),
  });
  expect(done.status).toBe(200);
  expect(await lost.closedAfter(since)).toBeLessThanOrEqual(WITHIN_MS);
});
