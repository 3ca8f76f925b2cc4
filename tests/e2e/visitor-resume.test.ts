// Continue elsewhere, end to end: a code takes one conversation to a second device, live, and opens nothing else of anybody.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry, HandoffContext, ResumeCreated, SessionAnswer } from '@throughline/types';
import type { Socket } from 'socket.io-client';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128, latestHandoff, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';

const SECRET = 'CANARY-OTHER-TALK';
let relay: RunningRelay;
let shop: SiteKeys;
let other: SiteKeys;

beforeAll(async () => {
  relay = await startRelay(); // with its limits: they are part of what is promised
  shop = await relay.siteAdd('Shop', ['*']);
  other = await relay.siteAdd('Other', ['*']);
});
afterAll(() => relay?.stop());

const signed = (sub: string, site = shop): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(site.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(hex128())
    .sign(new TextEncoder().encode(site.identitySecret));

const say = (text: string, n = 1) => ({ msgs: [{ n, kind: 'message' as const, body: { text } }] });
const device = (site = shop): Promise<TestVisitor> => visitor(relay.url, site.siteId);
async function open(who: TestVisitor, text: string): Promise<string> {
  const answer = await who.submit({ ...say(text), conv_key: hex128(), stream: hex128() });
  if (!answer.ok) throw new Error(answer.code);
  return answer.conv;
}
const create = (who: TestVisitor, conv: string, site = shop) =>
  post(`${relay.url}/visitor/v1/resume/create`, { site: site.siteId, deviceToken: who.token, conv });
async function codeOf(who: TestVisitor, conv: string): Promise<ResumeCreated> {
  const { status, body } = await create(who, conv);
  expect(status).toBe(200);
  return JSON.parse(JSON.stringify(body));
}
const redeem = (who: TestVisitor, code: string, site = shop) =>
  post(`${relay.url}/visitor/v1/resume/redeem`, { site: site.siteId, deviceToken: who.token, code });
const listed = (body: Record<string, unknown>): string[] => {
  const session: SessionAnswer = JSON.parse(JSON.stringify(body));
  return session.conversations.map(({ id }) => id);
};
const read = (who: TestVisitor, conv: string) =>
  post(`${relay.url}/visitor/v1/sync`, {
    site: shop.siteId,
    deviceToken: who.token,
    sync: { conv, lane: 'pub', after: 0, after_id: '', epoch: '', max_bytes: 60_000 },
  });
function next(socket: Socket, wanted: string): Promise<Entry> {
  return new Promise((resolve) => {
    socket.on('ev', ({ entry }: { entry: Entry }) => {
      if (entry.body['text'] === wanted) resolve(entry);
    });
  });
}

it('[W211] [CH36] [ID20] a code takes the conversation to a second device, live both ways, and nothing else with it', async () => {
  const [phone, laptop] = [await device(), await device()];
  const secret = await open(phone, SECRET);
  const conv = await open(phone, 'my parcel is lost');
  const made = await codeOf(phone, conv);
  expect(made.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(made.path).toBe(`chat/${shop.siteId}#code=${made.code}`);
  expect(Date.parse(made.expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);

  const socket = await laptop.socket();
  const before = await read(laptop, conv);
  expect(before.body).toEqual({ ok: false, code: 'forbidden' });
  const redeemed = await redeem(laptop, made.code.toLowerCase().replace('-', ' '));
  expect(redeemed.status).toBe(200);
  expect(listed(redeemed.body)).toEqual([conv]);
  expect(redeemed.body['deviceToken']).toBeUndefined();
  expect(JSON.stringify((await read(laptop, conv)).body)).toContain('my parcel is lost');

  const heard = next(socket, 'sent from the phone');
  await phone.submit({ ...say('sent from the phone'), conv, stream: hex128() });
  expect(await heard).toMatchObject({ author: { type: 'visitor' } });
  const back = await phone.socket();
  const heardBack = next(back, 'sent from the laptop');
  expect(await laptop.submit({ ...say('sent from the laptop'), conv, stream: hex128() })).toMatchObject({ ok: true, conv });
  await heardBack;

  for (const path of [secret, 'cnv_none']) expect((await read(laptop, path)).body).toEqual({ ok: false, code: 'forbidden' });
  const session = await visitor(relay.url, shop.siteId, { deviceToken: laptop.token });
  expect(JSON.stringify(session.session)).not.toContain(SECRET);
  expect((await create(laptop, conv)).body['code']).toBe('not_found');
  socket.close();
  back.close();

  // The laptop's next conversation is its own: a code proves nothing about who else sits there.
  const fresh = await open(laptop, 'and one more thing');
  const contexts: HandoffContext[] = [];
  for (const one of [conv, fresh]) contexts.push(await latestHandoff(relay.url, one, shop.secretKey));
  expect(contexts[0]?.customer.customerId).toMatch(/^cus_/);
  expect(contexts[1]?.customer.customerId).not.toBe(contexts[0]?.customer.customerId);
  expect(contexts[1]?.customer.verification.level).toBe(0);
  expect(await laptop.submit({ ...say('let me in'), conv: secret, stream: hex128() })).not.toMatchObject({ conv: secret });
});

it('[CH37] wrong, used, replaced and another site’s code are one answer; an own code is not used up by its maker', async () => {
  const [phone, laptop, third] = [await device(), await device(), await device()];
  const conv = await open(phone, 'hello');
  const replaced = await codeOf(phone, conv);
  const made = await codeOf(phone, conv);
  expect(listed((await redeem(phone, made.code)).body)).toEqual([conv]);
  expect((await redeem(laptop, made.code)).status).toBe(200);
  expect(listed((await redeem(laptop, made.code)).body)).toEqual([conv]); // again by whom it let in: nothing to refuse
  const elsewhere = await device(other);
  const answers = [
    await redeem(third, made.code),
    await redeem(third, replaced.code),
    await redeem(third, 'ZZZZ-ZZZZ'),
    await redeem(elsewhere, (await codeOf(phone, conv)).code, other),
  ];
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect((await read(third, conv)).body).toEqual({ ok: false, code: 'forbidden' });
  expect((await create(third, conv)).body['code']).toBe('not_found');
  expect((await create(elsewhere, conv, other)).body['code']).toBe('not_found');
  const crossed = await post(`${relay.url}/visitor/v1/resume/redeem`, { site: other.siteId, deviceToken: third.token, code: made.code });
  expect(crossed.body['code']).toBe('unauthenticated');
});

it('[ID19] [ID20] what a code opened ends with the device’s session and with another person’s sign-in', async () => {
  const [laptop, tablet] = [await device(), await device()];
  const ana = await visitor(relay.url, shop.siteId, { identityToken: await signed('ana') });
  const conv = await open(ana, 'hello, Ana here');
  expect((await redeem(laptop, (await codeOf(ana, conv)).code)).status).toBe(200);
  await post(`${relay.url}/visitor/v1/reset`, { site: shop.siteId, deviceToken: laptop.token });
  expect((await read(laptop, conv)).body['code']).toBe('unauthenticated');

  const opened = await redeem(tablet, (await codeOf(ana, conv)).code);
  expect([opened.body['userId'], opened.body['items'], listed(opened.body)]).toEqual([null, undefined, [conv]]);
  const asBen = await post(`${relay.url}/visitor/v1/identify`, {
    site: shop.siteId,
    deviceToken: tablet.token,
    identityToken: await signed('ben'),
  });
  expect([asBen.status, listed(asBen.body)]).toEqual([200, []]);
  const context = await latestHandoff(relay.url, conv, shop.secretKey);
  const { customerId, verification } = context.customer;
  expect(verification.level).toBe(3);
  const customer = JSON.stringify(await get(`${relay.url}/api/v1/customers/${customerId}`, shop.secretKey));
  expect([customer.includes('ana'), customer.includes('ben')]).toEqual([true, false]);
});

it('[C40] [ID20] who redeems a stolen code and signs in sees that conversation, and no item of the anonymous customer', async () => {
  const [phone, thief] = [await device(), await device()];
  const conv = await open(phone, 'where is my order?');
  const put = await fetch(`${relay.url}/api/v1/tracked-items/order/GUEST-4711`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${shop.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      customer: { identifiers: [{ type: 'anonymous_id', value: phone.session.anonymousId, attested: true }] },
      title: 'Order',
      status: 'packed',
    }),
  });
  expect(put.status).toBeLessThan(300);
  expect(JSON.stringify(await latestHandoff(relay.url, await open(phone, 'hello?'), shop.secretKey))).toContain('GUEST-4711');
  expect((await redeem(thief, (await codeOf(phone, conv)).code)).status).toBe(200);
  const signIn = async (who: TestVisitor, sub: string) =>
    post(`${relay.url}/visitor/v1/identify`, { site: shop.siteId, deviceToken: who.token, identityToken: await signed(sub) });
  const asMallory = await signIn(thief, 'mallory');
  expect([asMallory.status, listed(asMallory.body)]).toEqual([200, [conv]]);
  expect(JSON.stringify(asMallory.body)).not.toContain('GUEST-4711');
  expect(JSON.stringify((await signIn(phone, 'gina')).body)).toContain('GUEST-4711'); // the device it began on is proof
});

it('[CH37] after five wrong tries a device is told nothing more, not even with the right code; another device is', async () => {
  const [phone, guesser, laptop] = [await device(), await device(), await device()];
  const conv = await open(phone, 'hello');
  const { code } = await codeOf(phone, conv);
  const wrong = await redeem(guesser, 'no code at all');
  for (let n = 2; n <= 5; n += 1) await redeem(guesser, `YYYY-000${n}`);
  const right = await redeem(guesser, code);
  expect([right.status, right.body]).toEqual([wrong.status, wrong.body]);
  expect((await read(guesser, conv)).body).toEqual({ ok: false, code: 'forbidden' });
  expect((await redeem(laptop, code)).status).toBe(200);
});

it('[CH36] no code is in the log', () => {
  expect(relay.said()).not.toMatch(/#code=|YYYY-000/);
});
