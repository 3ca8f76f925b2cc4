// A relay in the time of a scenario, for its picture: sources with keys of their own, an agent who looks, and the clock in the script's hand.
// Everything goes in through the public API, as in the executable scenarios.
import type { ConversationAnswer, Json } from '@throughline/types';
import { post } from '../tests/servers/visitor-http.js';
import { startRelayAt } from '../tests/scenarios/relay-at.js';
import type { RelayAt } from '../tests/scenarios/relay-at.js';

export const VIEWER = { email: 'ada@scenario.example', password: 'a long enough password' };
const ALERT_LOOKS = 50;
const ALERT_LOOK_MS = 200;
export type Properties = Record<string, Json>;

export interface StageSource {
  track(event: string, properties: Properties, userId: string): Promise<void>;
  identify(traits: Properties, userId: string): Promise<void>;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface Stage {
  readonly relay: RelayAt;
  /** ms; the relay's time */
  now(): number;
  /** `2 Mar 10:05` in Berlin. */
  at(local: string): Promise<void>;
  source(name: string, channel: string, department?: string): Promise<StageSource>;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  customer(userId: string): Promise<string>;
  /** Resolves when an alert is open: what is late is noticed by a timer. */
  alerted(): Promise<void>;
  /** A conversation that reaches the agents; answers its id. */
  arrives(userId: string, more: Properties): Promise<string>;
}

/** ms of a wall-clock time in Berlin, 2026; summer time from 29 March. */
export function berlin(text: string): number {
  const winter = Date.parse(`${text.replace(/^(\d+ \w+) /, '$1 2026 ')} GMT+0100`);
  return winter >= Date.UTC(2026, 2, 29, 1) ? winter - 3_600_000 : winter;
}

/** @param department what the agent who looks belongs to */
export async function openStage(start: string, department: string): Promise<Stage> {
  const relay = await startRelayAt('sqlite', berlin(start));
  const site = await relay.siteAdd('Harbour');
  await relay.userAdd({ ...VIEWER, role: 'agent', department, site: site.siteId });
  let now = berlin(start);
  let events = 0;

  async function call<T>(key: string, method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${relay.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  async function send(key: string, event: Properties): Promise<void> {
    events += 1;
    const one = { messageId: `m${events}`, timestamp: new Date(now).toISOString(), ...event };
    const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const answer = await post(`${relay.url}/v1/batch`, { batch: [one] }, basic);
    if (answer.body['accepted'] !== 1) throw new Error(`An event was refused: ${JSON.stringify(answer.body)}`);
  }
  const stage: Stage = {
    relay,
    now: () => now,
    at: async (local) => {
      now = berlin(local);
      await relay.setNow(now);
    },
    source: async (name, channel, of) => {
      const { secretKey } = await stage.api<{ secretKey: string }>('POST', 'sources', {
        name,
        channel,
        ...(of === undefined ? {} : { department: of }),
      });
      return {
        track: (event, properties, userId) => send(secretKey, { type: 'track', event, properties, userId }),
        identify: (traits, userId) => send(secretKey, { type: 'identify', traits, userId }),
        api: (method, path, body) => call(secretKey, method, path, body),
      };
    },
    api: (method, path, body) => call(site.secretKey, method, path, body),
    customer: async (userId) => {
      const { customers } = await stage.api<{ customers: { id: string }[] }>('GET', `customers?userId=${userId}`);
      return customers[0]?.id ?? '';
    },
    alerted: async () => {
      for (let look = 0; look < ALERT_LOOKS; look += 1) {
        if ((await stage.api<{ items: unknown[] }>('GET', 'alerts')).items.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, ALERT_LOOK_MS));
      }
      throw new Error('No alert was raised');
    },
    arrives: async (userId, more) => {
      const customerId = await stage.customer(userId);
      return (await stage.api<ConversationAnswer>('POST', 'conversations', { customer: { customerId }, ...more })).conversationId;
    },
  };
  await stage.api('PATCH', 'settings', {
    timezone: 'Europe/Berlin',
    region: 'DE',
    currency: 'EUR',
    departments: ['mortgages', 'sales', 'billing', 'claims', 'provisioning', 'cards', 'fraud', 'support'].map((id) => ({ id, name: id })),
    factPatterns: [{ key: 'product', label: 'product', pattern: '\\b(Basic|Plus) tariff\\b', scope: 'case' }],
  });
  return stage;
}
