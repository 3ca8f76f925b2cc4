// A relay with two sites and one agent per role, and a caller for the routes of the API's own table: what it answers is read by the shape
// the table declares, so that a test cannot pass on an answer the description does not describe.
import { HTTP_ERRORS } from '@throughline/types';
import { API_ROUTES } from '../../packages/server/src/transport/http/api/table.js';
import type { ApiRoute, Method } from '../../packages/server/src/transport/http/api/route.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, hex128 } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';

export const PASSWORD = 'a long enough password';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- the schema of the route has looked at it
  body: any;
}

export interface Credentials {
  headers: Record<string, string>;
}

export type Role = 'admin' | 'lead' | 'agent' | 'guest' | 'analyst';

export interface ApiDesk {
  relay: RunningRelay;
  shop: SiteKeys;
  other: SiteKeys;
  secret: Credentials;
  /** A signed-in agent of that role, with an open socket. */
  agent(role: Role): TestAgent;
  as(role: Role): Credentials;
  /** `path` below /api/v1 as the table spells it, `:name` filled from `params`. */
  call(method: Method, path: string, options?: CallOptions): Promise<Answer>;
  /** Rows of the table that were answered with success so far, as `method path`. */
  answered: Set<string>;
  stop(): Promise<void>;
}

export interface CallOptions {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  who?: Credentials;
  key?: string;
}

export const nameOf = ({ method, path }: Pick<ApiRoute, 'method' | 'path'>): string => `${method} ${path}`;

export const filled = (path: string, params: Record<string, string>): string =>
  path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? 'none'));

/** Throws when an answer is not one the table declares. */
function check(route: ApiRoute, { status, body, text }: Answer): void {
  if (status >= 400) {
    if (!(body.code in HTTP_ERRORS) || body.status !== status) throw new Error(`${nameOf(route)}: no problem document: ${text}`);
    return;
  }
  const schema = route.answers[status];
  if (schema === undefined) throw new Error(`${nameOf(route)} answered ${status}, which it does not declare: ${text}`);
  if (schema === null) {
    if (text !== '') throw new Error(`${nameOf(route)} answered a body: ${text}`);
    return;
  }
  const read = schema.safeParse(body);
  if (!read.success) throw new Error(`${nameOf(route)} answered another shape: ${read.error.message}\n${text}`);
}

export interface DeskOptions {
  env?: Record<string, string>;
  /** Who signs in, with a department or null. */
  roles?: readonly Role[];
  departments?: Partial<Record<Role, string>>;
}

export async function startDesk({ env = {}, roles = [], departments = {} }: DeskOptions = {}): Promise<ApiDesk> {
  const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off', ...env } });
  const [shop, other] = [await relay.siteAdd('Shop'), await relay.siteAdd('Other')];
  const agents = new Map<Role, TestAgent>();
  for (const role of roles) {
    const email = `${role}@shop.example`;
    const department = departments[role];
    const more = department === undefined ? [] : ['--department', department];
    await relay.cli(['user:add', '--email', email, '--role', role, '--site', shop.siteId, '--password-stdin', ...more], PASSWORD);
    agents.set(role, await agent(relay.url, email, PASSWORD));
  }
  const secret = { headers: { authorization: `Bearer ${shop.secretKey}` } };
  const answered = new Set<string>();
  const of = (role: Role): TestAgent => {
    const found = agents.get(role);
    if (found === undefined) throw new Error(`No ${role} signed in`);
    return found;
  };
  return {
    relay,
    shop,
    other,
    secret,
    agent: of,
    answered,
    as: (role) => ({ headers: { cookie: of(role).cookie, 'x-throughline': 'console', origin: relay.url } }),
    async call(method, path, { params = {}, query = {}, body: sent, who = secret, key } = {}) {
      const route = API_ROUTES.find((row) => row.method === method && row.path === path);
      if (route === undefined) throw new Error(`The table has no ${method} ${path}`);
      const search = new URLSearchParams(query).toString();
      const response = await fetch(`${relay.url}/api/v1${filled(path, params)}${search === '' ? '' : `?${search}`}`, {
        method: method.toUpperCase(),
        headers: { ...who.headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      const text = await response.text();
      const isFile = response.headers.get('content-type')?.startsWith('text/csv') === true;
      const body = text === '' ? null : isFile ? text : JSON.parse(text);
      const answer = { status: response.status, headers: response.headers, text, body };
      check(route, answer);
      if (answer.status < 400) answered.add(nameOf(route));
      return answer;
    },
    async stop() {
      for (const one of agents.values()) one.close();
      await relay.stop();
    },
  };
}

/** A customer of the shop with an e-mail and a user id; answers their id. */
export async function newCustomer(
  desk: ApiDesk,
  traits: Record<string, unknown> = {},
): Promise<{ id: string; userId: string; email: string }> {
  const userId = hex128();
  const email = `${userId}@mail.example`;
  const answer = await desk.call('post', '/interactions', {
    body: { name: 'Signed Up', userId, traits: { name: 'Ana Vidal', email, email_verified: true, ...traits } },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return { id: answer.body.customerId, userId, email };
}
