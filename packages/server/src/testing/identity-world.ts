// A site on a store, and short words for what happens there: for the tests of who is who.
import type { SeenIdentifier } from '../domain/identity/model.js';
import type { IngestEvent } from '../ports/store-customers.js';
import type { Store } from '../ports/store.js';
import { hex } from './store-contract/stage.js';

export const NOW = Date.UTC(2026, 2, 3, 12);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const user = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 3, proven: true });
export const unsigned = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 1, proven: false });
export const device = (value: string): SeenIdentifier => ({ type: 'anonymous_id', value, trust: 0, proven: true });
export const email = (value: string): SeenIdentifier => ({ type: 'email', value, trust: 2, proven: false });
export const typed = (type: string, value: string): SeenIdentifier => ({ type, value, trust: 1, proven: false });
export const caller = (value: string): SeenIdentifier => typed('caller_id', value);

export interface Said extends Partial<IngestEvent> {
  at?: number;
}

export interface World {
  store: Store;
  siteId: string;
  /** Records one event and answers its customer, root or not. */
  say(title: string, identifiers: SeenIdentifier[], more?: Said): Promise<string>;
  ingest(title: string, identifiers: SeenIdentifier[], more?: Said): ReturnType<Store['ingest']>;
  root(customerId: string): Promise<string>;
  /** Titles on the timeline, without what the relay says about identity. */
  titles(customerId: string): Promise<string[]>;
  /** Names of everything on the timeline. */
  names(customerId: string): Promise<string[]>;
  /** Identifiers of a customer as `type value trust`. */
  identifiers(customerId: string): Promise<string[]>;
  /** A conversation of this device's visitor, with a first message. */
  conversation(anonymousId: string, userId?: string): Promise<string>;
}

export async function worldOn(store: Store): Promise<World> {
  const site = await store.createSite({
    name: 'Identity',
    writeKey: `wk_${hex()}`,
    secretKeyHash: hex(),
    origins: ['*'],
    settings: { greeting: '', color: '#000000', position: 'end' },
    demo: false,
    identityKey: { kid: 'k', alg: 'HS256', sealed: 's' },
    now: NOW,
  });
  const siteId = site.id;
  const sourceId = site.sources.find(({ kind }) => kind === 'secret')?.id ?? '';
  const world: World = {
    store,
    siteId,
    ingest(title, identifiers, { at = NOW, ...more } = {}) {
      return store.ingest({ siteId, sourceId, events: [event(title, identifiers, { occurredAt: at, ...more })], now: at });
    },
    async say(title, identifiers, more) {
      const { written } = await world.ingest(title, identifiers, more);
      const [one] = written;
      if (one === undefined) throw new Error(`${title} was not stored`);
      return one.customerId;
    },
    async root(customerId) {
      const found = await store.customer({ siteId, id: customerId });
      if (found === null) throw new Error(`No customer ${customerId}`);
      return 'redirected' in found ? found.redirected : found.customer.id;
    },
    async titles(customerId) {
      const page = await store.timeline({ siteId, customerId: await world.root(customerId), limit: 50 });
      return (page?.items ?? [])
        .filter(({ name }) => !name.startsWith('identity.'))
        .map(({ title }) => title)
        .sort();
    },
    async names(customerId) {
      const page = await store.timeline({ siteId, customerId: await world.root(customerId), limit: 50 });
      return (page?.items ?? []).map(({ name }) => name).sort();
    },
    async identifiers(customerId) {
      const found = await store.customer({ siteId, id: customerId });
      if (found === null || 'redirected' in found) return [];
      return found.customer.identifiers.map(({ type, value, trust }) => `${type} ${value} ${trust}`).sort();
    },
    async conversation(anonymousId, userId) {
      const visitor = await store.createVisitor({ siteId, anonymousId, tokenHash: hex(), now: NOW });
      if (userId !== undefined) await store.verifyVisitor({ siteId, id: visitor.id, userId, method: 'jwt', now: NOW });
      const { answer } = await store.submit({
        principal: { type: 'visitor', siteId, id: visitor.id, anonymousId: visitor.anonymousId, userId: userId ?? null },
        submit: { conv_key: hex(), stream: hex(), msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] },
        online: true,
        now: NOW,
      });
      if (!answer.ok) throw new Error('The message was refused');
      return answer.conv;
    },
  };
  return world;
}

export function event(title: string, identifiers: SeenIdentifier[], more: Partial<IngestEvent> = {}): IngestEvent {
  return {
    index: 0,
    messageId: title,
    type: 'track',
    name: 'Clicked',
    title,
    channel: 'web',
    department: null,
    visibility: 'shared',
    data: {},
    identifiers,
    traits: {},
    traitTrust: 1,
    occurredAt: NOW,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
    ...more,
  };
}
