// A socket that hears a conversation by a code, when the conversation turns out to be another user's: it hears no further word of it.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry } from '@throughline/types';
import type { Socket } from 'socket.io-client';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;
beforeAll(async () => {
  relay = await startRelay();
  shop = await relay.siteAdd('Shop', ['*']);
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

async function say(who: TestVisitor, text: string, to: { conv?: string } = {}): Promise<string> {
  const msgs = [{ n: 1, kind: 'message' as const, body: { text } }];
  const answer = await who.submit({ msgs, stream: hex128(), conv_key: hex128(), ...to });
  if (!answer.ok) throw new Error(answer.code);
  return answer.conv;
}
const ask = (path: string, who: TestVisitor, more: Record<string, string>) =>
  post(`${relay.url}/visitor/v1/${path}`, { site: shop.siteId, deviceToken: who.token, ...more });

function listen(socket: Socket, heard: string[]): void {
  socket.on('ev', ({ entry }: { entry: Entry }) => {
    if (typeof entry.body['text'] === 'string') heard.push(entry.body['text']);
  });
}

it('[ID20] [S13] it is closed at the sign-in, and the next one of that device hears its own conversations alone', async () => {
  const phone = await visitor(relay.url, shop.siteId);
  const dan = await visitor(relay.url, shop.siteId, { identityToken: await signed('dan') });
  const conv = await say(phone, 'hello');
  const code = String((await ask('resume/create', phone, { conv })).body['code']);
  expect((await ask('resume/redeem', dan, { code })).status).toBe(200);
  const heard: string[] = [];
  const socket = await dan.socket();
  listen(socket, heard);
  await say(phone, 'still to both', { conv });
  await expect.poll(() => heard, { timeout: 30_000 }).toEqual(['still to both']);

  const gone = new Promise<void>((resolve) => void socket.once('disconnect', () => resolve()));
  const eva = await ask('identify', phone, { identityToken: await signed('eva') });
  expect(eva.status).toBe(200);
  await gone;
  const again = await dan.socket();
  listen(again, heard);
  phone.token = String(eva.body['deviceToken']);
  expect(await say(phone, 'to Eva’s agent alone', { conv })).toBe(conv);
  await say(dan, 'my own'); // sent last: what was sent before it would be here by now
  await expect.poll(() => heard, { timeout: 30_000 }).toContain('my own');
  expect(heard).toEqual(['still to both', 'my own']);
  again.close();
});

it('[S11] [S12] another site’s device token is none, on every route of the visitor', async () => {
  const other = await relay.siteAdd('Other', ['*']);
  const phone = await visitor(relay.url, shop.siteId);
  const conv = await say(phone, 'hello');
  const stranger = await visitor(relay.url, other.siteId);
  const submit = { conv, stream: hex128(), msgs: [{ n: 1, kind: 'message', body: { text: 'x' } }] };
  const sync = { conv, lane: 'pub', after: 0, after_id: '', epoch: '', max_bytes: 60_000 };
  const routes: [string, Record<string, unknown>][] = [
    ['submit', { submit }],
    ['sync', { sync }],
    ['identify', { identityToken: await signed('eva') }],
    ['resume/create', { conv }],
    ['resume/redeem', { code: 'AAAA-AAAA' }],
    ['cards/dismiss', { id: 'x' }],
    ['files', { name: 'a.txt', size: 1 }],
  ];
  for (const [path, more] of routes) {
    const { status, body } = await post(`${relay.url}/visitor/v1/${path}`, {
      site: shop.siteId,
      deviceToken: stranger.token,
      ...more,
    });
    expect([path, status, body['code']]).toEqual([path, 401, 'unauthenticated']);
  }
  const headers = { authorization: `Bearer ${stranger.token}` };
  expect((await fetch(`${relay.url}/visitor/v1/items?site=${shop.siteId}`, { headers })).status).toBe(401);
  expect((await fetch(`${relay.url}/visitor/v1/items`, { headers })).status).toBe(404);
});
