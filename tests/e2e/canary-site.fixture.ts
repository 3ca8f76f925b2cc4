// One site of the canary tests: its keys, sources, webhook and desks, each secret a canary.
import type { RelayAt } from '../scenarios/relay-at.js';
import type { SiteKeys } from '../servers/relay.js';
import { agent } from '../servers/visitor-http.js';
import type { TestAgent, TestVisitor } from '../servers/visitor-http.js';
import { done } from './canary-calls.fixture.js';
import type { Canaries, Person, SiteName } from './canary-tokens.fixture.js';

/** Role and department of each desk; `ally` is an outsourced desk with a department of its own. */
export const DESKS = {
  sales: { role: 'agent', department: 'sales' },
  billing: { role: 'agent', department: 'billing' },
  ally: { role: 'guest', department: 'overflow' },
  analyst: { role: 'analyst', department: 'sales' },
  lead: { role: 'lead', department: 'sales' },
} as const;
export type DeskName = keyof typeof DESKS;
const ON_SITE: Readonly<Record<SiteName, readonly DeskName[]>> = {
  one: ['sales', 'billing', 'ally', 'analyst', 'lead'],
  two: ['sales', 'lead'],
};
const EVENTS = ['handoff.created', 'commitment.broken', 'tracked_item.late'];

export interface Desk extends TestAgent {
  email: string;
  password: string;
  /** Everything the socket was sent and answered, as text. */
  frames: string[];
  headers: Record<string, string>;
}

export interface Planted {
  userId: string;
  email: string;
  phone: string;
  order: string;
  claim: string;
  name: string;
  customerId: string;
  browser: TestVisitor;
  /** Of the newest conversation, still open. */
  conv: string;
}

export interface OpenSite {
  name: SiteName;
  keys: SiteKeys;
  /** Keys of further sources: `billing` (department) and `legal` (restricted). */
  sources: { billing: string; legal: string };
  desks: ReadonlyMap<DeskName, Desk>;
}
export interface CanarySite extends OpenSite {
  people: Readonly<Record<Person, Planted>>;
}

async function signIn(relay: RelayAt, email: string, password: string): Promise<Desk> {
  const signedIn = await agent(relay.url, email, password);
  const frames: string[] = [JSON.stringify(signedIn.session)];
  signedIn.socket.onAny((event: string, payload: unknown) => frames.push(JSON.stringify([event, payload])));
  const headers = { cookie: signedIn.cookie, 'x-throughline': 'console', origin: relay.url };
  return { ...signedIn, email, password, frames, headers };
}

export async function openSite(relay: RelayAt, canaries: Canaries, { name, hook }: { name: SiteName; hook: string }): Promise<OpenSite> {
  const keys = await relay.siteAdd(`Shop ${name}`);
  canaries.known(name, null, 'secret key', keys.secretKey);
  canaries.known(name, null, 'identity secret', keys.identitySecret);
  const source = async (body: Record<string, unknown>): Promise<string> => {
    const { secretKey } = await done(relay, keys.secretKey, ['POST', 'sources', body]);
    return canaries.known(name, null, 'source key', String(secretKey));
  };
  const billing = await source({ name: 'Billing', channel: 'billing', department: 'billing', visibility: 'department' });
  const legal = await source({ name: 'Legal', channel: 'back_office', department: 'legal', visibility: 'restricted' });
  const { secret } = await done(relay, keys.secretKey, ['POST', 'webhooks', { url: `${hook}/${name}`, events: EVENTS }]);
  canaries.known(name, null, 'webhook secret', String(secret));
  const desks = await Promise.all(
    ON_SITE[name].map(async (desk): Promise<[DeskName, Desk]> => {
      const email = `${desk}@${canaries.word(name, null, 'agent email')}.example`.toLowerCase();
      const password = `${canaries.word(name, null, 'agent password')} opens it`;
      await relay.userAdd({ email, password, site: keys.siteId, ...DESKS[desk] });
      const signedIn = await signIn(relay, email, password);
      canaries.known(name, null, 'session cookie', signedIn.cookie.split('=').slice(1).join('='));
      return [desk, signedIn];
    }),
  );
  return { name, keys, sources: { billing, legal }, desks: new Map(desks) };
}

export function deskOf({ desks }: OpenSite, name: DeskName): Desk {
  const desk = desks.get(name);
  if (desk === undefined) throw new Error(`No desk ${name} on this site`);
  return desk;
}
