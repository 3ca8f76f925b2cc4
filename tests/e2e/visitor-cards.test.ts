// Proactive cards, end to end: told in the session, the list and the push; on the agent's timeline; gone for good when dismissed.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CustomerList, SessionAnswer, VisitorItems } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;

/** A zone in which it is noon or so, whatever time these tests run: quiet hours hold every card. */
function zoneOfNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
async function api(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${relay.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${shop.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
const signed = (sub: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(shop.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(hex128())
    .sign(new TextEncoder().encode(shop.identitySecret));
const signIn = async (sub: string): Promise<TestVisitor> => visitor(relay.url, shop.siteId, { identityToken: await signed(sub) });
const order = (sub: string, number: string, status: string) =>
  api('PUT', `tracked-items/order/${number}`, {
    customer: { identifiers: [{ type: 'user_id', value: sub, attested: true }] },
    title: 'Order',
    status,
  });
async function items(who: TestVisitor): Promise<VisitorItems> {
  const answer = await fetch(`${relay.url}/visitor/v1/items?site=${shop.siteId}`, { headers: { authorization: `Bearer ${who.token}` } });
  return answer.json();
}
const cards = async (who: TestVisitor): Promise<string[]> => ((await items(who)).cards ?? []).map(({ text }) => text);
const dismiss = (who: TestVisitor, id: string) =>
  post(`${relay.url}/visitor/v1/cards/dismiss`, { site: shop.siteId, deviceToken: who.token, id });
async function timeline(sub: string): Promise<string[]> {
  const found = await get<CustomerList>(`${relay.url}/api/v1/customers?userId=${sub}`, shop.secretKey);
  const page = await get<{ items: { title: string }[] }>(
    `${relay.url}/api/v1/customers/${found.customers[0]?.id}/timeline`,
    shop.secretKey,
  );
  return page.items.map(({ title }) => title).filter((title) => title.startsWith('Told in the widget'));
}

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['*']);
  await api('PATCH', 'settings', { timezone: zoneOfNoon() });
});
afterAll(() => relay?.stop());

it('[W212] [C39] a step is pushed to the open widget as a card, and the agent reads that it was told; once, also after a restart', async () => {
  const mara = await signIn('mara');
  const socket = await mara.socket();
  const pushed = new Promise<VisitorItems>((resolve) => void socket.once('items', resolve));
  await order('mara', 'HB-1', 'shipped');
  expect((await pushed).cards).toMatchObject([{ kind: 'milestone', text: 'HB-1: shipped' }]);
  socket.close();
  expect(await timeline('mara')).toEqual(['Told in the widget: HB-1: shipped']);
  await relay.kill9();
  await relay.restart();
  const again = await visitor(relay.url, shop.siteId, { deviceToken: mara.token });
  const session: SessionAnswer = again.session;
  expect(session.items?.cards).toMatchObject([{ kind: 'milestone', text: 'HB-1: shipped' }]);
  expect(await cards(mara)).toEqual(['HB-1: shipped']);
  expect(await timeline('mara')).toEqual(['Told in the widget: HB-1: shipped']);
});

it('[W212] a dismissed card never returns, on no device; another customer cannot dismiss it', async () => {
  const [nils, tablet, eve] = [await signIn('nils'), await signIn('nils'), await signIn('eve')];
  await order('nils', 'HB-2', 'packed');
  const id = (await items(nils)).cards?.[0]?.id ?? '';
  expect(id).toMatch(/^crd_/);
  const anonymous = await visitor(relay.url, shop.siteId);
  const answers = [await dismiss(eve, id), await dismiss(anonymous, id), await dismiss(nils, 'crd_none')];
  expect(answers.map(({ body }) => body['code'])).toEqual(['not_found', 'forbidden', 'not_found']);
  expect(await cards(tablet)).toEqual(['HB-2: packed']);
  expect((await dismiss(nils, id)).status).toBe(204);
  expect((await dismiss(nils, id)).status).toBe(204);
  expect([await cards(nils), await cards(tablet)]).toEqual([[], []]);
  await relay.kill9();
  await relay.restart();
  expect(await cards(await signIn('nils'))).toEqual([]);
});

it('[W212] [C40] who is not signed in gets no card, and nobody gets another customer’s', async () => {
  const ola = await signIn('ola');
  await order('ola', 'HB-3', 'packed');
  const anonymous = await visitor(relay.url, shop.siteId);
  expect(JSON.stringify(anonymous.session)).not.toContain('HB-3');
  expect(await items(anonymous)).toMatchObject({ code: 'forbidden' });
  expect(JSON.stringify(await items(await signIn('eve')))).not.toContain('HB-3');
  expect(await cards(ola)).toEqual(['HB-3: packed']);
});

it('[W212] [C35] what the site tells becomes a card; marketing does not while a complaint is open', async () => {
  const pia = await signIn('pia');
  const customer = { identifiers: [{ type: 'user_id', value: 'pia', attested: true }] };
  await api('POST', 'notices', { customer, kind: 'transactional', text: 'We moved your parcel to Friday' });
  await api('POST', 'notices', { customer, kind: 'marketing', text: 'Ten per cent off' });
  expect((await cards(pia)).sort()).toEqual(['Ten per cent off', 'We moved your parcel to Friday']);
  await api('POST', 'cases', { customer, title: 'Late again', reason: 'order_delivery.late' });
  expect(await cards(pia)).toEqual(['We moved your parcel to Friday']);
});
