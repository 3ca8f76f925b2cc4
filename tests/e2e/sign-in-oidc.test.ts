// Sign-in with the operator's identity provider: who comes in, who does not, and what the sign-in page says of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authenticator } from '../servers/one-time-codes.js';
import { startOidc } from '../servers/oidc-provider.js';
import type { OidcServer, Says } from '../servers/oidc-provider.js';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';

const PASSWORD = 'a long enough password';
const SHOWN_MS = 60_000;
let provider: OidcServer;
let relay: RunningRelay;
let siteId: string;

beforeAll(async () => {
  provider = await startOidc();
  relay = await startRelay({
    env: {
      THROUGHLINE_RATE_LIMITS: 'off',
      THROUGHLINE_EGRESS_ALLOW: new URL(provider.issuer).host,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: 'Harbour ID',
    },
  });
  ({ siteId } = await relay.siteAdd('Harbour'));
  await relay.userAdd('ada@harbour.example', 'admin', PASSWORD, siteId);
});
afterAll(async () => {
  await relay?.stop();
  await provider?.stop();
});

const own = (cookie = ''): Record<string, string> => ({ origin: relay.url, 'x-throughline': 'console', cookie });
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .filter((one) => !one.endsWith('='))
    .join('; ');
const hop = (url: string, cookie = ''): Promise<Response> => fetch(url, { redirect: 'manual', headers: { cookie } });
const to = (response: Response): string => response.headers.get('location') ?? '';

/** The way of a browser, hop by hop: where it ends in the console, and with which cookie. */
async function walk(says: Partial<Says>, change: (callback: string) => string = (callback) => callback) {
  provider.says = { email: 'ada@harbour.example', verified: true, ...says };
  const started = await hop(`${relay.url}/agent/v1/oidc/start`);
  const back = await hop(to(started));
  const ended = await hop(change(to(back)), cookiesOf(started));
  return { end: to(ended).replace(relay.url, ''), cookie: cookiesOf(ended), started, ended };
}

it('[S133] an agent who is there already comes in by a verified address; state, nonce and PKCE are checked, the secret is not in the address', async () => {
  const { end, cookie, started } = await walk({ email: 'Ada@Harbour.example' });
  expect(end).toBe('/console/');
  const me = await fetch(`${relay.url}/agent/v1/me`, { headers: own(cookie) });
  expect(await me.json()).toMatchObject({ agent: { email: 'ada@harbour.example' } });
  expect(started.headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Lax/);
  expect(to(started)).toContain('code_challenge_method=S256');
  expect(to(started)).not.toContain(encodeURIComponent(provider.clientSecret));
  expect(provider.asked?.authorization).toMatch(/^Basic /);
});

it('[S133] nobody else comes in: unknown, not verified, for another client, another issuer, another sign-in, expired, forged, replayed', async () => {
  await relay.userAdd('gone@harbour.example', 'agent', PASSWORD, siteId);
  const ends = async (says: Partial<Says>, change?: (callback: string) => string) => {
    const { end, cookie } = await walk(says, change);
    expect(cookie).toBe('');
    return end;
  };
  expect(await ends({ email: 'nobody@harbour.example' })).toBe('/console/#oidc=unknown');
  expect(await ends({ verified: false })).toBe('/console/#oidc=refused');
  expect(await ends({ audience: 'another-client' })).toBe('/console/#oidc=refused');
  expect(await ends({ issuer: 'https://evil.example' })).toBe('/console/#oidc=refused');
  expect(await ends({ nonce: 'of another sign-in' })).toBe('/console/#oidc=refused');
  expect(await ends({ expired: true })).toBe('/console/#oidc=refused');
  expect(await ends({ forged: true })).toBe('/console/#oidc=refused');
  expect(await ends({}, (callback) => callback.replace(/state=[^&]+/, 'state=guessed'))).toBe('/console/#oidc=expired');
  expect(await ends({}, (callback) => callback.replace(/code=[^&]+/, 'code=guessed'))).toBe('/console/#oidc=refused');
  const { cookie } = await walk({});
  const people: { items: { id: string; email: string }[] } = await (
    await fetch(`${relay.url}/api/v1/people`, { headers: own(cookie) })
  ).json();
  const gone = people.items.find(({ email }) => email === 'gone@harbour.example')?.id ?? '';
  // Who works here is changed after a fresh login, which the provider's word is not (S80).
  await fetch(`${relay.url}/agent/v1/confirm`, { method: 'POST', headers: own(cookie), body: JSON.stringify({ password: PASSWORD }) });
  const change = { method: 'PATCH', headers: own(cookie), body: JSON.stringify({ active: false }) };
  expect((await fetch(`${relay.url}/api/v1/agents/${gone}`, change)).status).toBe(200);
  expect(await ends({ email: 'gone@harbour.example' })).toBe('/console/#oidc=unknown');
  // A callback that this browser did not begin: no cookie, no session.
  const foreign = await hop(`${relay.url}/agent/v1/oidc/callback?code=x&state=y`);
  expect([to(foreign).replace(relay.url, ''), cookiesOf(foreign)]).toEqual(['/console/#oidc=expired', '']);
});

it('[S80] [S25] the provider’s word is no fresh login, and a second factor is asked for all the same', async () => {
  const { cookie } = await walk({});
  const start = await fetch(`${relay.url}/agent/v1/second-factor`, { method: 'POST', headers: own(cookie), body: '{}' });
  expect(await start.json()).toMatchObject({ code: 'fresh_login_needed' });
  const confirm = await fetch(`${relay.url}/agent/v1/confirm`, {
    method: 'POST',
    headers: own(cookie),
    body: JSON.stringify({ password: PASSWORD }),
  });
  expect(confirm.status).toBe(200);
  const begun = await fetch(`${relay.url}/agent/v1/second-factor`, { method: 'POST', headers: own(cookie), body: '{}' });
  const { secret }: { secret: string } = await begun.json();
  const app = authenticator(secret);
  const on = await fetch(`${relay.url}/agent/v1/second-factor/confirm`, {
    method: 'POST',
    headers: own(cookie),
    body: JSON.stringify({ code: await app.next() }),
  });
  expect(on.status).toBe(200);
  const again = await walk({});
  expect(again.end).toMatch(/^\/console\/#second_factor=[\w-]+$/);
  expect(again.cookie).toBe('');
});

it('[K120] the sign-in page offers the provider by name, and says in words why it did not work', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    provider.says = { email: 'nobody@harbour.example', verified: true };
    await page.goto(relay.started.consoleUrl);
    await page.getByRole('link', { name: 'Sign in with Harbour ID' }).click({ timeout: SHOWN_MS });
    await page.getByRole('alert').getByText('Nobody with your address has an account here.').waitFor({ timeout: SHOWN_MS });
    await page.waitForURL((url) => url.hash === '');
    provider.says = { email: 'ada@harbour.example', verified: true };
    await page.getByRole('link', { name: 'Sign in with Harbour ID' }).click();
    await page.getByRole('textbox', { name: 'Six-digit code' }).waitFor({ timeout: SHOWN_MS }); // turned on above
  } finally {
    await browser.close();
  }
});
