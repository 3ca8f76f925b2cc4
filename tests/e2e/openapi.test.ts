// The description of the API against the relay that serves it: every route of the table is answered once, by the shape it declares.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_ROUTES } from '../../packages/server/src/transport/http/api/table.js';
import { hex128, visitor } from '../servers/visitor-http.js';
import { nameOf, newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';
import { walkPeople } from './api-people.fixture.js';
import { walkSettings } from './api-settings.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ roles: ['guest'], env: { THROUGHLINE_EGRESS_ALLOW: 'localhost:9' } });
});
afterAll(() => desk?.stop());

it('[C17] every route of the table answers, and what it answers is what the description says', async () => {
  const { call } = desk;
  const ana = await newCustomer(desk);
  const customer = { customerId: ana.id };
  const params = { id: ana.id };

  // settings, sources, agents, reasons
  expect((await call('get', '/settings')).body.timezone).toBe('UTC');
  expect((await call('patch', '/settings', { body: { timezone: 'Europe/Berlin', currency: 'EUR' } })).body).toMatchObject({
    timezone: 'Europe/Berlin',
    locale: 'en',
  });
  expect((await call('patch', '/settings', { body: { timezone: 'Mars/Olympus' } })).body.code).toBe('bad_request');
  expect((await call('get', '/widget')).body.position).toBe('end');
  expect((await call('patch', '/widget', { body: { position: 'start' } })).body.position).toBe('start');
  expect((await call('get', '/widget/installation')).body.version).not.toBe('');
  expect((await call('get', '/site')).body.id).toBe(desk.shop.siteId);
  expect((await call('patch', '/site', { body: { name: 'The shop' } })).body.name).toBe('The shop');
  const made = await call('post', '/sources', { body: { name: 'Billing', channel: 'billing', department: 'billing' } });
  const listed = await call('get', '/sources');
  expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(made.body.id);
  expect(listed.text).not.toContain(made.body.secretKey);
  const agents = (await call('get', '/agents')).body.items;
  const guest = agents.find(({ role }: { role: string }) => role === 'guest');
  expect((await call('patch', '/agents/:id', { params: { id: guest.id }, body: { department: 'cards' } })).body.department).toBe('cards');
  const reason = {
    label: 'Late parcel',
    category: 'delivery',
    upstreamCause: 'delivery',
    ownerDepartment: 'logistics',
    words: ['parcel late'],
  };
  expect((await call('put', '/reasons/:code', { params: { code: 'delivery.late_parcel' }, body: reason })).status).toBe(200);
  expect((await call('get', '/reasons')).body.items.map(({ code }: { code: string }) => code)).toContain('delivery.late_parcel');

  // a conversation, its revisions, its reason
  const opened = await call('post', '/conversations', {
    body: { customer, channel: 'voice', text: 'Where is my order number A-7731?', kind: 'new' },
  });
  const conv = { id: opened.body.conversationId };
  expect(opened.body.customerId).toBe(ana.id);
  expect((await call('get', '/conversations', { query: { customerId: ana.id } })).body.conversations).toHaveLength(1);
  expect((await call('get', '/conversations/:id', { params: conv })).body.id).toBe(conv.id);
  expect((await call('get', '/conversations/:id/entries', { params: conv })).body.entries.length).toBeGreaterThan(0);
  const frozen = await call('get', '/conversations/:id/handoffs/latest', { params: conv });
  expect((await call('get', '/conversations/:id/contexts', { params: conv })).body.items.length).toBeGreaterThan(0);
  const first = await call('get', '/conversations/:id/contexts/:revision', { params: { ...conv, revision: '1' } });
  expect(first.text).toBe(frozen.text);
  const passed = await call('post', '/conversations/:id/handoffs', {
    params: conv,
    body: { from: { type: 'agent', name: 'Ada', note: 'Knows us' } },
  });
  expect(passed.body.revision).toBeGreaterThan(opened.body.revision);
  expect((await call('put', '/conversations/:id/reason', { params: conv, body: { code: 'delivery.late_parcel' } })).status).toBe(204);
  expect((await call('delete', '/reasons/:code', { params: { code: 'delivery.late_parcel' } })).status).toBe(204);

  // items, promises, cases, notices
  const item = { type: 'order', number: 'A-7731' };
  expect(
    (await call('put', '/tracked-items/:type/:number', { params: item, body: { customer, title: 'Two chairs', status: 'shipped' } }))
      .status,
  ).toBe(201);
  expect((await call('get', '/tracked-items/:type/:number', { params: item })).body.customerId).toBe(ana.id);
  expect((await call('get', '/customers/:id/tracked-items', { params })).body.items).toHaveLength(1);
  const promise = await call('post', '/commitments', { body: { customer, text: 'call back', due: 'tomorrow', conversationId: conv.id } });
  expect(promise.body).toMatchObject({ status: 'open', text: 'call back' });
  expect((await call('get', '/commitments/:id', { params: { id: promise.body.id } })).body).toEqual(promise.body);
  expect((await call('patch', '/commitments/:id', { params: { id: promise.body.id }, body: { status: 'kept' } })).body.status).toBe('kept');
  expect((await call('get', '/customers/:id/commitments', { params })).body.items).toHaveLength(1);
  const owed = await call('get', '/commitments', { query: { dueBefore: '2100-01-01T00:00:00Z' }, who: desk.as('guest') });
  expect(owed.body).toEqual({ items: [], more: false });
  const people = await call('get', '/customers/list', { query: { q: 'ana vid', verified: 'true', limit: '5' } });
  expect(people.body.items.map(({ id }: { id: string }) => id)).toContain(ana.id);
  const file = await call('get', '/customers.csv', { query: { sort: 'name' } });
  expect([file.headers.get('content-disposition'), file.text.includes(`"${ana.id}"`)]).toEqual([
    'attachment; filename="customers.csv"',
    true,
  ]);
  const found = await call('get', '/search', { query: { q: 'two chairs', types: 'item' } });
  expect(found.body.items).toMatchObject([{ type: 'item', customerId: ana.id }]);
  const concern = await call('post', '/cases', { body: { customer, title: 'Chairs', itemNumbers: ['A-7731'], conversationId: conv.id } });
  expect(concern.body).toMatchObject({ title: 'Chairs', conversationIds: [conv.id], itemNumbers: ['A-7731'] });
  expect((await call('get', '/cases/:id', { params: { id: concern.body.id } })).body.id).toBe(concern.body.id);
  expect(
    (await call('patch', '/cases/:id', { params: { id: concern.body.id }, body: { status: 'resolved', resolution: 'Arrived' } })).body
      .status,
  ).toBe('resolved');
  expect((await call('get', '/customers/:id/cases', { params })).body.items).toHaveLength(1);
  expect((await call('post', '/notices', { body: { customer, kind: 'transactional', text: 'On its way', item } })).body.status).toBe(
    'sent',
  );

  // facts and reveals
  await call('post', '/interactions', {
    body: { name: 'IVR Input Received', customerId: ana.id, data: { prompt: 'account number', digits: '4711882930' } },
  });
  const facts = (await call('get', '/customers/:id/facts', { params })).body.items;
  expect(facts.length).toBeGreaterThan(0);
  expect(
    (await call('post', '/facts/:id/decision', { params: { id: facts[0].id }, body: { ...customer, decision: 'confirmed' } })).status,
  ).toBe(204);
  expect((await call('post', '/reveals', { body: { ...customer, type: 'fact', id: facts[0].id } })).body.value.length).toBeGreaterThan(0);

  // the customer
  expect((await call('get', '/customers', { query: { userId: ana.userId } })).body.customers).toHaveLength(1);
  expect((await call('get', '/customers/:id', { params })).body.id).toBe(ana.id);
  expect((await call('get', '/customers/:id/context', { params })).body.customer.customerId).toBe(ana.id);
  const timeline = (await call('get', '/customers/:id/timeline', { params, query: { limit: '50' } })).body.items;
  expect((await call('get', '/interactions/:id', { params: { id: timeline[0].id } })).body.id).toBe(timeline[0].id);
  const narrow = await call('get', '/customers/:id/timeline', {
    params,
    query: { channel: 'voice', from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' },
  });
  expect(narrow.body.items.every(({ channel }: { channel: string }) => channel === 'voice')).toBe(true);
  const filtered = async (query: Record<string, string>): Promise<string[]> =>
    (await call('get', '/customers/:id/timeline', { params, query })).body.items.map(({ id }: { id: string }) => id);
  expect(await filtered({ from: '2040-01-01T00:00:00Z' })).toEqual([]);
  expect(await filtered({ to: '2020-01-01T00:00:00Z' })).toEqual([]);
  const ofCase = await filtered({ case: concern.body.id });
  expect(ofCase.length).toBeGreaterThan(0);
  expect(ofCase.length).toBeLessThan((await filtered({})).length);
  expect(await filtered({ case: 'none' })).toEqual([]);
  expect((await call('post', '/customers/:id/export', { params })).text).toContain(ana.email);

  // notes of colleagues, identifiers, and customers from a list
  const about = await call('post', '/customers/:id/notes', { params, body: { doc: { text: 'Prefers to be called in the evening' } } });
  expect((await call('get', '/customers/:id/notes', { params })).body.items).toEqual([about.body]);
  const noteAt = { params: { id: about.body.id } };
  const pinned = await call('put', '/customer-notes/:id', {
    ...noteAt,
    body: { version: 1, doc: { text: 'Call in the evening', pinned: true } },
  });
  expect(pinned.body).toMatchObject({ version: 2, subject: ana.id, doc: { pinned: true } });
  expect((await call('post', '/customers/:id/export', { params })).body.notes).toMatchObject([{ text: 'Call in the evening' }]);
  expect((await call('delete', '/customer-notes/:id', noteAt)).status).toBe(204);
  const names = (await call('get', '/customers/:id/identifiers', { params })).body.items;
  expect(names).toContainEqual(expect.objectContaining({ type: 'user_id', value: ana.userId, trust: 3 }));
  const rows = [{ userId: 'from-a-list', email: 'list@mail.example', name: 'Lena List', traits: { tier: 'gold' } }, { name: 'Nobody' }];
  const imported = await call('post', '/customers/import', { body: { rows } });
  expect(imported.body).toEqual({ accepted: 1, rejected: [{ index: 1, code: 'missing_id' }] });

  // alerts and webhooks
  const late = { type: 'claim', number: 'CL-9' };
  const eta = { until: new Date(Date.now() - 1_000).toISOString() };
  await call('put', '/tracked-items/:type/:number', { params: late, body: { customer, status: 'in review', eta } });
  const alerts = async () => (await call('get', '/alerts')).body.items;
  await expect.poll(async () => (await alerts()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const [alert] = await alerts();
  expect((await call('post', '/alerts/:id/resolve', { params: { id: alert.id } })).body.resolvedAt).not.toBeNull();
  expect((await alerts()).map(({ id }: { id: string }) => id)).not.toContain(alert.id);
  const hook = await call('post', '/webhooks', { body: { url: 'http://localhost:9/hook', events: ['handoff.created'] } });
  const hookParams = { id: hook.body.id };
  expect((await call('get', '/webhooks')).text).not.toContain(hook.body.secret);
  expect((await call('patch', '/webhooks/:id', { params: hookParams, body: { state: 'enabled' } })).body.state).toBe('enabled');
  expect((await call('post', '/webhooks/:id/rotate', { params: hookParams })).body.secret).toMatch(/^whsec_/);
  expect((await call('post', '/webhooks/:id/test', { params: hookParams })).body).toMatchObject({ delivered: false, error: 'unreachable' });
  await call('post', '/conversations', { body: { customer, channel: 'voice', kind: 'new' } });
  const deliveries = await call('get', '/webhooks/:id/deliveries', { params: hookParams });
  expect(deliveries.body.items).toHaveLength(1);
  expect((await call('post', '/deliveries/:id/replay', { params: { id: deliveries.body.items[0].id } })).status).toBe(204);
  expect((await call('delete', '/webhooks/:id', { params: hookParams })).status).toBe(204);

  // who is who
  const browser = await visitor(desk.relay.url, desk.shop.siteId);
  const chat = await browser.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'It is me' } }] });
  if (!chat.ok) throw new Error(chat.code);
  const event = { type: 'track', event: 'Clicked', anonymousId: browser.session.anonymousId, context: { traits: {} }, messageId: hex128() };
  await fetch(`${desk.relay.url}/v1/t`, { method: 'POST', body: JSON.stringify({ ...event, writeKey: desk.shop.writeKey }) });
  const claim = { type: 'identify', anonymousId: browser.session.anonymousId, traits: { email: ana.email }, writeKey: desk.shop.writeKey };
  await fetch(`${desk.relay.url}/v1/i`, { method: 'POST', body: JSON.stringify(claim) });
  const stranger = (await call('get', '/conversations/:id', { params: { id: chat.conv } })).body.customer.id;
  const suggestions = (await call('get', '/customers/:id/suggestions', { params: { id: stranger } })).body.items;
  expect(suggestions).toHaveLength(1);
  const suggestion = { id: suggestions[0].id };
  expect((await call('get', '/suggestions/:id', { params: suggestion })).text).not.toContain(ana.email);
  const needed = await call('post', '/suggestions/:id/decision', { params: suggestion, body: { decision: 'merge' } });
  expect(needed.body.code).toBe('check_needed');
  const check = { conversationId: chat.conv, level: 2, method: 'questions' };
  expect((await call('post', '/customers/:id/verify', { params: { id: stranger }, body: check })).body.level).toBe(2);
  expect((await call('post', '/suggestions/:id/decision', { params: suggestion, body: { decision: 'dismiss' } })).body.outcome).toBe(
    'dismissed',
  );
  expect((await call('post', '/resume-codes', { body: { customerId: ana.id, object: { type: 'draft', id: 'd-1' } } })).status).toBe(201);
  const second = await newCustomer(desk);
  const refused = await call('post', '/customers/merge', { body: { from: second.id, into: ana.id } });
  expect(refused.body).toMatchObject({ code: 'merge_refused', refusals: expect.arrayContaining(['different_user_id']) });
  const merged = await call('post', '/customers/merge', {
    body: { from: second.id, into: ana.id, override: true, reason: 'same person, two accounts' },
  });
  const gone = await call('get', '/customers/:id', { params: { id: second.id } });
  expect([gone.body.code, gone.headers.get('link')]).toEqual(['gone', `</api/v1/customers/${ana.id}>; rel="canonical"`]);
  expect((await call('get', '/customers/:id/merges', { params })).body.items).toHaveLength(1);
  expect((await call('post', '/merges/:id/undo', { params: { id: merged.body.mergeId }, body: {} })).body.undone).toBe(true);
  const split = { identifiers: [{ type: 'email', value: second.email }], dryRun: true };
  expect((await call('post', '/customers/:id/split', { params: { id: second.id }, body: split })).body.undone).toBe(false);
  expect((await call('post', '/conversations/:id/not-this-person', { params: { id: chat.conv } })).status).toBe(200);
  expect((await call('post', '/conversations/:id/close', { params: conv, body: { outcome: 'Solved' } })).status).toBe(204);

  const leaving = await newCustomer(desk);
  const left = { params: { id: leaving.id } };
  expect((await call('post', '/customers/:id/erase', { ...left, who: desk.as('guest') })).status).toBe(403);
  expect((await call('post', '/customers/:id/erase', left)).body).toMatchObject({ customers: 1, conversations: 0 });
  for (const path of ['/customers/:id', '/customers/:id/timeline', '/customers/:id/context'])
    expect([path, (await call('get', path, left)).status]).toEqual([path, 404]);
  expect((await call('get', '/customers', { query: { email: leaving.email } })).body.customers).toEqual([]);
  expect((await call('post', '/customers/:id/erase', left)).status).toBe(404);

  await walkSettings(desk);
  await walkPeople(desk);
  const otherSite = { headers: { authorization: `Bearer ${desk.other.secretKey}` } };
  expect((await call('post', '/site/secret-key', { who: otherSite })).body.secretKey).toMatch(/^sk_/);

  expect(API_ROUTES.map(nameOf).filter((name) => !desk.answered.has(name))).toEqual([]);
});

it('[C17] the description lists exactly the routes there are; an unknown one is not found', async () => {
  const document = await (await fetch(`${desk.relay.url}/api/v1/openapi.json`)).json();
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.sort()).toEqual(API_ROUTES.map(nameOf).sort());
  const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((methods) =>
    Object.values(methods).map((one) => one.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const [method, path] of [
    ['GET', 'nothing'],
    ['POST', 'customers/x/y/z'],
    ['GET', 'customers/%00'],
  ] as const) {
    const answer = await fetch(`${desk.relay.url}/api/v1/${path}`, { method, headers: desk.secret.headers });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  const wrong = await fetch(`${desk.relay.url}/api/v1/reveals`, { method: 'GET', headers: desk.secret.headers });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
});
