// Who sees what (C54, C55, S12, S90): the table of rights against every route, and canaries of other departments in everything an agent gets.
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import { API_ROUTES } from '../../packages/server/src/transport/http/api/table.js';
import { connect, hex128, post } from '../servers/visitor-http.js';
import { filled, nameOf, newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk, Role } from './api-desk.fixture.js';

const ROLES: readonly Role[] = ['admin', 'lead', 'agent', 'guest', 'analyst'];
const DEPARTMENT = 'CANARY-DEPARTMENT';
const RESTRICTED = 'CANARY-RESTRICTED';
const MARGIN_MS = 3_000; // two busy cores
let desk: ApiDesk;
const frames: Record<string, unknown[]> = {};

beforeAll(async () => {
  desk = await startDesk({ roles: ROLES, departments: { agent: 'billing', guest: 'billing', lead: 'billing' } });
  for (const role of ROLES) {
    const heard: unknown[] = [];
    frames[role] = heard;
    desk.agent(role).socket.onAny((...frame: unknown[]) => heard.push(frame));
  }
});
afterAll(() => desk?.stop());

async function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
  { relay }: Pick<ApiDesk, 'relay'> = desk,
): Promise<{ status: number; text: string }> {
  const body = method === 'get' || method === 'delete' ? {} : { body: '{}' };
  const response = await fetch(`${relay.url}/api/v1${path}`, { method: method.toUpperCase(), headers, ...body });
  return { status: response.status, text: await response.text() };
}

it('[S90] every route answers those the table names, and nobody else gets past it', async () => {
  const wrong: string[] = [];
  const rights = await startDesk({ roles: ROLES }); // its own: what may be asked here replaces keys
  onTestFinished(() => rights.stop());
  for (const route of API_ROUTES) {
    const path = filled(route.path, { type: 'order', revision: '1' });
    const none = await ask(route.method, path, {}, rights);
    if (none.status !== 401) wrong.push(`${nameOf(route)} nobody: ${none.status}`);
    const publicKey = await ask(route.method, path, { authorization: `Bearer ${rights.shop.writeKey}` }, rights);
    if (publicKey.status !== 401) wrong.push(`${nameOf(route)} public key: ${publicKey.status}`);
    for (const role of ROLES) {
      const { status, text } = await ask(route.method, path, rights.as(role).headers, rights);
      const allowed = route.scopes.includes(role);
      if (allowed === (status === 403) || status === 401) wrong.push(`${nameOf(route)} ${role}: ${status} ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('[S132] a cookie without the console’s header or from another origin changes and reads nothing', async () => {
  const { cookie } = desk.agent('admin');
  expect((await ask('get', '/settings', { cookie })).status).toBe(403);
  const foreign = { cookie, 'x-throughline': 'console', origin: 'https://evil.example' };
  expect((await ask('patch', '/settings', foreign)).status).toBe(403);
  expect((await ask('patch', '/settings', { cookie, 'x-throughline': 'console' })).status).toBe(403);
});

it('[S12] what another site owns is answered byte for byte like what does not exist', async () => {
  const ana = await newCustomer(desk);
  const customer = { customerId: ana.id };
  const opened = (await desk.call('post', '/conversations', { body: { customer, channel: 'voice', kind: 'new' } })).body;
  const promise = (await desk.call('post', '/commitments', { body: { customer, text: 'call' } })).body;
  const concern = (await desk.call('post', '/cases', { body: { customer, title: 'Chairs' } })).body;
  await desk.call('put', '/tracked-items/:type/:number', { params: { type: 'order', number: 'A-1' }, body: { customer } });
  const own = [
    `/customers/${ana.id}`,
    `/conversations/${opened.conversationId}`,
    `/commitments/${promise.id}`,
    `/cases/${concern.id}`,
    '/tracked-items/order/A-1',
  ];
  const deeper = ['/context', '/timeline', '/facts', '/commitments', '/tracked-items', '/cases', '/merges', '/suggestions'].map(
    (end) => `/customers/${ana.id}${end}`,
  );
  const talks = ['/entries', '/contexts', '/contexts/1', '/handoffs/latest'].map((end) => `/conversations/${opened.conversationId}${end}`);
  const foreign = { authorization: `Bearer ${desk.other.secretKey}` };
  for (const path of [...own, ...deeper, ...talks]) {
    expect([path, (await ask('get', path, desk.secret.headers)).status]).toEqual([path, 200]);
    const absent = path
      .replace(ana.id, 'cus_none')
      .replace(opened.conversationId, 'cnv_none')
      .replace(promise.id, 'x')
      .replace(concern.id, 'x')
      .replace('A-1', 'A-2');
    expect(await ask('get', path, foreign), path).toEqual(await ask('get', absent, foreign));
  }
});

it('[C54] [C55] [S134] nothing of another department reaches an agent, by any answer or frame; leads and admins see what is theirs', async () => {
  const ana = await newCustomer(desk);
  const params = { id: ana.id };
  const opened = (
    await desk.call('post', '/conversations', { body: { customer: { customerId: ana.id }, channel: 'voice', kind: 'new', text: 'Hello' } })
  ).body;
  const conv = opened.conversationId;
  for (const role of ROLES) await desk.agent(role).socket.timeout(5_000).emitWithAck('open', { conv });
  const log = (title: string, visibility: string) =>
    desk.call('post', '/interactions', {
      body: { name: 'Promise Made', customerId: ana.id, title, visibility, department: 'sales', data: { text: title, note: title } },
    });
  const ids = [(await log(DEPARTMENT, 'department')).body.interactionId, (await log(RESTRICTED, 'restricted')).body.interactionId];
  await expect.poll(() => JSON.stringify(frames['admin']).includes(RESTRICTED), { timeout: 30_000 }).toBe(true);
  await desk.call('post', '/conversations/:id/handoffs', { params: { id: conv }, body: { from: { type: 'agent', name: 'Ada' } } });

  const seenBy = async (role: Role): Promise<string> => {
    const who = desk.as(role);
    const gets = ['', '/context', '/timeline', '/facts', '/commitments', '/tracked-items', '/cases'].map(
      (end) => `/customers/${ana.id}${end}`,
    );
    const talks = ['/contexts/1', '/contexts/2', '/contexts/3', '/handoffs/latest'].map((end) => `/conversations/${conv}${end}`);
    const alerts = ['/alerts?open=false', ...ids.map((id) => `/interactions/${id}`)];
    const texts: string[] = [];
    for (const path of [...gets, ...talks, ...alerts]) texts.push((await ask('get', path, who.headers)).text);
    for (const id of ids) {
      const old = await fetch(`${desk.relay.url}/agent/v1/interactions/${id}`, { headers: who.headers });
      texts.push(await old.text());
      const reveal = await desk.call('post', '/reveals', { who, body: { customerId: ana.id, type: 'interaction', id } });
      texts.push(reveal.text);
    }
    const old = await fetch(`${desk.relay.url}/agent/v1/customers/${ana.id}/timeline`, { headers: who.headers });
    texts.push(await old.text());
    texts.push(JSON.stringify(await desk.agent(role).socket.timeout(5_000).emitWithAck('open', { conv })), JSON.stringify(frames[role]));
    return texts.join('\n');
  };
  const has = (text: string): string[] => [DEPARTMENT, RESTRICTED].filter((canary) => text.includes(canary));
  expect(has(await seenBy('agent'))).toEqual([]);
  expect(has(await seenBy('guest'))).toEqual([]);
  expect(has(await seenBy('analyst'))).toEqual([]);
  const analyst = desk.agent('analyst').socket.timeout(5_000);
  expect(await analyst.emitWithAck('open', { conv })).toEqual({ ok: false, code: 'forbidden' });
  expect(await analyst.emitWithAck('inbox', { view: 'all', known: [] })).toMatchObject({ rows: [] });
  expect(frames['analyst']).toEqual([]);
  expect(has(await seenBy('lead'))).toEqual([DEPARTMENT]);
  expect(has(await seenBy('admin'))).toEqual([DEPARTMENT, RESTRICTED]);
  const page = (await desk.call('get', '/customers/:id/timeline', { params, who: desk.as('agent') })).body;
  expect(page.items.filter(({ stub }: { stub?: true }) => stub === true)).toMatchObject([{ department: 'sales', title: '' }]);
  const context = (await desk.call('get', '/customers/:id/context', { params, who: desk.as('agent') })).body;
  expect(context.coverage.hiddenByScope).toBeGreaterThan(0);
  const guest = (await desk.call('get', '/customers/:id', { params, who: desk.as('guest') })).text;
  expect(guest).not.toContain(ana.email);
});

it('[K72] a due promise is with who gave it, else with the department, though the conversation is closed, until it is kept', async () => {
  const ana = await newCustomer(desk);
  const customer = { customerId: ana.id };
  const hour = 3_600_000;
  const [due, later] = [hour, 2 * hour].map((ms) => new Date(Date.now() + ms).toISOString());
  const query = { dueBefore: new Date(Date.now() + 4 * hour).toISOString() };
  const owed = async (role: Role) => (await desk.call('get', '/commitments', { query, who: desk.as(role) })).body.items;
  const told = (role: Role): number => JSON.stringify(frames[role]).split('{"kind":"promise"}').length - 1;
  const before = { agent: told('agent'), admin: told('admin') };
  const opened = (await desk.call('post', '/conversations', { body: { customer, channel: 'voice', kind: 'new' } })).body;
  const conversationId = opened.conversationId;
  const given = { body: { customer, text: 'call back', due, conversationId }, who: desk.as('agent') };
  const { id } = (await desk.call('post', '/commitments', given)).body;
  await desk.call('post', '/conversations/:id/close', { params: { id: conversationId }, body: {} });
  expect(await owed('agent')).toMatchObject([{ id, text: 'call back', dueAt: due, customerName: 'Ana Vidal', conversationId }]);
  expect(await owed('admin')).toEqual([]);
  const billing = { customer, text: 'CANARY-OWED', due: later, department: 'Billing' };
  await desk.call('post', '/commitments', { body: billing });
  expect((await owed('agent')).map(({ text }: { text: string }) => text)).toEqual(['call back', 'CANARY-OWED']);
  expect(await owed('lead')).toMatchObject([{ text: 'CANARY-OWED' }]);
  expect(await owed('guest'), 'of the department, but no conversation of this customer is theirs').toEqual([]);
  await expect.poll(() => told('agent') - before.agent, { timeout: 30_000 }).toBe(2);
  await desk.call('patch', '/commitments/:id', { params: { id }, body: { status: 'kept' }, who: desk.as('lead') });
  await expect.poll(() => told('agent') - before.agent, { timeout: 30_000 }).toBe(3);
  expect(await owed('agent')).toMatchObject([{ text: 'CANARY-OWED' }]);
  expect(told('admin')).toBe(before.admin);
});

it('[C55] a change of department closes the sockets within two seconds, and the next one sees by it', async () => {
  const ana = await newCustomer(desk);
  await desk.call('post', '/interactions', {
    body: {
      name: 'Note Logged',
      customerId: ana.id,
      title: DEPARTMENT,
      visibility: 'department',
      department: 'sales',
      data: { note: 'x' },
    },
  });
  const opened = (await desk.call('post', '/conversations', { body: { customer: { customerId: ana.id }, channel: 'voice', kind: 'new' } }))
    .body;
  const ada = desk.agent('agent');
  const closed = new Promise<number>((resolve) => ada.socket.once('disconnect', () => resolve(Date.now())));
  const from = Date.now();
  await desk.call('patch', '/agents/:id', { params: { id: ada.session.agent.id }, body: { department: 'sales' } });
  expect((await closed) - from).toBeLessThan(2_000 + MARGIN_MS);
  const headers = { origin: desk.relay.url, 'x-throughline': 'console', cookie: ada.cookie };
  const { body } = await post(`${desk.relay.url}/agent/v1/ticket`, {}, headers);
  const again = await connect(
    desk.relay.url,
    AGENT_SOCKET_PATH,
    { v: PROTOCOL_VERSION, ticket: body['ticket'] },
    { origin: desk.relay.url },
  );
  const shown = JSON.stringify(await again.timeout(5_000).emitWithAck('open', { conv: opened.conversationId }));
  again.close();
  expect(shown).toContain(DEPARTMENT);
});

it('[S134] a reveal is for staff, of what they may see, and one who may not is answered as for what is not there', async () => {
  const ana = await newCustomer(desk);
  await desk.call('post', '/interactions', {
    body: { name: 'IVR Input Received', customerId: ana.id, data: { prompt: 'account number', digits: '4711882930' } },
  });
  const [fact] = (await desk.call('get', '/customers/:id/facts', { params: { id: ana.id } })).body.items;
  const body = { customerId: ana.id, type: 'fact', id: fact.id };
  expect((await desk.call('post', '/reveals', { body, who: desk.as('lead') })).body.value).toContain('2930');
  expect((await desk.call('post', '/reveals', { body, who: desk.as('guest') })).body.code).toBe('forbidden');
  expect((await desk.call('post', '/reveals', { body: { ...body, id: hex128() }, who: desk.as('lead') })).body.code).toBe('not_found');
  const masked = (await desk.call('get', '/customers/:id/facts', { params: { id: ana.id }, who: desk.as('guest') })).text;
  expect(masked).not.toContain('4711882930');
});

it('[C29] [C54] a case’s resolution is read by those who may open the entry it comes from', async () => {
  const ana = await newCustomer(desk);
  const opened = await desk.call('post', '/cases', { body: { customer: { customerId: ana.id }, title: 'Chairs' } });
  const { id } = opened.body;
  const solved = { name: 'case.updated', customerId: ana.id, visibility: 'department', department: 'workshop' };
  await desk.call('post', '/interactions', {
    body: { ...solved, data: { case_id: id, status: 'resolved', resolution: 'CANARY-RESOLUTION' } },
  });
  const read = async (path: '/cases/:id' | '/customers/:id/cases', who?: Role): Promise<string> => {
    const params = { id: path === '/cases/:id' ? id : ana.id };
    return (await desk.call('get', path, { params, ...(who === undefined ? {} : { who: desk.as(who) }) })).text;
  };
  for (const path of ['/cases/:id', '/customers/:id/cases'] as const) {
    expect(await read(path)).toContain('CANARY-RESOLUTION');
    expect(await read(path, 'lead')).toContain('CANARY-RESOLUTION');
    expect(await read(path, 'agent')).toContain('Chairs');
    expect(await read(path, 'agent')).not.toContain('CANARY-RESOLUTION');
  }
});

it('[C54] [ID15] a segment that a closed source says is in the context of those who may open it, and of nobody else', async () => {
  const ana = await newCustomer(desk, { timezone: 'Europe/Berlin' });
  const closed = { name: 'Profiled', userId: ana.userId, visibility: 'restricted', department: 'wealth' };
  expect((await desk.call('post', '/interactions', { body: { ...closed, traits: { segment: 'CANARY-SEGMENT' } } })).status).toBe(201);
  const read = async (who: Role) => (await desk.call('get', '/customers/:id/context', { params: { id: ana.id }, who: desk.as(who) })).text;
  expect(await read('admin')).toContain('CANARY-SEGMENT');
  for (const role of ['lead', 'agent'] as const) {
    expect(await read(role)).toContain('Europe/Berlin');
    expect(await read(role)).not.toContain('CANARY-SEGMENT');
    expect((await desk.call('get', '/customers/:id', { params: { id: ana.id }, who: desk.as(role) })).text).not.toContain('CANARY-SEGMENT');
  }
});
