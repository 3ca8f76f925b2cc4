// The world around one scenario: a site in Berlin, its sources, its agents and its visitors, all through the public API and real sockets.
// Invariant: nothing here reaches into the relay; what a scenario asserts is what an agent, a customer or a back end would see.
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import { limits, PROTOCOL_VERSION } from '@throughline/types';
import type { CustomerList, Handoff, HandoffContext, Json } from '@throughline/types';
import { agent as signIn, get, hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestAgent, TestVisitor } from '../servers/visitor-http.js';
import type { SiteKeys } from '../servers/relay.js';
import { startRelayAt } from './relay-at.js';
import type { RelayAt, StoreKind } from './relay-at.js';

const PASSWORD = 'a long enough password';
const ARRIVES_MS = 30_000;
const SHIFT_MS = 6 * 3_600_000;
type Properties = Record<string, Json>;
/** Whose event it is, in Segment's words; `context` goes along. */
export interface Whose {
  userId?: string;
  anonymousId?: string;
  context?: Properties;
}

/** ms of a wall-clock time in Berlin, 2026: `2 Mar 10:05`. Summer time from 29 March 02:00 to 25 October 03:00. */
export function berlin(text: string): number {
  const match = /^(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}):(\d{2})$/.exec(text);
  if (match === null) throw new Error(`Not a time of the scenario: ${text}`);
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(match[2] ?? '') / 3;
  const utc = Date.UTC(2026, month, Number(match[1]), Number(match[3]), Number(match[4]));
  const summer = utc >= Date.UTC(2026, 2, 29, 2) && utc < Date.UTC(2026, 9, 25, 3);
  return utc - (summer ? 2 : 1) * 3_600_000;
}
export const isoOf = (text: string): string => new Date(berlin(text)).toISOString();

export interface Source {
  key: string;
  track(event: string, properties: Properties, whose: Whose): Promise<void>;
  identify(traits: Properties, whose: Whose): Promise<void>;
  /** REST with this source's own key. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface DeskAgent extends TestAgent {
  /** The next conversation that reaches the agents after `act`, as this agent is shown it. */
  arrivalOf(act: () => Promise<unknown>): Promise<Handoff>;
  /** REST with this agent's session. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The console is open again after a week: its session was over, and the relay ended its socket with it (S13). */
  backAtDesk(): Promise<void>;
}

export interface World {
  readonly relay: RelayAt;
  readonly site: SiteKeys;
  /** The relay's time is `local` in Berlin from now on. */
  at(local: string): Promise<void>;
  source(name: string, channel: string, department?: string, visibility?: 'shared' | 'department' | 'restricted'): Promise<Source>;
  /** REST with the site's secret key; throws on a refusal. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same, for what must be refused. */
  refused(method: string, path: string, body?: unknown): Promise<{ status: number; code: string }>;
  agent(name: string, department?: string, role?: string): Promise<DeskAgent>;
  /** A browser of its own; `sub` signs it in. */
  visitor(sub?: string): Promise<TestVisitor>;
  token(sub: string, claims?: Properties): Promise<string>;
  /** What a page tells the relay about its visitor, with the public key. */
  page(browser: TestVisitor, event: string, properties: Properties, context?: Properties): Promise<void>;
  /** Signs the visitor in on this device. */
  signIn(browser: TestVisitor, sub: string): Promise<void>;
  customerOf(query: string): Promise<string>;
  context(conv: string): Promise<HandoffContext>;
  stop(): Promise<void>;
}

export async function startWorld(store: StoreKind, start: string, settings: Properties = {}): Promise<World> {
  const relay = await startRelayAt(store, berlin(start));
  const site = await relay.siteAdd('Scenario');
  let now = berlin(start);
  let events = 0;
  const agents: DeskAgent[] = [];

  const call = async (method: string, path: string, { body, headers }: { body?: unknown; headers: Record<string, string> }) => {
    const response = await fetch(`${relay.url}/api/v1/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), text };
  };
  const done = async <T>(method: string, path: string, options: { body?: unknown; headers: Record<string, string> }): Promise<T> => {
    const answer = await call(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
  const send = async (key: string, call_: Properties, whose: Whose): Promise<void> => {
    events += 1;
    const sent = { messageId: `m${events}`, timestamp: new Date(now).toISOString(), ...whose, ...call_ };
    const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const answer = await post(`${relay.url}/v1/batch`, { batch: [sent] }, basic);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [] });
  };

  const world: World = {
    relay,
    site,
    async at(local) {
      now = berlin(local);
      await relay.setNow(now);
      for (const one of agents) await one.backAtDesk();
    },
    async source(name, channel, department, visibility) {
      const body = {
        name,
        channel,
        ...(department === undefined ? {} : { department }),
        ...(visibility === undefined ? {} : { visibility }),
      };
      const { secretKey: key } = await world.api<{ secretKey: string }>('POST', 'sources', body);
      return {
        key,
        track: (event, properties, whose) => send(key, { type: 'track', event, properties }, whose),
        identify: (traits, whose) => send(key, { type: 'identify', traits }, whose),
        api: (method, path, more) => done(method, path, { body: more, headers: bearer(key) }),
      };
    },
    api: (method, path, body) => done(method, path, { body, headers: bearer(site.secretKey) }),
    async refused(method, path, body) {
      const answer = await call(method, path, { body, headers: bearer(site.secretKey) });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      return { status: answer.status, code: String(answer.body['code']) };
    },
    async agent(name, department, role = 'agent') {
      const email = `${name.toLowerCase()}@scenario.example`;
      await relay.userAdd({ email, role, site: site.siteId, password: PASSWORD, ...(department === undefined ? {} : { department }) });
      const signedIn = await signIn(relay.url, email, PASSWORD);
      let since = now;
      let connectedAt = now;
      let { cookie } = signedIn;
      /** Sessions end overnight: agents sign in every morning. */
      const headers = async (): Promise<Record<string, string>> => {
        const own = { origin: relay.url, 'x-throughline': 'console' };
        if (now - since > SHIFT_MS) {
          const login = await post(`${relay.url}/agent/v1/login`, { email, password: PASSWORD }, own);
          cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
          since = now;
        }
        return { ...own, cookie };
      };
      const desk: DeskAgent = {
        ...signedIn,
        api: async (method, path, body) => done(method, path, { body, headers: await headers() }),
        async backAtDesk() {
          if (now - connectedAt < limits.AGENT_SESSION_MAX_MS) return;
          connectedAt = now;
          const { socket } = signedIn;
          const ticket = await post(`${relay.url}/agent/v1/ticket`, {}, await headers());
          socket.disconnect();
          socket.auth = { v: PROTOCOL_VERSION, ticket: ticket.body['ticket'] };
          await new Promise<void>((resolve, reject) => {
            socket.once('connect', () => resolve());
            socket.once('connect_error', reject);
            socket.connect();
          });
        },
        async arrivalOf(act) {
          const arrived = new Promise<Handoff>((resolve, reject) => {
            const late = setTimeout(() => reject(new Error('No conversation reached the agent')), ARRIVES_MS);
            signedIn.socket.once('handoff', (handoff: Handoff) => {
              clearTimeout(late);
              resolve(handoff);
            });
          });
          await act();
          return arrived;
        },
      };
      agents.push(desk);
      return desk;
    },
    async visitor(sub) {
      return visitor(relay.url, site.siteId, sub === undefined ? {} : { identityToken: await world.token(sub) });
    },
    token: (sub, claims = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setAudience(site.siteId)
        .setIssuedAt(Math.floor(now / 1_000))
        .setExpirationTime(Math.floor(now / 1_000) + 600)
        .setJti(hex128())
        .sign(new TextEncoder().encode(site.identitySecret)),
    async page(browser, event, properties, context = {}) {
      events += 1;
      const sent = { type: 'track', messageId: `p${events}`, event, properties, timestamp: new Date(now).toISOString() };
      const answer = await post(`${relay.url}/v1/b`, {
        writeKey: site.writeKey,
        batch: [{ ...sent, anonymousId: browser.session.anonymousId, context: { ...context, deviceToken: browser.token } }],
      });
      expect(answer.body).toMatchObject({ accepted: 1, rejected: [] });
    },
    async signIn(browser, sub) {
      const body = { site: site.siteId, deviceToken: browser.token, identityToken: await world.token(sub) };
      const answer = await post(`${relay.url}/visitor/v1/identify`, body);
      expect(answer.body).toMatchObject({ verified: true });
      browser.token = String(answer.body['deviceToken'] ?? browser.token);
    },
    async customerOf(query) {
      const { customers } = await get<CustomerList>(`${relay.url}/api/v1/customers?${query}`, site.secretKey);
      const [only, ...others] = customers;
      if (only === undefined || others.length > 0) throw new Error(`${customers.length} customers are ${query}`);
      return only.id;
    },
    context: (conv) => get<HandoffContext>(`${relay.url}/api/v1/conversations/${conv}/handoffs/latest`, site.secretKey),
    async stop() {
      for (const desk of agents) desk.close();
      await relay.stop();
    },
  };
  await world.api('PATCH', 'settings', {
    timezone: 'Europe/Berlin',
    locale: 'en',
    region: 'DE',
    currency: 'EUR',
    departments: ['mortgages', 'sales', 'billing', 'claims', 'provisioning', 'cards', 'fraud', 'support'].map((id) => ({ id, name: id })),
    ...settings,
  });
  return world;
}

/** A chat message as a visitor submits it. */
export const says = (text: string, n = 1) => ({ msgs: [{ n, kind: 'message', body: { text } }] });

/** The brief as an agent reads it. */
export const briefOf = ({ brief }: HandoffContext): string[] => brief.map(({ text }) => text);

/** Everything an agent could read anywhere in a context. */
export const allText = (context: unknown): string => JSON.stringify(context);
