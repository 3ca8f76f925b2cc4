// Bad input at every edge: each gets its code from the closed table, nothing is stored, nothing crashes.
import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignJWT } from 'jose';
import { AGENT_SOCKET_PATH, VISITOR_SOCKET_PATH } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, connect, get, hex128, post, visitor } from '../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;
let other: SiteKeys;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['https://shop.example']);
  other = await relay.siteAdd('Other', ['https://other.example']);
  await relay.userAdd('ada@shop.example', 'agent', 'a long enough password', shop.siteId);
});
afterAll(() => relay.stop());

const message = (text: string, n = 1) => ({ n, kind: 'message', body: { text } });

async function token(
  claims: Record<string, unknown>,
  { secret = shop.identitySecret, aud = shop.siteId, alg = 'HS256', expires = '10m' } = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg })
    .setSubject('user-1')
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(expires)
    .setJti(hex128())
    .sign(new TextEncoder().encode(secret));
}

describe('visitor over HTTPS', () => {
  it('answers each malformed or foreign request with its code', async () => {
    const session = `${relay.url}/visitor/v1/session`;
    expect((await post(session, '{')).body['code']).toBe('malformed_json');
    expect((await post(session, { site: 7 })).body['code']).toBe('bad_request');
    expect((await post(session, { site: 'site_nobody' })).body['code']).toBe('not_found');
    expect((await post(session, { site: shop.siteId }, { origin: 'https://evil.example' })).body['code']).toBe('origin_not_allowed');
    expect((await post(session, { site: shop.siteId, padding: 'x'.repeat(70_000) })).body['code']).toBe('too_large');
    const submit = { stream: hex128(), conv_key: hex128(), msgs: [message('hi')] };
    const forged = { site: shop.siteId, deviceToken: `${shop.siteId}.forged`, submit };
    expect((await post(`${relay.url}/visitor/v1/submit`, forged)).body['code']).toBe('unauthenticated');
  });

  it('[S121] refuses expired, forged and foreign identity tokens, and signs nobody in', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const identify = async (identityToken: string) =>
      (await post(`${relay.url}/visitor/v1/identify`, { site: shop.siteId, deviceToken: ana.token, identityToken })).body;
    expect((await identify(await token({}, { expires: '-10m' })))['code']).toBe('token_expired');
    expect((await identify(await token({}, { secret: other.identitySecret })))['code']).toBe('token_invalid');
    expect((await identify(await token({}, { aud: other.siteId })))['code']).toBe('token_invalid');
    expect((await identify('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLTEifQ.'))['code']).toBe('token_invalid');
    expect((await identify('nonsense'))['code']).toBe('token_invalid');
    const again = await visitor(relay.url, shop.siteId, { deviceToken: ana.token });
    expect(again.session).toMatchObject({ userId: null, verified: false });
  });

  it('[S11] a device token of one site opens nothing on another', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const submit = { stream: hex128(), conv_key: hex128(), msgs: [message('hi')] };
    const crossed = await post(`${relay.url}/visitor/v1/submit`, { site: other.siteId, deviceToken: ana.token, submit });
    expect(crossed.body['code']).toBe('unauthenticated');
  });
});

describe('visitor over the socket', () => {
  it('answers what does not fit the protocol, and goes on', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const socket = await ana.socket();
    const ask = (event: string, payload: unknown): Promise<unknown> => socket.timeout(5_000).emitWithAck(event, payload);
    expect(await ask('submit', { msgs: 'no' })).toEqual({ ok: false, code: 'bad_request' });
    expect(await ask('submit', null)).toEqual({ ok: false, code: 'bad_request' });
    expect(await ask('steal', {})).toEqual({ ok: false, code: 'bad_request' });
    expect(await ask('inbox', { known: [] })).toEqual({ ok: false, code: 'bad_request' });
    const convKey = hex128();
    const stream = hex128();
    const long = await ask('submit', { conv_key: convKey, stream, msgs: [message('x'.repeat(8_193))] });
    expect(long).toMatchObject({ ok: false, code: 'rejected', n: 1, reason: 'too_long' });
    const note = await ask('submit', { conv_key: convKey, stream, msgs: [{ n: 1, kind: 'note', body: { text: 'hi' } }] });
    expect(note).toMatchObject({ ok: false, code: 'rejected', n: 1, reason: 'kind_not_allowed' });
    const good = await ask('submit', { conv_key: convKey, stream, msgs: [message('still here')] });
    expect(good).toMatchObject({ ok: true, results: [{ n: 1 }] });
    socket.close();
  });

  it('[S107] answers absent, foreign and internal conversations alike', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const eve = await visitor(relay.url, shop.siteId);
    const opened = await ana.submit({ msgs: [message('mine')] });
    const conv = opened.ok ? opened.conv : '';
    const socket = await eve.socket();
    const sync = (of: string, lane = 'pub'): Promise<unknown> =>
      socket.timeout(5_000).emitWithAck('sync', { conv: of, lane, epoch: '', after: 0, after_id: '', max_bytes: 4_096 });
    const absent = await sync('cnv_absent');
    expect(absent).toEqual({ ok: false, code: 'forbidden' });
    expect(await sync(conv)).toEqual(absent);
    expect(await sync(conv, 'int')).toEqual(absent);
    const own = await ana.socket();
    expect(
      await own.timeout(5_000).emitWithAck('sync', { conv, lane: 'int', epoch: '', after: 0, after_id: '', max_bytes: 4_096 }),
    ).toEqual(absent);
    socket.close();
    own.close();
  });

  it('refuses handshakes without, with a forged and from a foreign page', async () => {
    await expect(connect(relay.url, VISITOR_SOCKET_PATH, {})).rejects.toThrow('unauthenticated');
    await expect(connect(relay.url, VISITOR_SOCKET_PATH, { v: 1, token: `${shop.siteId}.forged` })).rejects.toThrow('unauthenticated');
    const ana = await visitor(relay.url, shop.siteId);
    const foreign = connect(relay.url, VISITOR_SOCKET_PATH, { v: 1, token: ana.token }, { origin: 'https://evil.example' });
    await expect(foreign).rejects.toThrow('origin_not_allowed');
    await expect(connect(relay.url, VISITOR_SOCKET_PATH, { v: 99, token: ana.token })).rejects.toThrow('upgrade_needed');
  });

  it('closes a connection that sends more than a frame may hold, and serves the next', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const socket = await ana.socket();
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('submit', { padding: 'x'.repeat(100_000) });
    await closed;
    const next = await ana.socket();
    expect(next.connected).toBe(true);
    next.close();
  });
});

describe('agents', () => {
  it('[S131] a cookie or a used ticket opens no socket; a foreign origin gets nothing', async () => {
    const ada = await agent(relay.url, 'ada@shop.example', 'a long enough password');
    await expect(connect(relay.url, AGENT_SOCKET_PATH, {}, { origin: relay.url, cookie: ada.cookie })).rejects.toThrow('unauthenticated');
    const headers = { origin: relay.url, 'x-throughline': 'console', cookie: ada.cookie };
    const { ticket } = (await post(`${relay.url}/agent/v1/ticket`, {}, headers)).body;
    await expect(connect(relay.url, AGENT_SOCKET_PATH, { v: 1, ticket }, { origin: 'https://evil.example' })).rejects.toThrow();
    const first = await connect(relay.url, AGENT_SOCKET_PATH, { v: 1, ticket }, { origin: relay.url });
    await expect(connect(relay.url, AGENT_SOCKET_PATH, { v: 1, ticket }, { origin: relay.url })).rejects.toThrow('unauthenticated');
    first.close();
    ada.close();
  });

  it('[S132] changes need the console’s header and origin', async () => {
    const login = { email: 'ada@shop.example', password: 'a long enough password' };
    expect((await post(`${relay.url}/agent/v1/login`, login)).status).toBe(403);
    expect((await post(`${relay.url}/agent/v1/login`, login, { origin: relay.url })).status).toBe(403);
    const evil = { origin: 'https://evil.example', 'x-throughline': 'console' };
    expect((await post(`${relay.url}/agent/v1/login`, login, evil)).status).toBe(403);
  });

  it('[S133] an unknown address and a wrong password answer alike', async () => {
    const headers = { origin: relay.url, 'x-throughline': 'console' };
    const unknown = await post(`${relay.url}/agent/v1/login`, { email: 'nobody@shop.example', password: 'wrong password here' }, headers);
    const wrong = await post(`${relay.url}/agent/v1/login`, { email: 'ada@shop.example', password: 'wrong password here' }, headers);
    expect(unknown.body).toEqual(wrong.body);
    expect(unknown.status).toBe(401);
  });
});

describe('REST', () => {
  it('needs the secret key of the very site', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    const opened = await ana.submit({ msgs: [message('hello')] });
    const conv = opened.ok ? opened.conv : '';
    const path = `${relay.url}/api/v1/conversations/${conv}/handoffs/latest`;
    expect((await fetch(path)).status).toBe(401);
    expect((await fetch(path, { headers: { authorization: `Bearer ${shop.writeKey}` } })).status).toBe(401);
    expect((await fetch(path, { headers: { authorization: `Bearer ${other.secretKey}` } })).status).toBe(404);
    expect(await get(path, shop.secretKey)).toMatchObject({ conversationId: conv, schemaVersion: '1' });
  });
});

it('addresses that no store can hold or no server can decode get a code, not a crash', async () => {
  const bearer = { authorization: `Bearer ${shop.secretKey}` };
  for (const path of [
    '/api/v1/customers/%00',
    '/api/v1/customers/a%ff',
    '/api/v1/customers?email=%00',
    '/console/%ff',
    '/visitor/v1/settings/a%ff',
  ]) {
    const { status } = await fetch(relay.url + path, { headers: bearer });
    expect(status, path).toBeGreaterThanOrEqual(400);
    expect(status, path).toBeLessThan(500);
  }
});

it('a connection that speaks nonsense does not disturb the others', async () => {
  const socket = dial(Number(new URL(relay.url).port), '127.0.0.1');
  socket.resume();
  socket.write('\x16\x03\x01 nonsense\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
});
