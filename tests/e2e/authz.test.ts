// AUTHZ (S90, K107): each route and each socket event × each role × own and other team × own and other site, from one table.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import { API_ROUTES } from '../../packages/server/src/transport/http/api/table.js';
import { agent, connect, hex128, visitor } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';
import { filled, nameOf, newCustomer, PASSWORD, startDesk } from './api-desk.fixture.js';
import type { ApiDesk, Role } from './api-desk.fixture.js';
import { AGENT_EVENTS, REACH, ROUTES, VISITOR_EVENTS } from './authz-table.fixture.js';
import type { Letter, Where } from './authz-table.fixture.js';

const ROLES: readonly Role[] = ['admin', 'lead', 'agent', 'guest', 'analyst'];
const LETTER: Record<Role, Exclude<Letter, 's'>> = { admin: 'a', lead: 'l', agent: 'g', guest: 'u', analyst: 'n' };
const WHERE: readonly Where[] = ['own', 'other', 'nobody', 'mine', 'foreign'];
const SCOPE_LETTER: Record<string, Letter> = { secret: 's', admin: 'a', lead: 'l', agent: 'g', guest: 'u', analyst: 'n' };

/** Event names that a file of the socket transport answers to. */
function eventsIn(...files: string[]): string[] {
  const found = files.flatMap((file) => {
    const text = readFileSync(new URL(`../../packages/server/src/transport/socket/${file}`, import.meta.url), 'utf8');
    return [...text.matchAll(/(?:answering|listening)\(deps, \{\s*(?:\.\.\.\{ )?event: '(\w+)'/g)].map(([, name]) => name ?? '');
  });
  return [...new Set(found)].sort();
}

const sorted = (letters: Iterable<string>): string => [...letters].sort().join('');

it('AUTHZ the table names every route and every event, and whom the code lets in', () => {
  const inCode = Object.fromEntries(
    API_ROUTES.map((route) => [
      nameOf(route),
      `${sorted(route.scopes.map((scope) => SCOPE_LETTER[scope] ?? '?'))}${route.fresh === true ? ' fresh' : ''}`,
    ]),
  );
  const inTable = Object.fromEntries(
    Object.entries(ROUTES).map(([name, who]) => {
      const [letters = '', fresh] = who.split(' ');
      return [name, `${sorted(letters)}${fresh === undefined ? '' : ' fresh'}`];
    }),
  );
  expect(inCode).toEqual(inTable);
  expect(eventsIn('agent.ts', 'look.ts', 'presence.ts')).toEqual(Object.keys(AGENT_EVENTS).sort());
  expect(eventsIn('visitor.ts')).toEqual([...VISITOR_EVENTS].sort());
});

let desk: ApiDesk;
const people = new Map<Role, TestAgent>();
const place: Record<Where, string> = { own: '', other: '', nobody: '', mine: '', foreign: '' };
/** Given to each of them by name. */
const mineOf = new Map<Role, string>();

beforeAll(async () => {
  desk = await startDesk({ roles: ROLES });
  const { call, relay } = desk;
  const { items }: { items: { id: string; role: Role }[] } = (await call('get', '/agents')).body;
  const idOf = (role: Role): string => items.find((one) => one.role === role)?.id ?? '';
  const team = async (name: string, members: string[]): Promise<string> =>
    (await call('post', '/teams', { body: { doc: { name, members } } })).body.id;
  const care = await team('Care', [idOf('lead'), idOf('agent')]);
  const sales = await team('Sales', []);
  const ana = await newCustomer(desk);
  const open = async (teamId?: string): Promise<string> => {
    const body = { customer: { customerId: ana.id }, channel: 'voice', kind: 'new', ...(teamId === undefined ? {} : { teamId }) };
    return (await call('post', '/conversations', { body })).body.conversationId;
  };
  Object.assign(place, { own: await open(care), other: await open(sales), nobody: await open() });
  // With the teams they have now.
  for (const role of ROLES) people.set(role, await agent(relay.url, `${role}@shop.example`, PASSWORD));
  const boss = personOf('admin');
  for (const role of ROLES) {
    const conv = await open(sales);
    mineOf.set(role, conv);
    const body = { how: 'transfer', agentId: idOf(role), teamId: sales, ifVersion: 0 };
    const row = (await boss.socket.timeout(10_000).emitWithAck('open', { conv })).row;
    await boss.socket
      .timeout(10_000)
      .emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind: 'assign', body: { ...body, ifVersion: row.assignVersion } }] });
  }
  const stranger = await visitor(relay.url, desk.other.siteId);
  const said = await stranger.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Hello' } }] });
  if (!said.ok) throw new Error(said.code);
  place.foreign = said.conv;
});
afterAll(async () => {
  for (const one of people.values()) one.close();
  await desk?.stop();
});

const personOf = (role: Role): TestAgent => {
  const found = people.get(role);
  if (found === undefined) throw new Error(`No ${role}`);
  return found;
};
const convOf = (role: Role, where: Where): string => (where === 'mine' ? (mineOf.get(role) ?? '') : place[where]);
const headersOf = (role: Role): Record<string, string> => ({
  cookie: personOf(role).cookie,
  'x-throughline': 'console',
  origin: desk.relay.url,
});

async function ask(method: string, path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const body = method === 'get' || method === 'delete' ? {} : { body: '{}' };
  const response = await fetch(`${desk.relay.url}/api/v1${path}`, { method: method.toUpperCase(), headers, ...body });
  return { status: response.status, text: await response.text() };
}

describe('AUTHZ conversations over REST', () => {
  const reads = API_ROUTES.filter(({ method, path }) => method === 'get' && path.startsWith('/conversations/:id'));
  it.each(reads.flatMap((route) => ROLES.map((role) => ({ route, role, name: nameOf(route) }))))(
    'AUTHZ $name as $role: what is out of reach answers like what is not there',
    async ({ route, role, name }) => {
      const headers = headersOf(role);
      const at = (conv: string) => ask(route.method, filled(route.path, { id: conv, revision: '1' }), headers);
      const absent = await at('cnv_none');
      for (const where of WHERE) {
        const answer = await at(convOf(role, where));
        const letter = LETTER[role];
        const may = ROUTES[name]?.includes(letter) === true && REACH[letter][where];
        // An analyst reads contexts as sums, of any conversation of the site (C54).
        const sums = letter === 'n' && ROUTES[name]?.includes('n') === true && where !== 'foreign';
        if (may || sums) expect([where, answer.status]).toEqual([where, 200]);
        else expect([where, answer]).toEqual([where, absent]);
      }
    },
  );

  const writes = API_ROUTES.filter(({ method, path }) => method !== 'get' && path.startsWith('/conversations/:id'));
  it.each(writes.flatMap((route) => ROLES.map((role) => ({ route, role, name: nameOf(route) }))))(
    'AUTHZ $name as $role: nothing out of reach is written to',
    async ({ route, role, name }) => {
      const headers = headersOf(role);
      const at = (conv: string) => ask(route.method, filled(route.path, { id: conv }), headers);
      const absent = await at('cnv_none');
      for (const where of WHERE) {
        if (REACH[LETTER[role]][where] && ROUTES[name]?.includes(LETTER[role]) === true) continue; // its own test says what it does
        expect([where, await at(convOf(role, where))]).toEqual([where, absent]);
      }
    },
  );
});

describe('AUTHZ events of the agents’ socket', () => {
  it.each(ROLES.flatMap((role) => WHERE.map((where) => ({ role, where }))))(
    'AUTHZ open, sync, submit as $role of a conversation that is $where',
    async ({ role, where }) => {
      const { socket } = personOf(role);
      const say = (event: string, frame: unknown) => socket.timeout(10_000).emitWithAck(event, frame);
      const frames = (conv: string) => ({
        open: { conv },
        sync: { conv, lane: 'int', after: 0, after_id: '', epoch: '', max_bytes: 4_096 },
        submit: { conv, stream: hex128(), msgs: [{ n: 1, kind: 'note', body: { text: 'AUTHZ' } }] },
      });
      const may = REACH[LETTER[role]][where];
      for (const event of ['open', 'sync', 'submit'] as const) {
        const absent = await say(event, frames('cnv_none')[event]);
        const answer = await say(event, frames(convOf(role, where))[event]);
        expect([event, absent.ok, absent.code]).toEqual([event, false, 'forbidden']);
        if (may) expect([event, answer.ok]).toEqual([event, true]);
        else expect([event, answer]).toEqual([event, absent]);
      }
    },
  );

  it.each(ROLES)('AUTHZ inbox as %s: every list names what is within reach, and nothing else', async (role) => {
    const { socket } = personOf(role);
    const mine = WHERE.filter((where) => REACH[LETTER[role]][where]).map((where) => convOf(role, where));
    const all = new Set([...WHERE.map((where) => convOf(role, where)), ...mineOf.values()]);
    for (const view of ['all', 'unassigned', 'mine', 'snoozed', 'closed', 'mentions'] as const) {
      const answer = await socket.timeout(10_000).emitWithAck('inbox', { known: [], list: { view, filter: {}, limit: 100 } });
      const named: string[] = answer.rows.map(({ id }: { id: string }) => id);
      for (const id of named) expect(all.has(id)).toBe(true);
      if (role !== 'admin') expect(named.filter((id) => !mine.includes(id))).toEqual([]);
      if (view === 'all') expect(mine.filter((id) => !named.includes(id))).toEqual([]);
    }
  });

  it('AUTHZ look, typing and got on what is out of reach tell nobody anything', async () => {
    const admin = personOf('admin');
    const heard: unknown[] = [];
    const conv = place.other;
    expect((await admin.socket.timeout(10_000).emitWithAck('open', { conv })).ok).toBe(true);
    for (const event of ['viewers', 'typing']) admin.socket.on(event, (frame: unknown) => heard.push([event, frame]));
    for (const role of ['lead', 'agent', 'guest', 'analyst'] as const) {
      const { socket } = personOf(role);
      socket.emit('look', { conv, doing: 'reply' });
      socket.emit('typing', { conv, on: true });
      socket.emit('got', { conv, lane: 'pub', seq: 1 });
      await socket.timeout(10_000).emitWithAck('open', { conv: 'cnv_none' }); // everything before it was taken
    }
    personOf('agent').socket.emit('look', { conv: place.own, doing: 'viewing' });
    await expect.poll(() => JSON.stringify(heard)).toContain(place.own);
    expect(JSON.stringify(heard)).not.toContain(conv);
  });
});

it('AUTHZ whoever is taken out of their last team reaches less than before: nobody’s line and what is theirs, no team’s', async () => {
  const { call } = desk;
  const { items } = (await call('get', '/teams')).body;
  const care = items.find(({ doc }: { doc: { name: string } }) => doc.name === 'Care');
  const [, loner] = care.doc.members; // the agent; the lead stays
  const change = { version: care.version, doc: { ...care.doc, members: care.doc.members.filter((id: string) => id !== loner) } };
  expect((await call('put', '/teams/:id', { params: { id: care.id }, body: change })).status).toBe(200);
  const at = async (where: Where) => (await ask('get', `/conversations/${convOf('agent', where)}`, headersOf('agent'))).status;
  const statuses = Object.fromEntries(await Promise.all(WHERE.map(async (where) => [where, await at(where)] as const)));
  expect(statuses).toEqual({ own: 404, other: 404, nobody: 200, mine: 200, foreign: 404 });
});

it('AUTHZ a visitor reaches own conversations alone, and no inner lane, by any event', async () => {
  const other = await visitor(desk.relay.url, desk.shop.siteId);
  const socket = await connect(desk.relay.url, VISITOR_SOCKET_PATH, { v: PROTOCOL_VERSION, token: other.token });
  try {
    const own = await other.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'Hello' } }] });
    if (!own.ok) throw new Error(own.code);
    const sync = (conv: string, lane: string) =>
      socket.timeout(10_000).emitWithAck('sync', { conv, lane, after: 0, after_id: '', epoch: '', max_bytes: 4_096 });
    expect((await sync(own.conv, 'pub')).ok).toBe(true);
    expect((await sync(own.conv, 'int')).ok).toBe(false);
    for (const conv of [place.own, place.nobody, place.foreign]) {
      expect(await sync(conv, 'pub')).toEqual(await sync('cnv_none', 'pub'));
      const msgs = [{ n: 1, kind: 'message', body: { text: 'mine?' } }];
      const said = (to: string) => socket.timeout(10_000).emitWithAck('submit', { conv: to, stream: hex128(), msgs });
      expect(await said(conv)).toEqual(await said('cnv_none'));
    }
  } finally {
    socket.close();
  }
});
