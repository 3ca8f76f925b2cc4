// Changes that name somebody else's things, to see what their answers give away; and requests that fail with canaries in them.
import { hex128, post } from '../servers/visitor-http.js';
import { call } from './canary-calls.fixture.js';
import type { Ids } from './canary-readers.fixture.js';
import type { Planted } from './canary-site.fixture.js';
import type { CanaryWorld } from './canary-world.fixture.js';

type Write = [method: string, path: string, body: Record<string, unknown>];

/** Every change that takes an id of what is there already. None has an effect on what other tests read. */
export function writesOf({ customerId }: Planted, ids: Ids, { reveals = false } = {}): Write[] {
  const customer = { customerId };
  const all = (kind: string): string[] => [...(ids.get(kind) ?? [])];
  return [
    ['POST', 'commitments', { customer: { customerId: all('customers')[0] ?? '' }, text: 'look', conversationId: 'cnv_none' }],
    ...all('commitments').map((id): Write => ['PATCH', `commitments/${id}`, { status: 'open' }]),
    ...all('cases').map((id): Write => ['PATCH', `cases/${id}`, {}]),
    ...all('alerts').map((id): Write => ['POST', `alerts/${id}/resolve`, {}]),
    ...(reveals ? all('items').map((item): Write => ['PUT', `tracked-items/${item}`, { customer }]) : []),
    ...all('interactions').map((id): Write => ['POST', 'reveals', { ...customer, type: 'interaction', id }]),
    ...all('suggestions').map((id): Write => ['POST', `suggestions/${id}/decision`, { decision: 'merge' }]),
    ['POST', 'customers/merge', { from: all('customers')[0] ?? '', into: all('customers')[1] ?? '', dryRun: true }],
    ['POST', `customers/${customerId}/verify`, { conversationId: 'cnv_none', level: 2, method: 'questions' }],
  ];
}

/** Requests that fail in every way a log could tell of, each with what must not be told. */
export async function provoke({ relay, sites, desk }: CanaryWorld): Promise<void> {
  const { ana } = sites.one.people;
  const { keys } = sites.one;
  const { url } = relay;
  const { email, password } = desk('one', 'sales');
  const own = { origin: url, 'x-throughline': 'console' };
  await post(`${url}/agent/v1/login`, { email, password: `${password}!` }, own);
  await post(`${url}/agent/v1/login`, `{"email":"${email}","password":"${password}`, own).catch(() => null);
  await post(`${url}/visitor/v1/identify`, { site: keys.siteId, deviceToken: ana.browser.token, identityToken: `${ana.userId}.x.y` });
  await post(`${url}/v1/b`, `{"writeKey":"${keys.writeKey}","batch":[{"email":"${ana.email}"`);
  await post(`${url}/v1/b`, { writeKey: keys.writeKey, batch: [{ type: 'track', messageId: hex128(), traits: { email: ana.email } }] });
  for (const path of [
    `customers/${ana.email}`,
    `customers?email=${ana.email}&name=${ana.name}`,
    `tracked-items/nothing/${ana.order}`,
    '%E0%A4%A',
  ])
    await call(url, `/api/v1/${path}`, { headers: { authorization: `Bearer ${keys.secretKey}` } });
  await call(url, `/api/v1/customers/${ana.email}`, { headers: { authorization: `Bearer ${keys.secretKey}x` } });
}
