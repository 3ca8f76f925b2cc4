// What actors do to see as much as they can: every GET route of the API's own description with every id of both sites, every conversation
// over the socket, every visitor request. What they get is kept as text, by where it came from.
import type { Socket } from 'socket.io-client';
import { AGENT_SOCKET_PATH } from '@throughline/types';
import { hex128, post } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { bearer, call } from './canary-calls.fixture.js';
import type { CanarySite, Desk } from './canary-site.fixture.js';
import { SITES } from './canary-tokens.fixture.js';
import type { SiteName } from './canary-tokens.fixture.js';
import type { CanaryWorld } from './canary-world.fixture.js';

const AT_ONCE = 8;
const ANSWERS_MS = 5_000;

export interface Got {
  where: string;
  status: number;
  text: string;
}

/** Ids of everything a site has, by the first word of the route that opens it. */
export type Ids = ReadonlyMap<string, ReadonlySet<string>>;

const ID_KEYS: Readonly<Record<string, string>> = {
  customerId: 'customers',
  conversationId: 'conversations',
  commitmentId: 'commitments',
  interactionId: 'interactions',
  alertId: 'alerts',
};

function gather(value: unknown, into: (kind: string, id: string) => void, list = ''): void {
  if (Array.isArray(value)) for (const one of value) gather(one, into, list);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && key === 'id' && list !== '') into(list, inner);
      else if (typeof inner === 'string' && ID_KEYS[key] !== undefined) into(ID_KEYS[key], inner);
      else gather(inner, into, list);
    }
}

/** As the site's own back end finds them. */
export async function idsOf({ relay }: CanaryWorld, { keys, people }: CanarySite): Promise<Ids> {
  const ids = new Map<string, Set<string>>();
  const add = (kind: string, id: string) => void ids.set(kind, (ids.get(kind) ?? new Set()).add(id));
  const read = async (path: string, list: string): Promise<void> => {
    const { text } = await call(relay.url, `/api/v1/${path}`, { headers: bearer(keys.secretKey) });
    const answer: unknown = JSON.parse(text);
    gather(answer, add, list);
    if (list === 'tracked-items' && typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items))
      for (const { type, number } of answer.items) add('items', `${String(type)}/${String(number)}`);
  };
  for (const { customerId } of Object.values(people)) {
    add('customers', customerId);
    await read(`customers/${customerId}/timeline?limit=50`, 'interactions');
    await read(`conversations?customerId=${customerId}`, 'conversations');
    for (const list of ['commitments', 'cases', 'facts', 'merges', 'suggestions', 'tracked-items'])
      await read(`customers/${customerId}/${list}`, list);
  }
  for (const list of ['alerts', 'webhooks', 'sources', 'agents']) await read(list, list);
  for (const id of ids.get('webhooks') ?? []) await read(`webhooks/${id}/deliveries`, 'deliveries');
  return ids;
}

const TYPED = (site: CanarySite): string[] =>
  Object.values(site.people).flatMap(({ email, phone, userId }) => [
    `email=${email}`,
    `phone=${encodeURIComponent(phone)}`,
    `userId=${userId}`,
  ]);

/** Every address of one GET route, with ids of both sites. */
function addressesOf(path: string, sites: readonly { site: CanarySite; ids: Ids }[]): string[] {
  const [first = ''] = path.replace('/api/v1/', '').split('/');
  return sites.flatMap(({ site, ids }) => {
    if (path.endsWith('/customers')) return TYPED(site).map((query) => `${path}?${query}`);
    if (path.endsWith('/conversations')) return [...(ids.get('customers') ?? [])].map((id) => `${path}?customerId=${id}`);
    if (path.includes('{number}')) return [...(ids.get('items') ?? [])].map((item) => path.replace('{type}/{number}', item));
    const opened = path.includes('{id}') ? [...(ids.get(first) ?? [])].map((id) => path.replace('{id}', encodeURIComponent(id))) : [path];
    if (path.includes('{revision}')) return opened.flatMap((one) => ['1', '2'].map((revision) => one.replace('{revision}', revision)));
    if (path === '/api/v1/commitments') return [`${path}?dueBefore=2100-01-01T00:00:00Z`];
    if (path.endsWith('/entries')) return opened.flatMap((one) => ['pub', 'int'].map((lane) => `${one}?lane=${lane}`));
    return opened;
  });
}

async function inTurns<In, Out>(all: readonly In[], run: (one: In) => Promise<Out>): Promise<Out[]> {
  const out: Out[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) out.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(run))));
  return out;
}

/** Everything the REST API answers to these headers, the console's own two routes among them. */
export async function readApi(world: CanaryWorld, headers: Record<string, string>, ids: Readonly<Record<SiteName, Ids>>): Promise<Got[]> {
  const { url } = world.relay;
  const document: { paths: Record<string, Record<string, unknown>> } = JSON.parse(
    (await call(url, '/api/v1/openapi.json', { headers: {} })).text,
  );
  const sites = SITES.map((name) => ({ site: world.sites[name], ids: ids[name] }));
  const described = Object.entries(document.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
  const own = sites.flatMap(({ ids: of }) => [
    ...[...(of.get('customers') ?? [])].map((id) => `/agent/v1/customers/${id}/timeline`),
    ...[...(of.get('interactions') ?? [])].map((id) => `/agent/v1/interactions/${id}`),
  ]);
  const addresses = [...new Set([...described.flatMap((path) => addressesOf(path, sites)), '/agent/v1/me', ...own])];
  return inTurns(addresses, async (path) => ({ where: `GET ${path}`, ...(await call(url, path, { headers })) }));
}

/** Everything the agents' socket answers: the list, every conversation of both sites, both lanes; and what it was sent meanwhile. */
export async function readSocket(desk: Desk, ids: Readonly<Record<SiteName, Ids>>): Promise<Got[]> {
  const ask = async (event: string, frame: Record<string, unknown>): Promise<Got> => {
    const answer: unknown = await desk.socket.timeout(ANSWERS_MS).emitWithAck(event, frame);
    return { where: `${AGENT_SOCKET_PATH} ${event} ${JSON.stringify(frame)}`, status: 200, text: JSON.stringify(answer) };
  };
  const convs = SITES.flatMap((site) => [...(ids[site].get('conversations') ?? [])]);
  const cursor = { epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
  const answers = [await ask('inbox', { known: [] })];
  for (const conv of convs) {
    answers.push(await ask('open', { conv }));
    for (const lane of ['pub', 'int']) answers.push(await ask('sync', { conv, lane, ...cursor }));
  }
  return [...answers, ...desk.frames.map((text, index) => ({ where: `frame ${index}`, status: 200, text }))];
}

export interface Browsing {
  browser: TestVisitor;
  site: CanarySite;
  socket: Socket;
  /** Everything its socket was pushed. */
  frames: string[];
}

/** A page with its socket open, so that it hears what goes on meanwhile. */
export async function browse(browser: TestVisitor, site: CanarySite): Promise<Browsing> {
  const frames: string[] = [];
  const socket = await browser.socket();
  socket.onAny((event: string, payload: unknown) => frames.push(JSON.stringify([event, payload])));
  return { browser, site, socket, frames };
}

/** Everything a visitor's page can ask, with ids, numbers and addresses of everybody else. */
export async function readAsVisitor(
  world: CanaryWorld,
  { browser, site, socket, frames }: Browsing,
  ids: Readonly<Record<SiteName, Ids>>,
): Promise<Got[]> {
  const { url } = world.relay;
  const deviceToken = browser.token;
  const got: Got[] = [{ where: 'session', status: 200, text: JSON.stringify(browser.session) }];
  const ask = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const { status, body: answer } = await post(`${url}/visitor/v1/${path}`, { site: site.keys.siteId, ...body });
    got.push({ where: `${path} ${JSON.stringify(body)}`, status, text: JSON.stringify(answer) });
  };
  await ask('session', { deviceToken });
  const items = await call(url, `/visitor/v1/items?site=${site.keys.siteId}`, { headers: bearer(deviceToken) });
  got.push({ where: 'items', ...items });
  const cursor = { epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
  for (const name of SITES) {
    for (const conv of ids[name].get('conversations') ?? []) {
      for (const lane of ['pub', 'int']) {
        await ask('sync', { deviceToken, sync: { conv, lane, ...cursor } });
        const answer: unknown = await socket.timeout(ANSWERS_MS).emitWithAck('sync', { conv, lane, ...cursor });
        got.push({ where: `socket sync ${conv} ${lane}`, status: 200, text: JSON.stringify(answer) });
      }
    }
    for (const other of Object.values(world.sites[name].people)) {
      if (other.browser === browser) continue;
      await ask('submit', {
        deviceToken,
        submit: { conv: other.conv, stream: hex128(), msgs: [{ n: 1, kind: 'message', body: { text: 'Hello?' } }] },
      });
      await ask('items/lookup', { number: other.order, proof: 'someone@mail.example' });
    }
  }
  const answers = [
    await socket.timeout(ANSWERS_MS).emitWithAck('inbox', { known: [] }),
    await socket.timeout(ANSWERS_MS).emitWithAck('open', { conv: 'x' }),
  ];
  got.push({ where: 'socket inbox, open', status: 200, text: JSON.stringify(answers) });
  return [...got, ...frames.map((text, index) => ({ where: `frame ${index}`, status: 200, text }))];
}
