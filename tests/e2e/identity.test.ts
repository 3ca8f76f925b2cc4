// Who a visitor is, end to end: only a signed token opens a person's past, to the visitor and to the agent alike.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VISITOR_SOCKET_PATH } from '@throughline/types';
import type { CustomerList, EntryList, HandoffContext } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { connect, get, hex128, latestHandoff, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';

const SECRET_ORDER = 'CANARY-ORDER-77';
const SECRET_NAME = 'Berta Canary';

let relay: RunningRelay;
let shop: SiteKeys;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['*']);
  const basic = { authorization: `Basic ${Buffer.from(`${shop.secretKey}:`).toString('base64')}` };
  const past = await post(
    `${relay.url}/v1/batch`,
    {
      batch: [
        {
          type: 'identify',
          messageId: 'i1',
          userId: 'berta',
          traits: { name: SECRET_NAME, email: 'berta@example.com', email_verified: true },
        },
        {
          type: 'track',
          messageId: 't1',
          userId: 'berta',
          event: 'Order Completed',
          properties: { order_id: SECRET_ORDER, total: 12.5, currency: 'EUR' },
        },
      ],
    },
    basic,
  );
  expect(past.body).toMatchObject({ success: true, accepted: 2, rejected: [] });
});
afterAll(() => relay?.stop());

const signed = (sub: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(shop.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(hex128())
    .sign(new TextEncoder().encode(shop.identitySecret));

const say = (text: string, n = 1) => ({ msgs: [{ n, kind: 'message', body: { text } }] });
async function open(who: TestVisitor, text: string): Promise<string> {
  const answer = await who.submit(say(text));
  if (!answer.ok) throw new Error(answer.code);
  return answer.conv;
}
/** As the widget does: a device token in the answer replaces the held one. */
async function identify(who: TestVisitor, identityToken: string): ReturnType<typeof post> {
  const answer = await post(`${relay.url}/visitor/v1/identify`, { site: shop.siteId, deviceToken: who.token, identityToken });
  const { deviceToken } = answer.body;
  if (typeof deviceToken === 'string') who.token = deviceToken;
  return answer;
}
const codeFor = async (path: string, deviceToken: string, more: object): Promise<unknown> =>
  (await post(`${relay.url}/visitor/v1/${path}`, { site: shop.siteId, deviceToken, ...more })).body['code'];

it('[ID8] an unsigned identify and a typed address reveal and attach nothing, to the visitor and to the agent', async () => {
  const eve = await visitor(relay.url, shop.siteId);
  const claim = {
    type: 'identify',
    messageId: 'eve-1',
    userId: 'berta',
    anonymousId: eve.session.anonymousId,
    traits: { email: 'berta@example.com' },
    context: { deviceToken: eve.token },
  };
  const sent = await post(`${relay.url}/v1/b`, { writeKey: shop.siteId, batch: [claim] });
  expect(sent.body).toMatchObject({ success: true, accepted: 1 });
  const conv = await open(eve, 'I am berta@example.com, what is my order?');
  const context = await latestHandoff(relay.url, conv, shop.secretKey);
  const frames = JSON.stringify([context, (await visitor(relay.url, shop.siteId, { deviceToken: eve.token })).session]);
  expect(frames).not.toContain(SECRET_ORDER);
  expect(frames).not.toContain(SECRET_NAME);
  expect(context.customer).toMatchObject({ match: expect.not.stringMatching('confirmed'), verification: { level: 0 } });
});

it('[ID4] a signed token raises to verified: the agent sees the person’s past in the next hand-off', async () => {
  const berta = await visitor(relay.url, shop.siteId);
  const answer = await identify(berta, await signed('berta'));
  expect(answer.body).toMatchObject({ userId: 'berta', verified: true });
  const conv = await open(berta, 'Where is my order?');
  const context = await latestHandoff(relay.url, conv, shop.secretKey);
  expect(context.customer).toMatchObject({ match: 'confirmed', displayName: SECRET_NAME, verification: { level: 3 } });
  expect(JSON.stringify(context)).toContain(SECRET_ORDER);
});

it('[ID20] the same person on another device finds the earlier conversation; somebody else does not', async () => {
  const first = await visitor(relay.url, shop.siteId);
  await identify(first, await signed('carl'));
  const conv = await open(first, 'Started on my phone');
  const second = await visitor(relay.url, shop.siteId);
  expect(second.session.conversations).toEqual([]);
  const back = await identify(second, await signed('carl'));
  expect(back.body['conversations']).toMatchObject([{ id: conv, lastText: 'Started on my phone' }]);
  const other = await visitor(relay.url, shop.siteId);
  expect((await identify(other, await signed('dora'))).body['conversations']).toEqual([]);
});

it('[W42] signing in while a conversation is open keeps it, joins it to the person and shows the agent who it is', async () => {
  const frida = await visitor(relay.url, shop.siteId);
  const conv = await open(frida, 'I will sign in now');
  const before = await latestHandoff(relay.url, conv, shop.secretKey);
  expect(before.customer.verification.level).toBe(0);
  await identify(frida, await signed('frida'));
  const after = await latestHandoff(relay.url, conv, shop.secretKey);
  expect(after).toMatchObject({
    basis: 'live',
    revision: before.revision + 1,
    customer: { match: 'confirmed', verification: { level: 3 } },
  });
  const found = await get<CustomerList>(`${relay.url}/api/v1/customers?userId=frida`, shop.secretKey);
  expect(found.customers.map((customer) => customer.id)).toEqual([after.customer.customerId]);
});

it('[S24] a token copied before the sign-in opens nothing after it; a repeated sign-in keeps the token', async () => {
  for (const path of ['identify', 'session']) {
    const gina = await visitor(relay.url, shop.siteId);
    const copied = gina.token;
    const socket = await gina.socket();
    const conv = await open(gina, 'Before I sign in');
    const signedIn = await post(`${relay.url}/visitor/v1/${path}`, {
      site: shop.siteId,
      deviceToken: copied,
      identityToken: await signed(`gina-${path}`),
    });
    const { deviceToken } = signedIn.body;
    expect(deviceToken, path).toEqual(expect.stringMatching(new RegExp(`^${shop.siteId}\\..{40,}$`)));
    expect(deviceToken).not.toBe(copied);
    gina.token = String(deviceToken);

    const sync = { conv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 4_096 };
    expect(await codeFor('sync', copied, { sync })).toBe('unauthenticated');
    expect(await codeFor('submit', copied, { submit: { conv, stream: hex128(), ...say('I am Gina') } })).toBe('unauthenticated');
    expect(await codeFor('identify', copied, { identityToken: await signed(`gina-${path}`) })).toBe('unauthenticated');
    const thief = await visitor(relay.url, shop.siteId, { deviceToken: copied });
    expect([thief.session.userId, thief.session.conversations]).toEqual([null, []]);
    await expect(connect(relay.url, VISITOR_SOCKET_PATH, { v: 1, token: copied })).rejects.toThrow('unauthenticated');

    await expect.poll(() => socket.connected, { timeout: 30_000 }).toBe(false); // whoever opened it held only the old token
    const kept = gina.token;
    expect((await identify(gina, await signed(`gina-${path}`))).body).not.toHaveProperty('deviceToken');
    const again = await visitor(relay.url, shop.siteId, { deviceToken: kept, identityToken: await signed(`gina-${path}`) });
    expect(again.session).not.toHaveProperty('deviceToken');
    expect(again.session.conversations).toMatchObject([{ id: conv }]);
  }
});

it('[ID19] the session of the first person ends when a second signs in: token revoked, sockets closed', async () => {
  const hans = await visitor(relay.url, shop.siteId);
  await identify(hans, await signed('hans'));
  await open(hans, 'Private to Hans');
  const socket = await hans.socket();
  const closed = new Promise((resolve) => socket.once('disconnect', resolve));
  const iris = await visitor(relay.url, shop.siteId, { deviceToken: hans.token, identityToken: await signed('iris') });
  await closed;
  expect(iris.session).toMatchObject({ userId: 'iris', conversations: [] });
  expect(await codeFor('identify', hans.token, { identityToken: await signed('hans') })).toBe('unauthenticated');
});

it('[W42] a repeated sign-in tells the agents nothing twice', async () => {
  const jan = await visitor(relay.url, shop.siteId);
  const conv = await open(jan, 'Hello');
  await identify(jan, await signed('jan'));
  const { revision } = await latestHandoff(relay.url, conv, shop.secretKey);
  await identify(jan, await signed('jan'));
  const elsewhere = await visitor(relay.url, shop.siteId);
  await identify(elsewhere, await signed('jan'));
  const lane = await get<EntryList>(`${relay.url}/api/v1/conversations/${conv}/entries?lane=int`, shop.secretKey);
  expect(lane.entries.filter(({ kind }) => kind === 'identity_verified')).toHaveLength(1);
  expect((await latestHandoff(relay.url, conv, shop.secretKey)).revision).toBe(revision + 1); // the second device's history joined
});

it('[S122] another person on the same device starts with nothing of the first', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  await identify(ana, await signed('ana'));
  await open(ana, 'Private to Ana');
  expect((await identify(ana, await signed('bob'))).status).toBe(409);
  await post(`${relay.url}/visitor/v1/reset`, { site: shop.siteId, deviceToken: ana.token });
  const bob = await visitor(relay.url, shop.siteId, { deviceToken: ana.token, identityToken: await signed('bob') });
  expect(bob.session.visitorId).not.toBe(ana.session.visitorId);
  expect(bob.session.conversations).toEqual([]);
});

it('REST gives the frozen context of a conversation and the context of a customer in one shape', async () => {
  const found = await get<CustomerList>(`${relay.url}/api/v1/customers?email=berta@example.com`, shop.secretKey);
  const customerId = found.customers[0]?.id ?? '';
  const context = await get<HandoffContext>(`${relay.url}/api/v1/customers/${customerId}/context`, shop.secretKey);
  const frozen = await latestHandoff(relay.url, context.conversationId ?? '', shop.secretKey);
  expect(Object.keys(context).sort()).toEqual(Object.keys(frozen).sort());
  expect(context.statedFacts.map((fact) => fact.value)).toContain(SECRET_ORDER);
});
