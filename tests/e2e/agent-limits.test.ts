// What an agent's session cannot do that the site's secret key can: speak in the relay's name, vouch for traits, read masked values in bulk,
// or open what was given to somebody else. And what an admin's look at restricted things leaves on record.
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';
import { agentWithFiles } from './files-desk.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ roles: ['lead', 'agent', 'guest', 'admin', 'analyst'], departments: { agent: 'billing', guest: 'billing' } });
});
afterAll(() => desk?.stop());

const call = (customerId: string, text = 'Hello') =>
  desk.call('post', '/conversations', { body: { customer: { customerId }, channel: 'voice', kind: 'new', text } });

it('[C54] [C14] an agent’s form says nothing in the relay’s name: promises, items and facts keep to the routes that look at scope', async () => {
  const ana = await newCustomer(desk);
  const secretPromise = { customer: { customerId: ana.id }, text: 'call back' };
  const promise = (await desk.call('post', '/commitments', { body: secretPromise })).body;
  await desk.call('put', '/tracked-items/:type/:number', {
    params: { type: 'order', number: 'AL-1' },
    body: { customer: { customerId: ana.id }, status: 'shipped' },
  });
  const said = (name: string, data: object) =>
    desk.call('post', '/interactions', { who: desk.as('agent'), body: { name, customerId: ana.id, data } });
  const answers = [
    await said('commitment.updated', { commitment_id: promise.id, status: 'cancelled' }),
    await said('tracked_item.updated', { type: 'order', number: 'AL-1', status: 'cancelled' }),
    await said('fact.rejected', { fact_id: 'f', key: 'order_id' }),
    await said('case.updated', { case_id: 'c', status: 'resolved' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect((await desk.call('get', '/commitments/:id', { params: { id: promise.id } })).body.status).toBe('open');
  const item = await desk.call('get', '/tracked-items/:type/:number', { params: { type: 'order', number: 'AL-1' } });
  expect(item.body.status).toBe('shipped');
  expect((await said('Note Logged', { note: 'polite' })).status).toBe(201);
});

it('[ID15] traits an agent writes are claims: what the site vouched for stays', async () => {
  const ana = await newCustomer(desk, { tier: 'gold' });
  const traits = { tier: 'platinum', vip: true };
  await desk.call('post', '/interactions', { who: desk.as('lead'), body: { name: 'Note Logged', customerId: ana.id, traits } });
  expect((await desk.call('get', '/customers/:id', { params: { id: ana.id } })).body.traits.tier).toBe('gold');
});

it('[S134] an agent reads one interaction and one customer masked; the back end reads them whole', async () => {
  const ana = await newCustomer(desk, { accountNumber: '4711882930' });
  const typed = await desk.call('post', '/interactions', {
    body: { name: 'IVR Input Received', customerId: ana.id, data: { prompt: 'account number', digits: '4711882930' } },
  });
  const params = { id: typed.body.interactionId };
  const whole = await desk.call('get', '/interactions/:id', { params });
  expect(whole.body.data.digits).toBe('4711882930');
  for (const role of ['lead', 'agent', 'admin'] as const) {
    const seen = await desk.call('get', '/interactions/:id', { params, who: desk.as(role) });
    const older = await fetch(`${desk.relay.url}/agent/v1/interactions/${params.id}`, { headers: desk.as(role).headers });
    const customer = await desk.call('get', '/customers/:id', { params: { id: ana.id }, who: desk.as(role) });
    const found = await desk.call('get', '/customers', { query: { email: ana.email }, who: desk.as(role) });
    expect(found.body.customers).toHaveLength(1);
    const text = [seen.text, await older.text(), customer.text, found.text].join('\n');
    expect(text).not.toContain('4711882930');
    expect(text).not.toContain(ana.email);
    expect(text).not.toContain(ana.userId);
    expect(seen.body.data.digits).toMatch(/2930$/);
    expect(customer.body.name).toBe('Ana Vidal');
  }
  expect((await desk.call('get', '/customers/:id', { params: { id: ana.id } })).text).toContain(ana.email);
});

it('[C54] an outsourced desk opens what was given to it: of other conversations neither contexts, nor customers, nor a reason', async () => {
  const [ana, ben] = [await newCustomer(desk), await newCustomer(desk)];
  const [own, others] = [(await call(ana.id)).body.conversationId, (await call(ben.id)).body.conversationId];
  const guest = desk.agent('guest');
  const assign = { how: 'transfer', agentId: guest.session.agent.id, teamId: null, ifVersion: 0 };
  const frame = { conv: own, stream: 'a'.repeat(32), msgs: [{ n: 1, kind: 'assign', body: assign }] };
  expect(await desk.agent('lead').socket.timeout(5_000).emitWithAck('submit', frame)).toMatchObject({ ok: true });
  const who = desk.as('guest');
  const statuses = async (conv: string, customer: string): Promise<number[]> => [
    (await desk.call('get', '/conversations/:id/handoffs/latest', { params: { id: conv }, who })).status,
    (await desk.call('get', '/conversations/:id/contexts', { params: { id: conv }, who })).status,
    (await desk.call('get', '/conversations/:id/contexts/:revision', { params: { id: conv, revision: '1' }, who })).status,
    (await desk.call('put', '/conversations/:id/reason', { params: { id: conv }, who, body: { code: 'other' } })).status,
    (await desk.call('get', '/customers/:id/context', { params: { id: customer }, who })).status,
    (await desk.call('get', '/customers/:id/timeline', { params: { id: customer }, who })).status,
    (await fetch(`${desk.relay.url}/agent/v1/customers/${customer}/timeline`, { headers: who.headers })).status,
  ];
  expect(await statuses(others, ben.id)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  const [reason] = (await desk.call('get', '/reasons')).body.items;
  expect((await statuses(own, ana.id)).filter((_status, at) => at !== 3)).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await desk.call('put', '/conversations/:id/reason', { params: { id: own }, who, body: { code: reason.code } })).status).toBe(204);
});

it('[S90] [C54] who may open no conversation has no use for files: an analyst reserves, stores and reads none, an outsourced desk does', async () => {
  const [analyst, guest] = [desk.agent('analyst'), desk.agent('guest')].map(({ cookie }) => agentWithFiles(desk.relay.url, cookie));
  const { body: reserved } = (await guest?.reserve('note.txt', 5)) ?? { body: {} };
  const id = String(Reflect.get(reserved, 'id'));
  const tries = [await analyst?.reserve('note.txt', 5), await analyst?.put(id, Buffer.from('hello')), await analyst?.ticket(id)];
  expect(tries.map((answer) => [answer?.status, answer?.body['code']])).toEqual([1, 2, 3].map(() => [403, 'forbidden']));
  expect((await analyst?.read(id))?.status).toBe(403);
  expect((await guest?.put(id, Buffer.from('hello')))?.status).toBe(200);
});

it('[S134] an admin’s look at something restricted is on record, once per request; everybody else’s requests leave nothing', async () => {
  const [ana, ben] = [await newCustomer(desk), await newCustomer(desk)];
  const note = { name: 'Promise Made', visibility: 'restricted', department: 'legal', data: { text: 'settle it quietly' } };
  const said = await desk.call('post', '/interactions', { body: { ...note, customerId: ana.id } });
  const { conversationId: conv } = (await call(ana.id)).body;
  const plain = (await call(ben.id)).body.conversationId;
  const read = async (who: ReturnType<ApiDesk['as']>): Promise<void> => {
    for (const id of [ana.id, ben.id]) {
      await desk.call('get', '/customers/:id/context', { params: { id }, who });
      await desk.call('get', '/customers/:id/timeline', { params: { id }, who });
      await desk.call('get', '/customers/:id/commitments', { params: { id }, who });
      await fetch(`${desk.relay.url}/agent/v1/customers/${id}/timeline`, { headers: who.headers });
    }
    for (const id of [conv, plain]) {
      await desk.call('get', '/conversations/:id/handoffs/latest', { params: { id }, who });
      await desk.call('get', '/conversations/:id/contexts/:revision', { params: { id, revision: '1' }, who });
    }
    await desk.call('get', '/interactions/:id', { params: { id: said.body.interactionId }, who });
    await fetch(`${desk.relay.url}/agent/v1/interactions/${said.body.interactionId}`, { headers: who.headers });
    await desk.call('get', '/sources', { who });
  };
  await desk.call('post', '/sources', { body: { name: 'Legal', channel: 'back_office', visibility: 'restricted' } });
  for (const role of ['lead', 'agent'] as const) {
    await read(desk.as(role));
    await desk.agent(role).socket.timeout(5_000).emitWithAck('open', { conv });
  }
  expect(viewed()).toEqual([]);
  await read(desk.as('admin'));
  for (const id of [conv, plain]) await desk.agent('admin').socket.timeout(5_000).emitWithAck('open', { conv: id });
  const { id: actor } = desk.agent('admin').session.agent;
  const targets = [ana.id, ana.id, ana.id, ana.id, conv, conv, conv, said.body.interactionId, said.body.interactionId];
  expect(viewed().sort(byTarget)).toEqual(targets.map((target) => ({ actor, target })).sort(byTarget));
});

interface Viewed {
  actor: string;
  target: string;
}
const byTarget = (a: Viewed, b: Viewed): number => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0);

function viewed(): Viewed[] {
  const database = new DatabaseSync(join(desk.relay.dataDir, 'throughline.db'), { readOnly: true });
  const rows = database.prepare("SELECT actor, target FROM audit WHERE action = 'restricted.viewed'").all();
  database.close();
  return rows.map(({ actor, target }) => ({ actor: String(actor), target: String(target) }));
}
