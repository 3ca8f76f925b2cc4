// Ingest and identity on both stores: whatever the in-memory model of identity says, SQLite and PostgreSQL say too (docs/identity.md).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../../tests/servers/postgres.js';
import type { SeenIdentifier } from '../../domain/identity/model.js';
import type { SiteRecord } from '../../ports/store-accounts.js';
import type { IngestEvent } from '../../ports/store-customers.js';
import type { Store } from '../../ports/store.js';
import { IdentityModel } from '../../testing/identity-model.js';
import { openPostgresStore } from './postgres/postgres-store.js';
import { openSqliteStore } from './sqlite/sqlite-store.js';

const NOW = Date.UTC(2026, 2, 3, 12);
const STEP_MS = 3 * 3_600_000;
const SEED = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };
const BUILT_WORKER = new URL('../../../dist/adapters/store/sqlite/worker.js', import.meta.url);

interface Opened {
  store: Store;
  dispose(): Promise<void>;
}
const STORES: Record<string, () => Promise<Opened>> = {
  async sqlite() {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-ingest-'));
    const store = await openSqliteStore({ file: join(folder, 'store.db'), workerUrl: BUILT_WORKER });
    return {
      store,
      async dispose() {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  async postgres() {
    const database = await freshDatabase();
    const store = await openPostgresStore({ url: database.url });
    return {
      store,
      async dispose() {
        await store.close();
        await database.drop();
      },
    };
  },
};

let sites = 0;
async function newSite(store: Store): Promise<{ site: SiteRecord; sourceId: string }> {
  sites += 1;
  const site = await store.createSite({
    name: `Site ${sites}`,
    writeKey: `wk_${sites}`,
    secretKeyHash: `hash_${sites}`,
    origins: ['*'],
    settings: { greeting: '', color: '#000000', position: 'end' },
    demo: false,
    identityKey: { kid: 'k', alg: 'HS256', sealed: 's' },
    now: NOW,
  });
  const source = site.sources.find(({ kind }) => kind === 'secret');
  if (source === undefined) throw new Error('No secret source');
  return { site, sourceId: source.id };
}

function event(messageId: string, identifiers: SeenIdentifier[], more: Partial<IngestEvent> = {}): IngestEvent {
  return {
    index: 0,
    messageId,
    type: 'track',
    name: 'Clicked',
    title: messageId,
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
const user = (value: string): SeenIdentifier => ({ type: 'user_id', value, trust: 3, proven: true });
const device = (value: string): SeenIdentifier => ({ type: 'anonymous_id', value, trust: 0, proven: true });
const email = (value: string): SeenIdentifier => ({ type: 'email', value, trust: 2, proven: false });

const few = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}${n}`);
const anyIdentifier: fc.Arbitrary<SeenIdentifier> = fc.oneof(
  few('u').map(user),
  few('d').map(device),
  few('d').map((value) => ({ ...device(value), proven: false })),
  few('e').map((name) => email(`${name}@example.com`)),
  few('u').map((value): SeenIdentifier => ({ type: 'user_id', value, trust: 1, proven: false })),
  few('+4915').map((digits): SeenIdentifier => ({ type: 'caller_id', value: `${digits}000`, trust: 1, proven: false })),
);
const histories = fc.array(fc.array(anyIdentifier, { minLength: 1, maxLength: 4 }), { maxLength: 15 });

describe.each(Object.entries(STORES))('ingest on %s', (kind, open) => {
  let opened: Opened;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    ({ store } = opened);
  });
  afterAll(() => opened?.dispose());

  /** Titles by root customer, however the customers are called. */
  async function timelines(siteId: string, customerIds: Iterable<string>): Promise<string[]> {
    const groups = new Map<string, string>();
    for (const id of new Set(customerIds)) {
      const found = await store.customer({ siteId, id });
      const root = found === null ? id : 'redirected' in found ? found.redirected : found.customer.id;
      const page = await store.timeline({ siteId, customerId: root, limit: 50 });
      const said = (page?.items ?? []).filter(({ name }) => name !== 'identity.merged');
      const titles = said.map(({ title }) => title).sort();
      groups.set(root, titles.join(' '));
    }
    return [...groups.values()].sort();
  }

  it('[ID11] decides and keeps what the model of identity decides and keeps', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { site, sourceId } = await newSite(store);
        const model = new IdentityModel(site.id);
        const customers: string[] = [];
        for (const [i, identifiers] of history.entries()) {
          const now = NOW + i * STEP_MS;
          model.ingest({ source: sourceId, messageId: `m${i}`, identifiers }, now);
          const result = await store.ingest({ siteId: site.id, sourceId, events: [event(`m${i}`, identifiers, { occurredAt: now })], now });
          customers.push(...result.written.map(({ customerId }) => customerId));
        }
        const expected = new Map<string, string[]>();
        for (const { messageId, customerIdAtIngest } of model.interactions) {
          const root = model.root(customerIdAtIngest);
          expected.set(root, [...(expected.get(root) ?? []), messageId.split('\n')[1] ?? '']);
        }
        expect(await timelines(site.id, customers)).toEqual([...expected.values()].map((titles) => titles.sort().join(' ')).sort());
        for (const edge of model.edges.filter(({ shared }) => !shared)) {
          const found = await store.findCustomers({ siteId: site.id, type: edge.type, value: edge.value, minTrust: edge.trust });
          expect(found.map(({ userId }) => userId)).toEqual([model.customers.get(edge.customerId)?.userId ?? null]);
        }
      }),
      { numRuns: kind === 'postgres' ? 8 : 25, ...SEED },
    );
  });

  it('[I3] a repeated message changes nothing, within a batch and after it', async () => {
    const { site, sourceId } = await newSite(store);
    const ingest = (events: IngestEvent[]) => store.ingest({ siteId: site.id, sourceId, events, now: NOW });
    const first = event('m1', [user('u1')], { traits: { name: 'Ann' }, traitTrust: 3 });
    const again = event('m1', [user('u2'), device('d1')], { index: 1, traits: { name: 'Eve' }, traitTrust: 3 });
    expect(await ingest([first, again])).toMatchObject({ accepted: 1, duplicates: 1, written: [{ index: 0 }] });
    expect(await ingest([again])).toMatchObject({ accepted: 0, duplicates: 1, written: [] });
    expect(await store.findCustomers({ siteId: site.id, type: 'user_id', value: 'u2', minTrust: 0 })).toEqual([]);
    expect(await store.findCustomers({ siteId: site.id, type: 'user_id', value: 'u1', minTrust: 3 })).toMatchObject([{ name: 'Ann' }]);
  });

  it('[ID14] redirects end in one step, over any number of merges', async () => {
    const { site, sourceId } = await newSite(store);
    const say = async (messageId: string, ...identifiers: SeenIdentifier[]) => {
      const { written } = await store.ingest({ siteId: site.id, sourceId, events: [event(messageId, identifiers)], now: NOW });
      return written[0]?.customerId ?? '';
    };
    const [a, b, c] = [await say('a', email('a@example.com')), await say('b', email('b@example.com')), await say('c', user('c'))];
    const ab = await say('ab', email('a@example.com'), email('b@example.com'));
    expect([a, b]).toContain(ab);
    const all = await say('abc', email('b@example.com'), user('c'));
    expect(all).toBe(c);
    for (const id of [a, b]) expect(await store.customer({ siteId: site.id, id })).toEqual({ redirected: c });
    expect(await timelines(site.id, [a, b, c])).toEqual(['a ab abc b c']);
    const found = await store.customer({ siteId: site.id, id: c });
    expect(found).toMatchObject({
      customer: { identifiers: [{ type: 'user_id' }, { value: 'a@example.com' }, { value: 'b@example.com' }] },
    });
  });

  it('[ID11] twenty first events of one user at once make one customer', async () => {
    const { site, sourceId } = await newSite(store);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.ingest({ siteId: site.id, sourceId, events: [event(`m${i}`, [user('u1'), email('u1@example.com')])], now: NOW }),
      ),
    );
    expect(new Set(results.flatMap(({ written }) => written.map(({ customerId }) => customerId))).size).toBe(1);
  });

  it('[ID11] merges that meet halfway end in one customer', async () => {
    const { site, sourceId } = await newSite(store);
    const names = Array.from({ length: 8 }, (_, i) => `p${i}`);
    const mail = (name: string) => ({ type: 'slack_user_id', value: name, trust: 2, proven: false }) as const;
    const ingest = (messageId: string, ...identifiers: SeenIdentifier[]) =>
      store.ingest({ siteId: site.id, sourceId, events: [event(messageId, identifiers)], now: NOW });
    for (const name of names) await ingest(name, mail(name));
    const pairs = names.slice(1).map((name, i) => [names[i] ?? '', name] as const);
    await Promise.all(pairs.slice(0, 4).map(([x, y]) => ingest(`${x}${y}`, mail(x), mail(y))));
    const found = await Promise.all(
      names.slice(0, 5).map((name) => store.findCustomers({ siteId: site.id, type: 'slack_user_id', value: name, minTrust: 2 })),
    );
    expect(new Set(found.flatMap((views) => views.map(({ id }) => id))).size).toBe(1);
  });

  it('[ID15] the effective trait survives merges in any order', async () => {
    const { site, sourceId } = await newSite(store);
    const ingest = (one: IngestEvent) => store.ingest({ siteId: site.id, sourceId, events: [one], now: NOW });
    await ingest(event('m1', [device('d1')], { traits: { name: 'Typed', plan: 'x' }, traitTrust: 1, occurredAt: NOW - 1 }));
    await ingest(event('m2', [user('u1')], { signedTraits: { name: 'Signed' }, occurredAt: NOW - 9_000 }));
    await ingest(event('m3', [user('u1'), device('d1')]));
    const [merged] = await store.findCustomers({ siteId: site.id, type: 'user_id', value: 'u1', minTrust: 3 });
    expect(merged).toMatchObject({ name: 'Signed', traits: { name: 'Signed', plan: 'x' } });
  });
});
