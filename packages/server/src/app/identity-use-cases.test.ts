// Who is who, as use cases: codes made and redeemed, hashes of old installations, merges with their conditions, and whom it tells.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemIds } from '../adapters/crypto/ids.js';
import { createVault } from '../adapters/crypto/vault.js';
import { createMemoryLimiter } from '../adapters/limiter/memory-limiter.js';
import type { Bus, Hint } from '../ports/bus.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import { NOW, device, email, user, worldOn } from '../testing/identity-world.js';
import type { World } from '../testing/identity-world.js';
import { openStoreInThread } from '../testing/open-stores.js';
import { ingest } from './ingest.js';
import { mergeCustomers } from './merge-customers.js';
import { createResumeCode, resumeCodeHash } from './resume-codes.js';
import { notThisPerson } from './suggestions.js';
import { undoMerge } from './undo-merge.js';
import { verifyCustomer } from './verify-customer.js';
import { verifyUserHash } from './verify-user-hash.js';

const HOUR = 3_600_000;
const vault = createVault(Buffer.alloc(32, 7));
let store: Store;
let world: World;
let site: SiteRecord;
let hints: Hint[];
let touched: string[];
let now: number;

beforeAll(async () => {
  store = await openStoreInThread();
});
afterAll(() => store.close());
beforeEach(async () => {
  world = await worldOn(store);
  const found = await store.findSite({ id: world.siteId });
  if (found === null) throw new Error('no site');
  const sealed = vault.seal('site-secret');
  site = { ...found, identityKeys: [{ kid: 'k', alg: 'HS256', sealed }] };
  [hints, touched, now] = [[], [], NOW];
});

const clock = { now: () => now, after: () => () => undefined };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const bus: Bus = { publish: (hint) => void hints.push(hint), subscribe: () => () => undefined, close: () => Promise.resolve() };
const live = { touch: (_site: string, conv: string) => void touched.push(conv), stop: () => undefined };
const deps = () => ({
  store,
  bus,
  clock,
  live,
  log,
  vault,
  ids: systemIds,
  limiter: createMemoryLimiter(clock),
  isVisitorIn: () => true,
  verifyIdentity: () => Promise.resolve({ ok: false as const, code: 'token_invalid' as const }),
});
function caller(kind: 'public' | 'secret') {
  const source = site.sources.find((each) => each.kind === kind);
  if (source === undefined) throw new Error('no source');
  return { site, kind, source };
}
const track = (context: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: 'track',
  event: 'Opened',
  anonymousId: 'd1',
  context,
  ...more,
});

describe('resume codes', () => {
  const made = async (kind: 'code' | 'digits' = 'code') => {
    const customerId = await world.say('branch', [user('881')]);
    const object = { type: 'draft', id: 'mortgage' } as const;
    const created = await createResumeCode(deps(), { siteId: site.id, customerId, object, purpose: 'continue', kind, actor: 'agt_1' });
    if (!created.ok) throw new Error('no code');
    return { customerId, created };
  };

  it('[CH36] typed into a page, in lower case and without its dash, it opens once', async () => {
    const { customerId, created } = await made();
    expect(created.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(created.expiresAt).toBe(NOW + 24 * HOUR);
    const typed = created.code.toLowerCase().replace('-', ' ');
    await ingest(deps(), caller('public'), { calls: [track({ resumeCode: typed })], batch: {}, address: '203.0.113.9' });
    expect(await world.titles(customerId)).toEqual(['Opened', 'branch']);
    await ingest(deps(), caller('public'), {
      calls: [track({ resumeCode: typed }, { anonymousId: 'd2' })],
      batch: {},
      address: '203.0.113.9',
    });
    expect(await world.titles(customerId)).toHaveLength(2);
    expect(JSON.stringify(await store.timeline({ siteId: site.id, customerId, limit: 10 }))).not.toContain(typed);
  });

  it('[CH36] ten digits for the telephone; for nobody there is none', async () => {
    const { created } = await made('digits');
    expect(created.code).toMatch(/^\d{10}$/);
    const wanted = { siteId: site.id, object: { type: 'case', id: 'c' }, purpose: 'continue', kind: 'code', actor: 'a' } as const;
    expect(await createResumeCode(deps(), { ...wanted, customerId: 'cus_none' })).toEqual({ ok: false, code: 'not_found' });
  });

  it('[CH37] a device has five tries an hour; after them even the right code is nothing', async () => {
    const one = deps();
    const tried = (source: string) => resumeCodeHash(one, { siteId: site.id, typed: '7K3M-Q2XD', source });
    for (let i = 0; i < 5; i += 1) expect(await tried('d1')).not.toBeNull();
    expect(await tried('d1')).toBeNull();
    expect(await tried('d2')).not.toBeNull();
    now += HOUR;
    expect(await tried('d1')).not.toBeNull();
  });

  it('[CH37] an address has ten wrong tries an hour, whatever devices it claims; a right one costs nothing', async () => {
    const { customerId, created } = await made();
    const one = deps();
    const guess = (typed: string, anonymousId: string, address: string) =>
      ingest(one, caller('public'), { calls: [track({ resumeCode: typed }, { anonymousId })], batch: {}, address });
    for (let i = 0; i < 10; i += 1) await guess('7K3M-Q2XD', `guess-${i}`, '198.51.100.1');
    await guess(created.code, 'guess-last', '198.51.100.1');
    expect(await world.titles(customerId)).toEqual(['branch']);
    for (let i = 0; i < 9; i += 1) await guess('7K3M-Q2XD', `typo-${i}`, '203.0.113.9');
    await guess(created.code, 'phone', '203.0.113.9');
    expect(await world.titles(customerId)).toEqual(['Opened', 'branch']);
    expect(await resumeCodeHash(one, { siteId: site.id, typed: '7K3M-Q2XD', source: 'x', origin: '203.0.113.9' })).not.toBeNull();
  });

  it('[CH37] a site has 300 wrong tries an hour from pages, from however many addresses; its own telephone keeps its own', async () => {
    const one = deps();
    const tried = (n: number, own = false) =>
      resumeCodeHash(one, {
        siteId: site.id,
        typed: '7K3M-Q2XD',
        source: `s${n}`,
        ...(own ? {} : { origin: `10.0.${n >> 8}.${n & 255}` }),
      });
    for (let i = 0; i < 300; i += 1) expect(await tried(i)).not.toBeNull();
    expect(await tried(300)).toBeNull();
    expect(await tried(301, true)).not.toBeNull();
  });
});

describe('hashes of old installations', () => {
  it('[ID5] count until the day the site set, for the user they were made for', async () => {
    const hash = vault.hmac('site-secret', 'user_42');
    expect(hash).toBe('d294fa2339e5f2fc562d0f5952c0ebf2728db55343c99f7c82a1407f48943e2b');
    const verify = (userId: string) => verifyUserHash(deps(), site, { userId, hash });
    expect(await verify('user_42')).toBeNull();
    await store.allowUserHashes({ siteId: site.id, until: NOW + HOUR, now: NOW });
    expect(await verify('user_42')).toEqual({ userId: 'user_42', emailVerified: false, phoneVerified: false, traits: {} });
    expect(await verify('user_43')).toBeNull();
    await ingest(deps(), caller('public'), {
      calls: [track({ userHash: hash }, { userId: 'user_42' })],
      batch: {},
      address: '203.0.113.9',
    });
    expect(await store.findCustomers({ siteId: site.id, type: 'user_id', value: 'user_42', minTrust: 3 })).toHaveLength(1);
    now += HOUR;
    expect(await verify('user_42')).toBeNull();
  });
});

describe('merging', () => {
  it('[ID13] an override is for admins, and needs a reason', async () => {
    const [from, into] = [await world.say('a', [user('u1')]), await world.say('b', [user('u2')])];
    const ask = (isAdmin: boolean, more: { override?: boolean; reason?: string; dryRun?: boolean }) =>
      mergeCustomers(deps(), { id: 'agt_1', isAdmin }, { siteId: site.id, from, into, dryRun: false, override: false, ...more });
    const refused = { ok: false, code: 'merge_refused', refusals: ['different_user_id', 'no_shared_identifier'] };
    expect(await ask(true, {})).toEqual(refused);
    expect(await ask(false, { override: true, reason: 'x' })).toEqual({ ok: false, code: 'forbidden' });
    expect(await ask(true, { override: true, reason: ' ' })).toEqual({ ok: false, code: 'reason_missing' });
    expect(await ask(true, { override: true, dryRun: true })).toMatchObject({ ok: true, mergeId: null, preview: { refusals: [] } });
    const done = await ask(true, { override: true, reason: 'Same person, seen in the branch' });
    expect(done).toMatchObject({ ok: true, preview: { counts: { interactions: 1 } } });
    expect(await world.root(from)).toBe(into);
  });

  it('[K92] a conversation in progress goes on, and shows the merge and its undo', async () => {
    const from = await world.say('page', [device('d1'), email('a@example.com')]);
    const conv = await world.conversation('d1');
    const into = await world.say('known', [user('u1')]);
    const ask = { siteId: site.id, from, into, dryRun: false, override: true, reason: 'asked' };
    const done = await mergeCustomers(deps(), { id: 'agt_1', isAdmin: true }, ask);
    expect(touched).toEqual([conv]);
    expect((await store.row({ siteId: site.id, conv }))?.customer.id).toBe(into);
    const mergeId = done.ok ? (done.mergeId ?? '') : '';
    const undo = { siteId: site.id, mergeId, actor: 'agt_1' };
    expect(await undoMerge(deps(), { ...undo, dryRun: true })).toMatchObject({ ok: true, undone: false });
    expect(await undoMerge(deps(), { ...undo, dryRun: false })).toMatchObject({ ok: true, undone: true });
    expect((await store.row({ siteId: site.id, conv }))?.customer.id).toBe(from);
  });

  it('[C15] alias with a secret key joins what the previous id was', async () => {
    const before = await world.say('page', [device('anon-1')]);
    const alias = { type: 'alias', previousId: 'anon-1', userId: 'u1' };
    await ingest(deps(), caller('secret'), { calls: [alias], batch: {}, address: '203.0.113.9' });
    expect(await world.identifiers(before)).toEqual(['anonymous_id anon-1 0', 'user_id u1 3']);
    await world.say('other', [user('u2')]);
    await ingest(deps(), caller('secret'), { calls: [{ ...alias, previousId: 'u2' }], batch: {}, address: '203.0.113.9' });
    expect(await store.findCustomers({ siteId: site.id, type: 'user_id', value: 'u2', minTrust: 3 })).toMatchObject([{ userId: 'u2' }]);
    expect(await store.suggestions({ siteId: site.id, customerId: before })).toMatchObject([{ reasonCode: 'claimed_identifier' }]);
  });
});

describe('conversations', () => {
  it('[ID18] a check is told to whoever has the conversation open', async () => {
    await world.say('page', [device('d1')]);
    const conv = await world.conversation('d1');
    const made = { siteId: site.id, conv, level: 2, method: 'questions', actor: 'agt_1' } as const;
    expect(await verifyCustomer(deps(), made)).toEqual({ ok: true, level: 2, methods: ['questions'], moved: false });
    expect(hints.map(({ type }) => type)).toEqual(['entries', 'handoff']);
    hints.length = 0;
    await verifyCustomer(deps(), made);
    expect(hints).toEqual([]);
  });

  it('[K44] "not this person" pushes a context without them', async () => {
    await world.say('known', [user('u1'), device('d1')], { signedTraits: { name: 'Ann Canary' } });
    const conv = await world.conversation('d1');
    expect(await notThisPerson(deps(), { siteId: site.id, conv, actor: 'agt_1' })).toMatchObject({ ok: true });
    expect(hints.map(({ type }) => type)).toEqual(['handoff']);
    expect(JSON.stringify(hints)).not.toContain('Canary');
  });
});
