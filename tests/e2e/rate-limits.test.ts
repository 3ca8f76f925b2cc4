// What a flood meets: a code with the time to wait, and nobody else hindered.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limits, VISITOR_SOCKET_PATH } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, connect, hex128, post, visitor } from '../servers/visitor-http.js';

const PASSWORD = 'a long enough password';
let relay: RunningRelay;
let shop: SiteKeys;
beforeAll(async () => {
  relay = await startRelay();
  shop = await relay.siteAdd();
  await relay.userAdd('ada@shop.example', 'agent', PASSWORD, shop.siteId);
});
afterAll(() => relay?.stop());

const message = (n: number) => ({ n, kind: 'message', body: { text: `text ${n}` } });

it('[S42] an address opens ten conversations, whatever else the request says; resends and messages into open ones go on', async () => {
  const ana = await visitor(relay.url, shop.siteId);
  const open = (convKey: string, stream: string, conv?: string) =>
    ana.submit({ conv_key: convKey, stream, ...(conv === undefined ? {} : { conv }), msgs: [message(1)] });
  const first = { key: hex128(), stream: hex128() };
  const opened = await open(first.key, first.stream);
  expect(opened.ok).toBe(true);
  for (let i = 1; i < 10; i += 1) expect((await open(hex128(), hex128(), 'cnv_bogus')).ok).toBe(true);
  expect(await open(hex128(), hex128(), 'cnv_bogus')).toMatchObject({ ok: false, code: 'rate_limited' });
  expect(await open(hex128(), hex128())).toMatchObject({ ok: false, code: 'rate_limited' });
  expect(await open(first.key, first.stream)).toMatchObject({ ok: true, results: [{ n: 1, dup: true }] });
  const conv = opened.ok ? opened.conv : '';
  expect((await ana.submit({ conv, conv_key: first.key, stream: first.stream, msgs: [message(2)] })).ok).toBe(true);
});

it('[S44] [P92] a console may read in a burst; what comes beyond it hears when to ask again, and writing goes on', async () => {
  const ada = await agent(relay.url, 'ada@shop.example', PASSWORD);
  const read = (): Promise<{ ok: boolean; code?: string; retry_ms?: number }> => ada.socket.emitWithAck('inbox', { known: [] });
  const { burst } = limits.RATE_AGENT_READS;
  const within = await Promise.all(Array.from({ length: burst }, read));
  expect(within.every(({ ok }) => ok)).toBe(true);
  // Some are earned back while they are asked: far more than that are asked.
  const beyond = await Promise.all(Array.from({ length: 3 * burst }, read));
  const refused = beyond.filter(({ ok }) => !ok);
  expect(refused.length).toBeGreaterThan(burst);
  expect(refused.every(({ code, retry_ms: ms = 0 }) => code === 'rate_limited' && ms > 0)).toBe(true);
  const absent = { conv: 'cnv_absent', stream: hex128(), msgs: [message(1)] };
  expect(await ada.socket.emitWithAck('submit', absent)).toMatchObject({ ok: false, code: 'forbidden' });
  ada.close();
});

it('[S48] failures slow an account down and lock nobody out', async () => {
  const headers = { origin: relay.url, 'x-throughline': 'console' };
  const login = (password: string) => post(`${relay.url}/agent/v1/login`, { email: 'ada@shop.example', password }, headers);
  for (let i = 0; i < 3; i += 1) expect((await login('a wrong password')).body['code']).toBe('wrong_credentials');
  expect((await login(PASSWORD)).status).toBe(200);
  const refused = await Promise.all([login('wrong once more'), login('wrong once more'), login('wrong once more')]);
  expect(refused.map((answer) => answer.body['code'])).toContain('rate_limited');
});

it('[S45] one address holds at most fifty sockets', async () => {
  const cleo = await visitor(relay.url, shop.siteId);
  const tries = await Promise.allSettled(
    Array.from({ length: 55 }, () => connect(relay.url, VISITOR_SOCKET_PATH, { v: 1, token: cleo.token })),
  );
  const held = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(held.length).toBe(50);
  expect(refused.every((reason) => reason.includes('rate_limited'))).toBe(true);
  for (const socket of held) socket.close();
});
