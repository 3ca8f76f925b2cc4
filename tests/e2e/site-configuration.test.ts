// What a site decides about its widget, from the API to what every page reads (W141, W190, W191, S130).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WidgetSettings } from '@throughline/types';
import { hex128, post, visitor } from '../servers/visitor-http.js';
import { startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ roles: ['admin', 'lead', 'agent'] });
});
afterAll(() => desk?.stop());

/** As a page reads it, without a cache of its own. */
async function settings(site = desk.shop.siteId): Promise<{ body: WidgetSettings; maxAge: number }> {
  const response = await fetch(`${desk.relay.url}/visitor/v1/settings/${site}`);
  const maxAge = Number(/max-age=(\d+)/.exec(response.headers.get('cache-control') ?? '')?.[1]);
  return { body: await response.json(), maxAge };
}

const field = (more: Record<string, unknown>) => ({ id: 'order_number', type: 'text', label: 'Order number', ...more });

describe('the widget’s configuration', () => {
  it('[W141] a change is what every page reads from then on, and of this site alone', async () => {
    const before = (await settings()).body;
    expect(before).toMatchObject({ form: { when: 'never', fields: [] }, survey: { satisfaction: true }, availability: { open: true } });
    const other = (await settings(desk.other.siteId)).body;
    const change = {
      greeting: 'Ask us anything',
      color: '#aa3300',
      policyUrl: 'https://shop.example/privacy',
      texts: { de: { Send: 'Abschicken' } },
      form: { when: 'after', fields: [field({}), field({ id: 'mail', type: 'email', label: 'E-mail', required: true })] },
    };
    const changed = await desk.call('patch', '/widget', { body: change, who: desk.as('admin') });
    expect(changed.body).toMatchObject({ ...change, position: before.position, sound: true });
    expect((await settings()).body).toMatchObject({ ...changed.body, site: desk.shop.siteId, name: 'Shop' });
    expect((await desk.call('get', '/widget')).body).toEqual(changed.body);
    expect((await settings(desk.other.siteId)).body).toEqual(other);
    const without = await desk.call('patch', '/widget', { body: { policyUrl: null } });
    expect(without.body).not.toHaveProperty('policyUrl');
    expect((await settings()).body).not.toHaveProperty('policyUrl');
    expect((await settings()).body.greeting).toBe('Ask us anything');
  });

  it('[W190] what does not fit is refused by the name of its field, and nothing changes', async () => {
    const before = (await desk.call('get', '/widget')).body;
    const refusals: [unknown, RegExp][] = [
      [{ color: 'red' }, /^color: /],
      [{ policyUrl: 'javascript:alert(1)' }, /^policyUrl: /],
      [{ policyUrl: 'http://shop.example/privacy' }, /^policyUrl: /],
      [{ policyUrl: 'http://localhost.evil.example/privacy' }, /^policyUrl: /],
      [{ policyUrl: 'https://' }, /^policyUrl: /],
      [{ form: { when: 'after', fields: [field({ id: 'Order' })] } }, /^form\.fields\.0\.id: /],
      [{ form: { when: 'after', fields: [field({}), field({})] } }, /^form\.fields\.1\.id: /],
      [{ form: { when: 'after', fields: [field({ type: 'choice', choices: ['one'] })] } }, /^form\.fields\.0\.choices: /],
      [{ form: { when: 'after', fields: [1, 2, 3, 4, 5, 6].map((n) => field({ id: `f${n}` })) } }, /^form\.fields: /],
      [{ locale: 'not a language' }, /^locale: /],
      [{ sound: 'loud' }, /^sound: /],
      [{ unknown: true }, /unknown/],
    ];
    for (const [body, detail] of refusals) {
      const answer = await desk.call('patch', '/widget', { body });
      expect([answer.status, answer.body.code]).toEqual([400, 'bad_request']);
      expect(answer.body.detail).toMatch(detail);
    }
    expect((await desk.call('get', '/widget')).body).toEqual(before);
  });

  it('[K105] of two who change the same, the second is told; the log has before and after, and the newest change is taken back', async () => {
    const who = desk.as('admin');
    const changes: [path: '/widget' | '/site' | '/settings', key: string, one: unknown, other: unknown][] = [
      ['/widget', 'greeting', 'Ahoy', 'Moin'],
      ['/site', 'name', 'Chairs', 'Tables'],
      ['/settings', 'hours', { 1: [['09:00', '17:00']] }, { 2: [['10:00', '12:00']] }],
    ];
    for (const [path, key, one, other] of changes) {
      const seen = (await desk.call('get', path)).body[key];
      const first = await desk.call('patch', path, { body: { [key]: one, ...(seen === undefined ? {} : { was: { [key]: seen } }) }, who });
      expect(first.body[key]).toEqual(one);
      const late = await desk.call('patch', path, { body: { [key]: other, was: { [key]: seen ?? other } }, who });
      expect([path, late.status, late.body.code]).toEqual([path, 409, 'conflict']);
      expect((await desk.call('get', path)).body[key]).toEqual(one);
      const action = `${path.slice(1)}.changed`;
      const [line] = (await desk.call('get', '/audit', { query: { action }, who })).body.items;
      expect(line).toMatchObject({ action, revertible: true });
      expect(JSON.parse(line.detail.before)).toEqual({ [key]: seen ?? null });
      expect(JSON.parse(line.detail.after)).toEqual({ [key]: one });
      expect((await desk.call('post', '/audit/:id/revert', { params: { id: line.id }, who })).status).toBe(200);
      expect((await desk.call('get', path)).body[key]).toEqual(seen);
      expect((await desk.call('post', '/audit/:id/revert', { params: { id: line.id }, who })).status).toBe(409); // it is not so any more
    }
  });

  it('[S90] AUTHZ only admins and the site’s back end read or change it', async () => {
    for (const role of ['lead', 'agent'] as const) {
      for (const path of ['/widget', '/site']) {
        expect((await desk.call('get', path, { who: desk.as(role) })).status).toBe(403);
        expect((await desk.call('patch', path, { who: desk.as(role), body: {} })).status).toBe(403);
      }
    }
    expect((await desk.call('get', '/widget', { who: desk.as('admin') })).status).toBe(200);
  });

  it('[S130] a site’s origins count from the next request on; what is none is refused by its place', async () => {
    const from = (origin: string) =>
      post(`${desk.relay.url}/visitor/v1/session`, { site: desk.shop.siteId }, { origin }).then(({ status }) => status);
    const before = (await desk.call('get', '/site')).body;
    expect(before).toMatchObject({ id: desk.shop.siteId, writeKey: desk.shop.writeKey });
    const body = { name: ' Chairs & more ', origins: ['https://Chairs.example/', 'https://*.chairs.example', 'https://chairs.example'] };
    const changed = await desk.call('patch', '/site', { body });
    expect(changed.body).toMatchObject({ name: 'Chairs & more', origins: ['https://chairs.example', 'https://*.chairs.example'] });
    expect([await from('https://chairs.example'), await from('https://eu.chairs.example'), await from('https://evil.example')]).toEqual([
      200, 200, 403,
    ]);
    expect((await settings()).body.name).toBe('Chairs & more');
    const refused = await desk.call('patch', '/site', { body: { origins: ['https://chairs.example', 'chairs.example/path'] } });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringMatching(/^origins\.1: /)]);
    await desk.call('patch', '/site', { body: { name: before.name, origins: before.origins } });
  });

  it('[S130] [W5] a document without an origin is refused the settings too, unless the site takes every page', async () => {
    const before = (await desk.call('get', '/site')).body;
    const address = `${desk.relay.url}/visitor/v1/settings/${desk.shop.siteId}`;
    const statuses = async (): Promise<number[]> => {
      const read = await fetch(address, { headers: { origin: 'null' } });
      expect(read.headers.get('vary')).toBe('Accept-Language, Origin');
      const begun = await post(`${desk.relay.url}/visitor/v1/session`, { site: desk.shop.siteId }, { origin: 'null' });
      return [read.status, begun.status];
    };
    await desk.call('patch', '/site', { body: { origins: ['https://chairs.example'] } });
    expect(await statuses()).toEqual([403, 403]);
    const refused = await fetch(address, { headers: { origin: 'null' } });
    expect([refused.headers.get('cache-control'), (await refused.json()).code]).toEqual([null, 'origin_not_allowed']);
    expect((await fetch(address, { headers: { origin: 'https://chairs.example' } })).status).toBe(200);
    expect((await fetch(address)).status).toBe(200); // who is no browser page has no origin to name
    await desk.call('patch', '/site', { body: { origins: ['*'] } });
    expect(await statuses()).toEqual([200, 200]);
    await desk.call('patch', '/site', { body: { origins: before.origins } });
  });

  it('[W140] [W141] the launcher is named in the language the browser asks for, in the site’s own words if it has some', async () => {
    const labelled = async (languages: string): Promise<string | undefined> => {
      const headers = { 'accept-language': languages };
      const answer = await fetch(`${desk.relay.url}/visitor/v1/settings/${desk.shop.siteId}`, { headers });
      const body: WidgetSettings = await answer.json();
      return body.label;
    };
    await desk.call('patch', '/widget', { body: { locale: 'fr', texts: { ja: { 'Open chat': '質問する' } } } });
    expect(await labelled('de-CH,de;q=0.9,en;q=0.5')).toBe('Chat öffnen');
    expect(await labelled('en;q=0.1, pt;q=0.9')).toBe('Abrir chat');
    expect(await labelled('fi')).toBe('Ouvrir le chat');
    expect(await labelled('ja')).toBe('質問する');
    expect(await labelled(';;;q=,\t=*')).toBe('Ouvrir le chat');
    await desk.call('patch', '/widget', { body: { locale: 'en', texts: {} } });
    expect(await labelled('*')).toBe('Open chat');
  });
});

describe('hours', () => {
  const DAY_MS = 86_400_000;
  const always = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['00:00', '24:00']]]));

  it('[W191] pages are told whether somebody is there, until when, and never keep it longer', async () => {
    await desk.call('patch', '/widget', { body: { showHours: false } });
    await desk.call('patch', '/settings', { body: { timezone: 'Pacific/Kiritimati', hours: {}, holidays: [] } });
    expect((await settings()).body.availability).toEqual({ open: true }); // the site does not show its hours
    await desk.call('patch', '/widget', { body: { showHours: true } });
    expect((await settings()).body.availability).toEqual({ open: false });
    await desk.call('patch', '/settings', { body: { timezone: 'UTC', hours: always } });
    expect((await settings()).body.availability).toEqual({ open: true });
    const tomorrow = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
    await desk.call('patch', '/settings', { body: { holidays: [new Date(tomorrow).toISOString().slice(0, 10)] } });
    const open = await settings();
    expect(open.body.availability).toEqual({ open: true, changesAt: new Date(tomorrow).toISOString() });
    expect(open.maxAge).toBeLessThanOrEqual(Math.min(300, (tomorrow - Date.now()) / 1_000 + 1));
  });

  it('[W191] ten answered conversations say how long an answer takes', async () => {
    const agent = desk.agent('agent');
    const chat = async (): Promise<void> => {
      const person = await visitor(desk.relay.url, desk.shop.siteId);
      const sent = await person.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] });
      if (!sent.ok) throw new Error(sent.code);
      const msgs = [{ n: 1, kind: 'message', body: { text: 'yes?' } }];
      const answered = await agent.socket.emitWithAck('submit', { conv: sent.conv, stream: hex128(), msgs });
      expect(answered).toMatchObject({ ok: true });
    };
    for (let n = 0; n < 9; n += 1) await chat();
    await desk.call('patch', '/widget', { body: { showHours: true } });
    expect((await settings()).body.availability).not.toHaveProperty('replyMs');
    await chat();
    await desk.call('patch', '/widget', { body: { showHours: true } });
    expect((await settings()).body.availability.replyMs).toBeLessThan(60_000);
  });
});

describe('the installation', () => {
  it('says what it runs on, who is there and when it was backed up; no address, path or secret of the operator', async () => {
    const system = async () => (await desk.call('get', '/system', { who: desk.as('admin') })).body;
    const before = await system();
    expect(before).toMatchObject({
      ready: true,
      backup: 'none',
      redis: 'none',
      store: { kind: 'sqlite', warning: null, migrations: [{ name: '0001-initial' }] },
      relays: [{ id: before.relay, version: before.version }],
      settings: { rateLimits: 'off', socketsPerAddress: null, databasePoolMax: null, egressAllow: 0 },
    });
    expect(before.freeBytes).toBeGreaterThan(before.store.bytes);
    const said = await desk.relay.cli(['backup', `${desk.relay.dataDir}/monday.db`]);
    const { backup } = await system();
    expect(said).toContain(`: ${backup.bytes} bytes`);
    expect(Date.parse(backup.at)).toBeGreaterThanOrEqual(Date.parse(before.at));
    const { text } = await desk.call('get', '/system', { who: desk.as('admin') });
    for (const secret of [desk.relay.dataDir, desk.relay.url, desk.shop.siteId, desk.shop.secretKey]) expect(text).not.toContain(secret);
  });
});
