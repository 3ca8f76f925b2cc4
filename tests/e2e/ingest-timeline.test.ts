// What ingest leaves on the timelines, and on whose (docs/ingest.md, docs/identity.md): order, duplicates, redaction, merges, tokens.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerList, CustomerView, TimelineItem, TimelinePage } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128, post, visitor } from '../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;
let other: SiteKeys;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['https://shop.example']);
  other = await relay.siteAdd('Other', ['*']);
});
afterAll(() => relay?.stop());

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const send = (path: string, body: unknown, headers: Record<string, string> = {}) => post(`${relay.url}/v1/${path}`, body, headers);
const trusted = (batch: unknown[], more: object = {}) => send('batch', { batch, ...more }, basic(shop.secretKey));
const open = (batch: unknown[], more: object = {}) => send('b', { writeKey: shop.writeKey, batch, ...more });
const track = (more: object = {}) => ({ type: 'track', event: 'Clicked', messageId: hex128(), ...more });

async function find(query: string): Promise<CustomerView[]> {
  const list = await get<CustomerList>(`${relay.url}/api/v1/customers?${query}`, shop.secretKey);
  return list.customers;
}
async function timeline(query: string): Promise<TimelineItem[]> {
  const [customer] = await find(query);
  if (customer === undefined) return [];
  return (await get<TimelinePage>(`${relay.url}/api/v1/customers/${customer.id}/timeline`, shop.secretKey)).items;
}
const signed = (claims: Record<string, unknown>, { secret = shop.identitySecret, expires = '10m' } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(shop.siteId)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));

describe('what is stored', () => {
  it('[C12] a repeated messageId changes nothing; two sources do not share ids', async () => {
    const userId = hex128();
    const event = track({ userId, messageId: 'same-id-1' });
    expect((await trusted([event, event])).body).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await trusted([{ ...event, event: 'Changed' }])).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await open([{ ...event, userId: undefined, anonymousId: hex128() }])).body).toMatchObject({ accepted: 1, duplicates: 0 });
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title)).toEqual(['Clicked']);
  });

  it('[C19] orders the timeline by corrected time, with channel, source and title of each', async () => {
    const userId = hex128();
    const now = Date.now();
    const at = (minutesAgo: number, skewMs = 0) => new Date(now - minutesAgo * 60_000 + skewMs).toISOString();
    const skew = 3 * 3_600_000; // a device three hours ahead, twice
    await trusted([
      track({ userId, event: 'Order Completed', properties: { order_id: 'o-77', total: 159.2, currency: 'EUR' }, timestamp: at(10) }),
      track({ userId, event: 'Branch Visit Logged', properties: { purpose: 'mortgage advice' }, timestamp: at(30) }),
    ]);
    await trusted(
      [
        track({
          userId,
          event: 'Form Draft Saved',
          properties: { form: 'Mortgage', step: 'documents', filled: 14, total: 22 },
          timestamp: at(20, skew),
          context: { device: { type: 'ios' } },
        }),
      ],
      {
        sentAt: at(0, skew),
      },
    );
    expect((await timeline(`userId=${userId}`)).map(({ channel, title }) => `${channel} · ${title}`)).toEqual([
      'order · Order o-77 completed, 159.20 EUR',
      'mobile_app · Form "Mortgage" saved at documents, 14 of 22',
      'branch · Branch visit: mortgage advice',
    ]);
  });

  it('[C18] a card number is nowhere in the store, its log and its memory of a retry', async () => {
    const userId = hex128();
    await trusted([track({ userId, event: 'IVR Input Received', properties: { prompt: 'card number', digits: '4111111111111111' } })]);
    await trusted([{ type: 'identify', userId, traits: { note: 'my card is 4111 1111 1111 1111' } }]);
    const [customer] = await find(`userId=${userId}`);
    expect(JSON.stringify([customer, await timeline(`userId=${userId}`)])).not.toMatch(/4111.?1111.?1111/);
    expect(customer?.traits['note']).toBe('my card is [card •1111]');
  });

  it('[ID11] a device that signs in brings its history along; the merged customer answers 410 with its canonical address', async () => {
    const [userId, anonymousId, second] = [hex128(), hex128(), hex128()];
    await trusted([track({ userId, event: 'First' })]);
    await open([track({ anonymousId, event: 'Browsed' }), { type: 'page', anonymousId, context: { page: { path: '/pricing' } } }]);
    const [before] = await find(`anonymousId=${anonymousId}`);
    await trusted([{ type: 'identify', userId, anonymousId, traits: { name: 'Ann Lee' } }]);
    const [after] = await find(`anonymousId=${anonymousId}`);
    expect(after).toMatchObject({ userId, name: 'Ann Lee' });
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title).sort()).toEqual([
      'Browsed',
      'Details updated',
      'First',
      'Recognised: earlier visits on this device are the same customer',
      'Viewed /pricing',
    ]);
    const moved = await fetch(`${relay.url}/api/v1/customers/${before?.id ?? ''}`, { headers: basic(shop.secretKey) });
    expect([moved.status, moved.headers.get('link')]).toEqual([410, `</api/v1/customers/${after?.id ?? ''}>; rel="canonical"`]);
    await trusted([{ type: 'alias', userId, previousId: second }]);
    expect((await find(`anonymousId=${second}`))[0]?.id).toBe(after?.id);
  });

  it('[ID13] two users on one device stay two people', async () => {
    const [ann, ben, anonymousId] = [hex128(), hex128(), hex128()];
    await trusted([track({ userId: ann, anonymousId, event: 'Of Ann' })]);
    await trusted([track({ userId: ben, anonymousId, event: 'Of Ben' })]);
    await open([track({ anonymousId, event: 'Of nobody' })]);
    expect((await timeline(`userId=${ann}`)).map(({ title }) => title)).toEqual(['Of Ann']);
    expect((await timeline(`userId=${ben}`)).map(({ title }) => title)).toEqual(['Of Ben']);
    expect(await find(`anonymousId=${anonymousId}`)).toEqual([]);
  });

  it('[ID8] a public claim attaches nothing to the person it names', async () => {
    const [userId, anonymousId] = [hex128(), hex128()];
    const email = `${userId}@example.com`;
    await trusted([{ type: 'identify', userId, traits: { email, email_verified: true, name: 'Real' } }]);
    await open([
      { type: 'identify', userId, anonymousId, traits: { email, email_verified: true, name: 'Fake' } },
      track({ userId, event: 'Spoofed' }),
    ]);
    await open([{ type: 'alias', userId, previousId: anonymousId, anonymousId }]);
    const [victim] = await find(`userId=${userId}`);
    expect(victim?.name).toBe('Real');
    expect(victim?.identifiers.map(({ type }) => type).sort()).toEqual(['email', 'user_id']);
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title)).toEqual(['Details updated']);
    const [visitorOfPage] = await find(`anonymousId=${anonymousId}`);
    expect(visitorOfPage?.identifiers).toEqual([{ type: 'anonymous_id', value: anonymousId, trust: 0 }]);
  });

  it('[S11] a site finds nothing of another', async () => {
    const userId = hex128();
    await trusted([track({ userId })]);
    const list = await get<CustomerList>(`${relay.url}/api/v1/customers?userId=${userId}`, other.secretKey);
    expect(list.customers).toEqual([]);
    const [mine] = await find(`userId=${userId}`);
    expect((await fetch(`${relay.url}/api/v1/customers/${mine?.id ?? ''}`, { headers: basic(other.secretKey) })).status).toBe(404);
  });
});

describe('tokens inside events', () => {
  it('[W65] identity and device token in the body prove both at once', async () => {
    const userId = hex128();
    const ana = await visitor(relay.url, shop.siteId);
    const { anonymousId } = ana.session;
    await open([track({ anonymousId, event: 'Before' })]);
    const context = { deviceToken: ana.token, identityToken: await signed({ sub: userId, name: 'Ana' }) };
    expect((await open([{ type: 'identify', userId, anonymousId }], { context })).body).toMatchObject({ accepted: 1 });
    const [customer] = await find(`userId=${userId}`);
    expect(customer?.name).toBe('Ana');
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title)).toEqual(['Details updated', 'Before']);
  });

  it('[ID11] a signed user without the device token leaves the device’s history where it was', async () => {
    const [userId, anonymousId] = [hex128(), hex128()];
    await open([track({ anonymousId, event: 'Somebody else’s' })]);
    await open([
      {
        type: 'identify',
        userId,
        anonymousId,
        context: { identityToken: await signed({ sub: userId }), deviceToken: `${shop.siteId}.guess` },
      },
    ]);
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title)).toEqual(['Details updated']);
    expect((await timeline(`anonymousId=${anonymousId}`)).map(({ title }) => title)).toEqual(['Somebody else’s']);
  });

  it('[S121] [C11] an expired, forged or foreign identity token is no proof: its event is a claim, the rest of the batch keeps its own', async () => {
    const bad = {
      expired: await signed({ sub: 'u1' }, { expires: '-10m' }),
      forged: await signed({ sub: 'u1' }, { secret: other.identitySecret }),
      garbage: 'not.a.token',
    };
    for (const [what, identityToken] of Object.entries(bad)) {
      const [userId, claimed, anonymousId] = [hex128(), hex128(), hex128()];
      const good = await signed({ sub: userId });
      const claim = { type: 'identify', userId: claimed, anonymousId, context: { identityToken } };
      const answer = await open([claim, track({ userId, anonymousId: hex128(), context: { identityToken: good } })]);
      expect([answer.status, answer.body], what).toMatchObject([200, { accepted: 2, rejected: [] }]);
      expect(await find(`userId=${claimed}`), what).toEqual([]);
      expect(await timeline(`anonymousId=${anonymousId}`), what).toMatchObject([{ title: 'Details updated' }]);
      expect(await timeline(`userId=${userId}`), what).toHaveLength(1);

      const asDefault = await open([track({ anonymousId })], { context: { identityToken } });
      const asHeader = await send(
        'b',
        { writeKey: shop.writeKey, batch: [track({ anonymousId })] },
        { 'x-throughline-identity': identityToken },
      );
      for (const one of [asDefault, asHeader]) expect([one.status, one.body], what).toMatchObject([200, { accepted: 1, rejected: [] }]);
    }
  });
});

it('REST takes one interaction of any channel, once', async () => {
  const phone = `+4915${Math.floor(Math.random() * 1e8)}`;
  const body = {
    name: 'IVR Input Received',
    messageId: hex128(),
    channel: 'ivr',
    department: 'cards',
    data: { choice_label: 'Dispute a card charge' },
    identifiers: [{ type: 'phone', value: phone, verified: true }],
  };
  const record = (more: object = {}) => post(`${relay.url}/api/v1/interactions`, { ...body, ...more }, basic(shop.secretKey));
  const first = await record();
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    duplicate: false,
    interactionId: expect.stringMatching(/^int_/),
    customerId: expect.stringMatching(/^cus_/),
  });
  expect((await record()).body).toMatchObject({ duplicate: true });
  expect((await record({ name: '' })).body).toMatchObject({ code: 'bad_request', detail: 'missing_event' });
  expect(await timeline(`phone=${encodeURIComponent(phone)}`)).toMatchObject([
    { channel: 'ivr', department: 'cards', title: 'IVR: chose Dispute a card charge' },
  ]);
});
