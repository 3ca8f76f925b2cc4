// The first minutes of an installation: one address, one owner, no default password; the command line beside it.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';
import { post } from '../servers/visitor-http.js';

const OWNER = { name: 'Ada', email: 'ada@shop.example', password: 'a long enough password' };
let relay: RunningRelay;
beforeAll(async () => {
  relay = await startRelay();
});
afterAll(() => relay?.stop());

const headers = (): Record<string, string> => ({ origin: relay.url, 'x-throughline': 'console' });
const setup = (token: string, more: Record<string, string> = {}) =>
  post(`${relay.url}/agent/v1/setup`, { ...OWNER, token, ...more }, headers());
const tokenOf = (address: string | null): string => (address ?? '').split('#')[1] ?? '';

it('start without --demo seeds nothing', () => {
  expect(relay.started).toMatchObject({ demoUrl: null });
  expect(relay.started.siteId).toBeUndefined();
});

it('[S31] until the claim every console and agent route answers 404, but for the claim itself', async () => {
  for (const path of ['/console/', '/console/index.html', '/console/v/mine', '/demo/'])
    expect((await fetch(relay.url + path)).status, path).toBe(404);
  expect((await post(`${relay.url}/agent/v1/login`, OWNER, headers())).status).toBe(404);
  expect((await fetch(`${relay.url}/agent/v1/me`, { headers: headers() })).status).toBe(404);
  expect((await fetch(`${relay.url}/console/setup`)).status).toBe(200);
});

it('[S30] the setup address carries its token in the fragment, and lies in a file for its owner only', () => {
  const address = relay.started.consoleSetupUrl ?? '';
  expect(address).toMatch(/\/console\/setup#[\w-]{43}$/);
  const file = join(relay.dataDir, 'setup-address.txt');
  expect(readFileSync(file, 'utf8').trim()).toBe(address);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('[S36] database and key file are readable by their owner only', () => {
  for (const name of ['throughline.db', 'throughline.db-wal', 'seal.key'])
    expect(statSync(join(relay.dataDir, name)).mode & 0o777, name).toBe(0o600);
});

it('[S32] a wrong token burns nothing, a weak password is refused, and of two claims at once one wins', async () => {
  const token = tokenOf(relay.started.consoleSetupUrl);
  expect((await setup('wrong')).status).toBe(404);
  expect((await setup(token, { password: 'password1234' })).body['code']).toBe('weak_password');
  const both = await Promise.all([setup(token), setup(token, { email: 'eve@shop.example' })]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 404]);
  expect((await setup(token)).status).not.toBe(200);
  expect((await fetch(`${relay.url}/console/`)).status).toBe(200);
});

it('the console’s session is a cookie no script can read and no other site can send', async () => {
  const login = await post(`${relay.url}/agent/v1/login`, { ...OWNER, email: 'ada@shop.example' }, headers());
  const cookie = login.headers.get('set-cookie') ?? '';
  if (login.status === 200) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  else expect(login.body['code']).toBe('wrong_credentials'); // Eve won the race above
});

it('the command line works beside the running relay, and says what is wrong in one line', async () => {
  const keys = await relay.siteAdd('Second shop', ['https://second.example']);
  expect(keys).toMatchObject({ siteId: expect.stringMatching(/^site_/), writeKey: expect.stringMatching(/^wk_/) });
  expect(keys.secretKey).toMatch(/^sk_[\w-]{43}$/);
  const settings = await fetch(`${relay.url}/visitor/v1/settings/${keys.siteId}`);
  expect(await settings.json()).toMatchObject({ site: keys.siteId, name: 'Second shop' });
  await relay.userAdd('ben@second.example', 'lead', 'another long password', keys.siteId);
  const login = await post(`${relay.url}/agent/v1/login`, { email: 'ben@second.example', password: 'another long password' }, headers());
  expect(login.body).toMatchObject({ agent: { role: 'lead' }, site: { id: keys.siteId } });
  await expect(relay.cli(['site:ad'])).rejects.toThrow('Did you mean site:add?');
  await expect(relay.cli(['site:add', '--nam', 'x'])).rejects.toThrow('Did you mean --name?');
  await expect(relay.cli(['user:add', '--email', 'x', '--role', 'agent'])).rejects.toThrow('--email');
  expect(await relay.cli(['doctor'])).toContain('connect-src');
});

it('[P100] a second relay on the same folder refuses to start', async () => {
  await expect(relay.cli(['start', '--port', '0', '--json'])).rejects.toThrow();
});
