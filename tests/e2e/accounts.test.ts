// Accounts over HTTP: second factor, recovery codes, devices, invitations, passwords, ownership, fresh login, preferences.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceList, InvitationCreated, PersonList } from '@throughline/types';
import { authenticator } from '../servers/one-time-codes.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { connect, hex128, post } from '../servers/visitor-http.js';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';

const PASSWORD = 'a long enough password';
const OTHER = 'another long password';
const HEARD_MS = 15_000;
let relay: RunningRelay;
let shop: SiteKeys;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Harbour');
});
afterAll(() => relay?.stop());

interface Answer<T> {
  status: number;
  code: string | undefined;
  body: T;
}
interface Browser {
  email: string;
  cookie: string;
  ask<T = Record<string, never>>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
}

/** A browser that keeps its cookie; `path` is below the relay. */
function browser(email: string): Browser {
  const self: Browser = {
    email,
    cookie: '',
    async ask(method, path, body) {
      const response = await fetch(`${relay.url}/${path}`, {
        method,
        headers: {
          origin: relay.url,
          'x-throughline': 'console',
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
          ...(self.cookie === '' ? {} : { cookie: self.cookie }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const set = response.headers.get('set-cookie');
      if (set !== null) self.cookie = set.split(';')[0] ?? '';
      const text = await response.text();
      const read = text === '' ? {} : JSON.parse(text);
      return { status: response.status, code: read.code, body: read };
    },
  };
  return self;
}

async function account(role: string): Promise<string> {
  const email = `${role}-${hex128().slice(0, 8)}@harbour.example`;
  await relay.userAdd(email, role, PASSWORD, shop.siteId);
  return email;
}

async function signedIn(email: string, password = PASSWORD): Promise<Browser> {
  const one = browser(email);
  const answer = await one.ask('POST', 'agent/v1/login', { email, password });
  expect(answer.status).toBe(200);
  return one;
}

async function socketOf(one: Browser) {
  const { body } = await one.ask<{ ticket: string }>('POST', 'agent/v1/ticket');
  return connect(relay.url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket: body.ticket }, { origin: relay.url });
}

async function withSecondFactor(role = 'agent') {
  const one = await signedIn(await account(role));
  const { body } = await one.ask<{ secret: string; otpauth: string }>('POST', 'agent/v1/second-factor');
  const app = authenticator(body.secret);
  const turnedOn = await one.ask<{ codes: string[] }>('POST', 'agent/v1/second-factor/confirm', { code: await app.next() });
  expect(turnedOn.status).toBe(200);
  return { one, app, codes: turnedOn.body.codes };
}

const challenged = (one: Browser) => one.ask<{ challenge: string }>('POST', 'agent/v1/login', { email: one.email, password: PASSWORD });

it('[S25] once a second factor is on, a password alone opens nothing; a code does, once', async () => {
  const { one, app } = await withSecondFactor();
  expect((await one.ask('GET', 'agent/v1/me')).status).toBe(200); // with the cookie that replaced the one before
  const other = browser(one.email);
  const needed = await challenged(other);
  expect([needed.status, needed.code, other.cookie]).toEqual([401, 'second_factor_needed', '']);
  const { challenge } = needed.body;
  const finish = (code: string) => other.ask('POST', 'agent/v1/login/second-factor', { challenge, code });
  expect((await finish(app.last())).code).toBe('wrong_code'); // it turned the factor on: it was used
  expect((await finish('000000')).code).toBe('wrong_code');
  expect((await finish(await app.next())).status).toBe(200);
  expect((await other.ask('GET', 'agent/v1/me')).status).toBe(200);
  expect((await finish(app.last())).code).toBe('token_expired'); // a challenge works once
  const third = browser(one.email);
  const again = (await challenged(third)).body.challenge;
  expect((await third.ask('POST', 'agent/v1/login/second-factor', { challenge: again, code: app.last() })).code).toBe('wrong_code');
});

it('[S25] a recovery code stands in for the app, once; five wrong tries end a sign-in', async () => {
  const { one, codes } = await withSecondFactor();
  expect(codes).toHaveLength(10);
  const finish = async (code: string) => {
    const other = browser(one.email);
    return other.ask('POST', 'agent/v1/login/second-factor', { challenge: (await challenged(other)).body.challenge, code });
  };
  expect((await finish((codes[0] ?? '').toUpperCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await finish(codes[0] ?? '')).code).toBe('wrong_code');
  const { body } = await one.ask<{ recoveryCodesLeft: number }>('GET', 'agent/v1/second-factor');
  expect(body).toEqual({ on: true, required: false, recoveryCodesLeft: 9 });
  const guesser = browser(one.email);
  const { challenge } = (await challenged(guesser)).body;
  const tried: (string | undefined)[] = [];
  for (let i = 0; i < 6; i += 1) tried.push((await guesser.ask('POST', 'agent/v1/login/second-factor', { challenge, code: 'none' })).code);
  expect(tried).toEqual([...Array.from({ length: 5 }, () => 'wrong_code'), 'token_expired']);
});

it('[S25] where the site asks for it, nothing but setting it up is open, and it cannot be turned off', async () => {
  const strict = await relay.siteAdd('Strict');
  const email = `boss-${hex128().slice(0, 8)}@strict.example`;
  await relay.userAdd(email, 'admin', PASSWORD, strict.siteId);
  const boss = await signedIn(email);
  expect((await boss.ask('PATCH', 'api/v1/settings', { secondFactor: 'all' })).status).toBe(200);
  expect((await boss.ask<{ mustEnrol: boolean }>('GET', 'agent/v1/me')).body.mustEnrol).toBe(true);
  for (const [method, path] of [
    ['GET', 'api/v1/people'],
    ['GET', 'api/v1/conversations'],
    ['POST', 'agent/v1/ticket'],
    ['GET', 'agent/v1/devices'],
    ['POST', 'agent/v1/files'],
  ] as const)
    expect([path, (await boss.ask(method, path)).code]).toEqual([path, 'enrolment_needed']);
  const { secret } = (await boss.ask<{ secret: string }>('POST', 'agent/v1/second-factor')).body;
  const app = authenticator(secret);
  expect((await boss.ask('POST', 'agent/v1/second-factor/confirm', { code: await app.next() })).status).toBe(200);
  expect((await boss.ask('GET', 'api/v1/people')).status).toBe(200);
  expect((await boss.ask('DELETE', 'agent/v1/second-factor')).code).toBe('forbidden');
});

it(
  '[S22] an agent sees own devices in words, ends one, and its socket closes',
  async () => {
    const email = await account('agent');
    const [desk, phone] = [await signedIn(email), await signedIn(email)];
    const socket = await socketOf(phone);
    const { items } = (await desk.ask<DeviceList>('GET', 'agent/v1/devices')).body;
    expect(items).toHaveLength(2);
    expect(items.find(({ current }) => current)).toMatchObject({ browser: 'Firefox', system: 'Linux', address: '127.0.0.0/24' });
    expect(JSON.stringify(items)).not.toContain(desk.cookie.split('=')[1]);
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    const other = items.find(({ current }) => !current)?.id ?? '';
    const stranger = await signedIn(await account('admin'));
    expect((await stranger.ask('DELETE', `agent/v1/devices/${other}`)).code).toBe('not_found');
    expect((await desk.ask('DELETE', `agent/v1/devices/${other}`)).status).toBe(204);
    await closed;
    expect((await phone.ask('GET', 'agent/v1/me')).code).toBe('unauthenticated');
    expect((await desk.ask('GET', 'agent/v1/me')).status).toBe(200);
  },
  HEARD_MS * 2,
);

it('[S22] a new password asks for the old one and ends the other sessions', async () => {
  const email = await account('agent');
  const [desk, phone] = [await signedIn(email), await signedIn(email)];
  const change = (old: string, password: string) => desk.ask('POST', 'agent/v1/password', { old, password });
  expect((await change('not it at all', OTHER)).code).toBe('wrong_credentials');
  expect((await change(PASSWORD, 'short')).code).toBe('weak_password');
  expect((await change(PASSWORD, OTHER)).status).toBe(204);
  expect((await phone.ask('GET', 'agent/v1/me')).code).toBe('unauthenticated');
  expect((await desk.ask('GET', 'agent/v1/me')).status).toBe(200);
  await signedIn(email, OTHER);
  expect((await desk.ask<{ agent: { name: string } }>('PATCH', 'agent/v1/me', { name: 'Ada L.' })).body.agent.name).toBe('Ada L.');
});

it('[S22] an invitation is shown once, works once, and signs in with the role that was given', async () => {
  const boss = await signedIn(await account('admin'));
  const email = `new-${hex128().slice(0, 8)}@harbour.example`;
  const team = await boss.ask<{ id: string }>('POST', 'api/v1/teams', { doc: { name: 'Billing' } });
  expect(team.status).toBe(201);
  const made = await boss.ask<InvitationCreated>('POST', 'api/v1/invitations', { email, role: 'lead', teams: [team.body.id] });
  expect(made.status).toBe(201);
  const [page, token] = made.body.link.split('#');
  expect(page).toBe(`${relay.url}/console/invite`);
  expect((await boss.ask('GET', 'api/v1/invitations')).body).toMatchObject({ items: [{ email, role: 'lead' }] });
  expect(JSON.stringify((await boss.ask('GET', 'api/v1/invitations')).body)).not.toContain(token);
  const cleo = browser(email);
  expect((await cleo.ask('POST', 'agent/v1/invitation', { token })).body).toEqual({ kind: 'account', email, site: 'Harbour' });
  const accept = (password: string) => cleo.ask('POST', 'agent/v1/invitation/accept', { token, name: 'Cleo', password });
  expect((await accept('short')).code).toBe('weak_password');
  expect((await accept(PASSWORD)).body).toMatchObject({ agent: { name: 'Cleo', email, role: 'lead' } });
  expect((await accept(PASSWORD)).code).toBe('not_found');
  expect((await cleo.ask('POST', 'agent/v1/invitation', { token: hex128() })).code).toBe('not_found');
  const { items } = (await boss.ask<PersonList>('GET', 'api/v1/people')).body;
  expect(items.find((one) => one.email === email)).toMatchObject({
    name: 'Cleo',
    teams: [team.body.id],
    active: true,
    secondFactor: false,
  });
  expect((await cleo.ask('POST', 'api/v1/invitations', { email: 'x@harbour.example' })).code).toBe('forbidden'); // a lead invites nobody
  expect((await boss.ask('POST', 'api/v1/invitations', { email: 'y@harbour.example', role: 'owner' })).code).toBe('bad_request');
  expect((await boss.ask('POST', 'api/v1/invitations', { email })).code).toBe('conflict');
});

it('[S22] a password link sets a new password once and ends every session; an owner’s is made by owners only', async () => {
  const [owner, boss] = [await signedIn(await account('owner')), await signedIn(await account('admin'))];
  const email = await account('agent');
  const lost = await signedIn(email);
  const people = (await boss.ask<PersonList>('GET', 'api/v1/people')).body.items;
  const idOf = (address: string): string => people.find((one) => one.email === address)?.id ?? '';
  expect((await boss.ask('POST', `api/v1/agents/${idOf(owner.email)}/password-link`)).code).toBe('forbidden');
  const made = await boss.ask<{ link: string }>('POST', `api/v1/agents/${idOf(email)}/password-link`);
  const token = made.body.link.split('#')[1];
  const anew = browser(email);
  expect((await anew.ask('POST', 'agent/v1/invitation/accept', { token, password: OTHER })).status).toBe(200);
  expect((await lost.ask('GET', 'agent/v1/me')).code).toBe('unauthenticated');
  expect((await anew.ask('POST', 'agent/v1/invitation/accept', { token, password: OTHER })).code).toBe('not_found');
});

it('[S133] only an owner makes owners; who passes it on is an admin from then on', async () => {
  const [owner, boss] = [await signedIn(await account('owner')), await signedIn(await account('admin'))];
  const people = (await owner.ask<PersonList>('GET', 'api/v1/people')).body.items;
  const idOf = (address: string): string => people.find((one) => one.email === address)?.id ?? '';
  const give = (who: Browser, to: string, keep: boolean) => who.ask('POST', `api/v1/agents/${idOf(to)}/ownership`, { keep });
  expect((await give(boss, boss.email, true)).code).toBe('forbidden');
  expect((await give(owner, boss.email, false)).status).toBe(204);
  const roles = async () => new Map((await boss.ask<PersonList>('GET', 'api/v1/people')).body.items.map((one) => [one.email, one.role]));
  expect([(await roles()).get(boss.email), (await roles()).get(owner.email)]).toEqual(['owner', 'admin']);
  expect((await give(owner, owner.email, true)).code).toBe('forbidden');
  expect((await boss.ask('PATCH', `api/v1/agents/${idOf(boss.email)}`, { active: false })).code).toBe('forbidden');
});

it('[S80] a confirmed password is asked with the second factor, and neither alone', async () => {
  const { one, app } = await withSecondFactor();
  const confirm = (password: string, code?: string) => one.ask<{ freshUntil: number }>('POST', 'agent/v1/confirm', { password, code });
  expect((await confirm('not it at all')).code).toBe('wrong_credentials');
  expect((await confirm(PASSWORD)).code).toBe('second_factor_needed');
  expect((await confirm(PASSWORD, '123')).code).toBe('wrong_code');
  const done = await confirm(PASSWORD, await app.next());
  expect(done.body.freshUntil).toBeGreaterThan(Date.now());
  expect((await one.ask('DELETE', 'agent/v1/second-factor')).status).toBe(204);
  expect((await challenged(browser(one.email))).status).toBe(200);
});

it('[K31] preferences are one’s own: defaults at first, kept whole, and part of what the console starts from', async () => {
  const [ada, ben] = [await signedIn(await account('agent')), await signedIn(await account('agent'))];
  const defaults = (await ada.ask<{ preferences: object }>('GET', 'agent/v1/preferences')).body.preferences;
  expect(defaults).toMatchObject({ theme: 'system', density: 'comfortable', enter: 'send', undoSeconds: 0 });
  const wanted = { ...defaults, theme: 'dark', density: 'compact', enter: 'line', quietHours: ['22:00', '07:00'] };
  expect((await ada.ask('PUT', 'agent/v1/preferences', wanted)).body).toEqual({ preferences: wanted });
  expect((await ada.ask('PUT', 'agent/v1/preferences', { ...wanted, undoSeconds: 5 })).status).toBe(200);
  expect((await ada.ask('GET', 'agent/v1/me')).body).toMatchObject({ preferences: { ...wanted, undoSeconds: 5 } });
  expect((await ben.ask('GET', 'agent/v1/me')).body).toMatchObject({ preferences: defaults });
  expect((await ada.ask('PUT', 'agent/v1/preferences', { ...wanted, theme: 'neon' })).code).toBe('bad_request');
});

it('[S132] none of it is reached without the console’s header and origin', async () => {
  const one = await signedIn(await account('agent'));
  for (const path of ['second-factor', 'password', 'confirm', 'invitation/accept', 'login/second-factor']) {
    const plain = await post(`${relay.url}/agent/v1/${path}`, {}, { cookie: one.cookie });
    const foreign = await post(
      `${relay.url}/agent/v1/${path}`,
      {},
      { cookie: one.cookie, origin: 'https://evil.example', 'x-throughline': 'console' },
    );
    expect([path, plain.status, foreign.status]).toEqual([path, 403, 403]);
  }
});
