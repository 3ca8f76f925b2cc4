// The API as a back end and a console use it: repeated requests, deadlines, notices, and what open consoles and widgets hear of a write.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPatch } from '@throughline/types';
import type { ContextChange, Handoff, VisitorItems } from '@throughline/types';
import { hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ roles: ['lead'] });
});
afterAll(() => desk?.stop());

async function signedIn(sub: string): Promise<TestVisitor> {
  const identityToken = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(desk.shop.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(hex128())
    .sign(new TextEncoder().encode(desk.shop.identitySecret));
  return visitor(desk.relay.url, desk.shop.siteId, { identityToken });
}

describe('repeated requests', () => {
  it('[C17] the same key and body are answered once; another body is refused; another caller has keys of their own', async () => {
    const ana = await newCustomer(desk);
    const body = { customer: { customerId: ana.id }, text: 'call back' };
    const key = hex128();
    const first = await desk.call('post', '/commitments', { body, key });
    const again = await desk.call('post', '/commitments', { body, key });
    expect(again.text).toBe(first.text);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    const other = await desk.call('post', '/commitments', { body: { ...body, text: 'write' }, key });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_conflict']);
    const lead = await desk.call('post', '/commitments', { body, key, who: desk.as('lead') });
    expect(lead.body.id).not.toBe(first.body.id);
    expect((await desk.call('get', '/customers/:id/commitments', { params: { id: ana.id } })).body.items).toHaveLength(2);
  });

  it('[C17] two back ends of a site have keys of their own, and a repeat is answered with the headers of the first', async () => {
    const [ana, second] = [await newCustomer(desk), await newCustomer(desk)];
    const key = hex128();
    const billing = (await desk.call('post', '/sources', { body: { name: 'Billing', channel: 'billing' } })).body.secretKey;
    const body = { customer: { customerId: ana.id }, text: 'call back' };
    const first = await desk.call('post', '/commitments', { body, key });
    const own = await desk.call('post', '/commitments', {
      body: { ...body, text: 'write' },
      key,
      who: { headers: { authorization: `Bearer ${billing}` } },
    });
    expect([own.status, own.body.text, own.body.id === first.body.id]).toEqual([201, 'write', false]);
    await desk.call('post', '/customers/merge', { body: { from: second.id, into: ana.id, override: true, reason: 'two accounts' } });
    const check = { params: { id: second.id }, body: { conversationId: 'cnv_none', level: 2, method: 'questions' }, key: hex128() };
    const gone = await desk.call('post', '/customers/:id/verify', check);
    const again = await desk.call('post', '/customers/:id/verify', check);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([410, 'true']);
    expect(again.headers.get('link')).toBe(gone.headers.get('link'));
    expect(again.headers.get('link')).toContain(ana.id);
  });

  it('[C17] ten at once with one key write once', async () => {
    const ana = await newCustomer(desk);
    const key = hex128();
    const body = { customer: { customerId: ana.id }, title: 'Chairs' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.call('post', '/cases', { body, key })));
    expect(answers.every(({ status, body: { code } }) => status === 201 || code === 'busy')).toBe(true);
    expect((await desk.call('get', '/customers/:id/cases', { params: { id: ana.id } })).body.items).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('[C32] [C31] a promise is due by the words it was made with, in the hours of the site', async () => {
    const ana = await newCustomer(desk);
    await desk.call('patch', '/settings', { body: { timezone: 'Europe/Berlin' } });
    const promised = (due: string) => desk.call('post', '/commitments', { body: { customer: { customerId: ana.id }, text: 'call', due } });
    expect((await promised('2030-01-02T10:00:00Z')).body.dueAt).toBe('2030-01-02T10:00:00.000Z');
    const soon = Date.parse((await promised('within 48 hours')).body.dueAt) - Date.now();
    expect(Math.abs(soon - 48 * 3_600_000)).toBeLessThan(60_000);
    expect((await promised('when pigs fly')).body.code).toBe('deadline_unreadable');
  });

  it('[C36] an older version of an item changes nothing, and an item stays with its customer', async () => {
    const [ana, ben] = [await newCustomer(desk), await newCustomer(desk)];
    const params = { type: 'order', number: 'V-1' };
    const put = (body: object) =>
      desk.call('put', '/tracked-items/:type/:number', { params, body: { customer: { customerId: ana.id }, ...body } });
    expect((await put({ status: 'shipped', version: 2 })).status).toBe(201);
    expect((await put({ status: 'packed', version: 1 })).body.status).toBe('shipped');
    expect((await put({ customer: { customerId: ben.id }, status: 'mine' })).body.code).toBe('conflict');
    await put({ customer: { identifiers: [{ type: 'user_id', value: ben.userId }] }, status: 'delivered', version: 3 });
    expect((await desk.call('get', '/tracked-items/:type/:number', { params })).body).toMatchObject({
      customerId: ana.id,
      status: 'delivered',
    });
  });

  it('[C35] reminders wait while a case about the bill is open; the same news is told once on each channel', async () => {
    const ana = await newCustomer(desk);
    const customer = { customerId: ana.id };
    const item = { type: 'order', number: 'N-1' };
    await desk.call('put', '/tracked-items/:type/:number', { params: item, body: { customer, status: 'shipped' } });
    const notice = (more: object) =>
      desk.call('post', '/notices', { body: { customer, kind: 'transactional', text: 'On its way', item, ...more } });
    const said = async (more: object = {}): Promise<string> => (await notice(more)).body.status;
    expect([await said(), await said(), await said({ channel: 'sms' })]).toEqual(['sent', 'repeated', 'sent']);
    await desk.call('post', '/cases', { body: { customer, title: 'Wrong bill', reason: 'invoice.inaccurate' } });
    expect([await said({ kind: 'dunning' }), await said({ kind: 'marketing' }), await said()]).toEqual(['held', 'held', 'repeated']);
  });

  it('[C30] [ID22] a notice about an item reaches its customer or nobody: what is for one is never filed under another', async () => {
    const [ana, ben] = [await newCustomer(desk), await newCustomer(desk)];
    const item = { type: 'order', number: 'N-20' };
    await desk.call('put', '/tracked-items/:type/:number', { params: item, body: { customer: { customerId: ana.id } } });
    const notice = (customer: object) =>
      desk.call('post', '/notices', { body: { customer, kind: 'transactional', text: 'Dear Ben', item, channel: 'email' } });
    const by = (type: string, value: string) => ({ identifiers: [{ type, value, attested: true }] });
    for (const customer of [by('user_id', ben.userId), by('email', 'nobody@mail.example'), { customerId: ben.id }])
      expect((await notice(customer)).body).toMatchObject({ code: 'conflict' });
    const timeline = await desk.call('get', '/customers/:id/timeline', { params: { id: ana.id } });
    expect(timeline.text).not.toContain('Dear Ben');
    expect((await notice(by('email', ana.email))).body).toMatchObject({ status: 'sent' });
  });

  it('[ID8] [C17] an agent attests nothing, names customers of the own site only, and gives no proof for a caller', async () => {
    const ana = await newCustomer(desk);
    const who = desk.as('lead');
    const attested = { identifiers: [{ type: 'email', value: ana.email, attested: true }] };
    expect((await desk.call('post', '/commitments', { who, body: { customer: attested, text: 'x' } })).body.code).toBe('forbidden');
    const claimed = { identifiers: [{ type: 'email', value: ana.email }] };
    expect((await desk.call('post', '/commitments', { who, body: { customer: claimed, text: 'x' } })).body.customerId).not.toBe(ana.id);
    expect((await desk.call('post', '/commitments', { who, body: { customer: { customerId: 'cus_none' }, text: 'x' } })).body.code).toBe(
      'unknown_customer',
    );
    const call = { customer: { customerId: ana.id }, channel: 'voice', kind: 'new', verification: { level: 3, methods: ['pin'] } };
    expect((await desk.call('post', '/conversations', { who, body: call })).body.code).toBe('forbidden');
  });

  it('[C18] card numbers in anything written over the API are redacted', async () => {
    const ana = await newCustomer(desk);
    const customer = { customerId: ana.id };
    const card = '4111111111111111';
    await desk.call('post', '/commitments', { body: { customer, text: `refund to ${card}` } });
    await desk.call('post', '/cases', { body: { customer, title: `Card ${card}` } });
    await desk.call('post', '/notices', { body: { customer, kind: 'transactional', text: `Card ${card} charged` } });
    await desk.call('put', '/tracked-items/:type/:number', {
      params: { type: 'refund', number: 'R-1' },
      body: { customer, title: `To ${card}` },
    });
    expect((await desk.call('post', '/customers/:id/export', { params: { id: ana.id } })).text).not.toContain(card);
  });
});

describe('what is heard of it', () => {
  it('[C50] [C51] an event reaches the open conversation within half a second, as a patch that makes the stored revision', async () => {
    const ana = await newCustomer(desk);
    const opened = (
      await desk.call('post', '/conversations', {
        body: { customer: { customerId: ana.id }, channel: 'voice', kind: 'new', text: 'Hello' },
      })
    ).body;
    const conv = opened.conversationId;
    const { socket } = desk.agent('lead');
    const shown: Handoff & { ok: boolean } = await socket.timeout(5_000).emitWithAck('open', { conv });
    const changes: ContextChange[] = [];
    const lags: number[] = [];
    let heardAt = 0;
    socket.on('context', (change: ContextChange) => {
      if (change.conv !== conv) return;
      heardAt ||= performance.now();
      changes.push(change);
    });
    for (let round = 0; round < 8; round += 1) {
      heardAt = 0;
      const event = { type: 'track', event: 'Payment Failed', userId: ana.userId, properties: { invoice_id: `i-${round}`, amount: 10 } };
      await post(`${desk.relay.url}/v1/track`, event, { authorization: `Bearer ${desk.shop.secretKey}` });
      const takenAt = performance.now();
      await expect.poll(() => heardAt, { timeout: 30_000, interval: 10 }).toBeGreaterThan(0);
      lags.push(heardAt - takenAt);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(lags.sort((a, b) => a - b)[lags.length >> 1]).toBeLessThan(500); // one of them may meet a busy machine
    let held: unknown = shown.context;
    for (const change of changes) held = applyPatch(JSON.parse(JSON.stringify(held)), change.patch);
    const last = changes.at(-1)?.to ?? 0;
    const stored = await desk.call('get', '/conversations/:id/contexts/:revision', {
      params: { id: conv, revision: String(last) },
      who: desk.as('lead'),
    });
    expect(held).toEqual(stored.body);
    socket.off('context');
  });

  it('[C50] what happens in one conversation of a customer revises the other open one: opened, written, passed on, closed', async () => {
    const ana = await newCustomer(desk);
    const body = { customer: { customerId: ana.id }, channel: 'voice', kind: 'new', text: 'Hello' };
    const watched = (await desk.call('post', '/conversations', { body })).body.conversationId;
    const { socket } = desk.agent('lead');
    await socket.timeout(5_000).emitWithAck('open', { conv: watched });
    const revisions: number[] = [];
    socket.on('context', ({ conv, to }: ContextChange) => void (conv === watched && revisions.push(to)));
    const revisedBy = async (what: string, act: () => Promise<unknown>): Promise<void> => {
      const before = revisions.length;
      await act();
      await expect.poll(() => revisions.length, { timeout: 30_000, message: what }).toBeGreaterThan(before);
      await new Promise((resolve) => setTimeout(resolve, 600)); // whatever else follows from it
    };
    const params = { id: '' };
    await revisedBy('a second call', async () => {
      params.id = (await desk.call('post', '/conversations', { body })).body.conversationId;
    });
    await revisedBy('passed on', () => desk.call('post', '/conversations/:id/handoffs', { params, body: { kind: 'transfer' } }));
    await revisedBy('closed', () => desk.call('post', '/conversations/:id/close', { params, body: { outcome: 'Solved' } }));
    const browser = await signedIn(ana.userId);
    await revisedBy('a chat', async () => browser.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'And in writing' } }] }));
    socket.off('context');
  });

  it('[C50] a burst of events is one revision at once and then at most one every quarter of a second', async () => {
    const ana = await newCustomer(desk);
    const opened = (
      await desk.call('post', '/conversations', { body: { customer: { customerId: ana.id }, channel: 'voice', kind: 'new' } })
    ).body;
    const { socket } = desk.agent('lead');
    await socket.timeout(5_000).emitWithAck('open', { conv: opened.conversationId });
    const at: number[] = [];
    socket.on('context', (change: ContextChange) => void (change.conv === opened.conversationId && at.push(performance.now())));
    const one = (n: number) => ({ type: 'track', event: 'Payment Failed', userId: ana.userId, properties: { invoice_id: `b-${n}` } });
    const from = performance.now();
    await Promise.all(
      Array.from({ length: 30 }, (_none, n) =>
        post(`${desk.relay.url}/v1/track`, one(n), { authorization: `Bearer ${desk.shop.secretKey}` }),
      ),
    );
    await expect.poll(() => at.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    socket.off('context');
    // Counted over the whole time: two of them may meet on the way.
    expect(at.length).toBeLessThanOrEqual(1 + (Math.max(...at) - from) / 250);
  });

  it('[C39] [C40] own items reach the open widget of that very user within half a second, and nobody else’s', async () => {
    const [ana, ben] = [await newCustomer(desk), await newCustomer(desk)];
    const own = await signedIn(ana.userId);
    const others = [await signedIn(ben.userId), await visitor(desk.relay.url, desk.shop.siteId)];
    const socket = await own.socket();
    const heard: unknown[] = [];
    const closing = [socket];
    for (const one of others) {
      const other = await one.socket();
      other.on('items', (items: unknown) => heard.push(items));
      closing.push(other);
    }
    const lags: number[] = [];
    for (const status of ['packed', 'shipped', 'delivered']) {
      const pushed = new Promise<VisitorItems>((resolve) => {
        socket.on('items', (items: VisitorItems) => items.items[0]?.status === status && resolve(items));
      });
      const from = performance.now();
      await desk.call('put', '/tracked-items/:type/:number', {
        params: { type: 'order', number: 'W-1' },
        body: { customer: { customerId: ana.id }, title: 'Two chairs', status },
      });
      expect((await pushed).items).toMatchObject([{ number: 'W-1', title: 'Two chairs', status }]);
      lags.push(performance.now() - from);
    }
    expect(Math.min(...lags)).toBeLessThan(500); // the others may meet a busy machine
    const read = (token: string) =>
      fetch(`${desk.relay.url}/visitor/v1/items?site=${desk.shop.siteId}`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await read(own.token)).json()).toMatchObject({ items: [{ number: 'W-1' }] });
    expect(await (await read(others[0]?.token ?? '')).json()).toEqual({ items: [], promises: [], cards: [] });
    expect((await read(others[1]?.token ?? '')).status).toBe(403);
    expect((await read('nobody')).status).toBe(401);
    expect(heard).toEqual([]);
    for (const one of closing) one.close();
  });
});
