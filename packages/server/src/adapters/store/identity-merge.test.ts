// Merging and separating customers by a decision, on both stores (docs/identity.md).
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeenIdentifier } from '../../domain/identity/model.js';
import type { MergeArgs } from '../../ports/store-identity.js';
import { IdentityModel } from '../../testing/identity-model.js';
import { MINUTE, NOW, caller, device, email, typed, user, worldOn } from '../../testing/identity-world.js';
import type { World } from '../../testing/identity-world.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

const SEED = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

describe.each(STORES)('merging on request on %s', (kind, open) => {
  let opened: Opened;
  let world: World;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    world = await worldOn(opened.store);
  });

  const merge = (from: string, into: string, more: Partial<MergeArgs> = {}) =>
    opened.store.mergeCustomers({ siteId: world.siteId, from, into, actor: 'agt_1', dryRun: false, now: NOW + MINUTE, ...more });
  const merged = async (from: string, into: string, more: Partial<MergeArgs> = {}) => {
    const answer = await merge(from, into, more);
    if (!answer.ok || !('merged' in answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
    return answer.merged;
  };
  const undo = (mergeId: string, dryRun = false) =>
    opened.store.undoMerge({ siteId: world.siteId, mergeId, actor: 'agt_1', dryRun, now: NOW + 9 * MINUTE });
  const override = { reason: 'Same person, seen in the branch' };

  it('[ID16] a dry run tells what would move and changes nothing; the merge then redirects', async () => {
    const from = await world.say('claim', [device('d1')], { traits: { name: 'Annie', email: 'ann@example.com' }, traitTrust: 1 });
    const into = await world.say('known', [user('u1'), email('ann@example.com')], { signedTraits: { name: 'Ann' } });
    expect(await merge(from, into, { dryRun: true })).toEqual({
      ok: true,
      preview: {
        from,
        into,
        traits: [
          { key: 'email', from: '"ann@example.com"', into: null, effective: '"ann@example.com"' },
          { key: 'name', from: '"Annie"', into: '"Ann"', effective: '"Ann"' },
        ],
        counts: { interactions: 1, conversations: 0, identifiers: 1, facts: expect.any(Number), commitments: 0, items: 0 },
        refusals: [],
      },
    });
    expect(await world.root(from)).toBe(from);
    const done = await merged(from, into);
    expect(done).toMatchObject({ from, into, allMerged: [from] });
    expect(await opened.store.customer({ siteId: world.siteId, id: from })).toEqual({ redirected: into });
    expect(await world.titles(into)).toEqual(['claim', 'known']);
    expect(await world.names(into)).toContain('identity.merged');
    expect(await opened.store.merges({ siteId: world.siteId, customerId: into })).toMatchObject([
      {
        id: done.mergeId,
        from,
        into,
        rule: 'request',
        actor: 'agt_1',
        undoneAt: null,
        evidence: [{ type: 'email', masked: 'a••@example.com' }],
      },
    ]);
  });

  it('[ID13] two user ids, or nothing shared, need an override; an admin gets both ids on one record', async () => {
    const [a, b] = [await world.say('a', [user('u1')]), await world.say('b', [user('u2')])];
    expect(await merge(a, b)).toEqual({ ok: false, code: 'refused', refusals: ['different_user_id', 'no_shared_identifier'] });
    const { into } = await merged(a, b, { override });
    expect(await world.identifiers(into)).toEqual(['user_id u1 3', 'user_id u2 3']);
    expect(await merge(a, b, { override })).toEqual({ ok: false, code: 'refused', refusals: ['already_merged'] });
    expect(await merge('cus_nobody', b)).toEqual({ ok: false, code: 'not_found' });
    // Two user ids keep nothing else from the customer.
    await world.say('more', [user('u1'), email('both@example.com')], { at: NOW + 2 * MINUTE });
    expect(await world.identifiers(into)).toContain('email both@example.com 2');
  });

  it('[ID16] neither a limit nor an unmerged pair is lifted by an override', async () => {
    const telegram = (n: number): SeenIdentifier => ({ type: 'telegram_id', value: `t${n}`, trust: 2, proven: true });
    const a = await world.say('a', [1, 2, 3, 4].map(telegram));
    const b = await world.say('b', [5, 6].map(telegram));
    expect(await merge(a, b, { override })).toEqual({ ok: false, code: 'refused', refusals: ['limit_exceeded'] });
    const c = await world.say('c', [email('c@example.com')]);
    await undo((await merged(c, b, { override })).mergeId);
    expect(await merge(c, b, { override })).toEqual({ ok: false, code: 'refused', refusals: ['never_merge'] });
  });

  it('[ID17] undo gives identifiers and members back, and what came in since by them', async () => {
    const into = await world.say('a1', [user('u1')]);
    const inner = await world.say('c1', [email('c@example.com')]);
    const from = await world.say('b1', [email('b@example.com'), device('d2')]);
    await merged(inner, from, { override });
    const before = [await world.identifiers(into), await world.identifiers(from)];
    const { mergeId, allMerged } = await merged(from, into, { override });
    expect(allMerged.sort()).toEqual([from, inner].sort());

    const late = { at: NOW + 2 * MINUTE };
    await world.say('since by b', [email('b@example.com')], {
      ...late,
      type: 'identify',
      traits: { plan: 'gold' },
      data: { traits: { plan: 'gold' } },
    });
    await world.say('since by c', [email('c@example.com')], late);
    await world.say('since by a', [user('u1')], late);
    await world.say('since by both', [user('u1'), device('d2')], late);
    expect(await world.titles(into)).toEqual(['a1', 'b1', 'c1', 'since by a', 'since by b', 'since by both', 'since by c']);

    expect(await undo(mergeId, true)).toMatchObject({ ok: true, preview: { from, into, interactions: 2 } });
    expect(await world.root(from)).toBe(into);
    expect(await undo(mergeId)).toMatchObject({ ok: true, undone: { interactions: 2 } });
    expect([await world.identifiers(into), await world.identifiers(from)]).toEqual(before);
    expect(await world.titles(into)).toEqual(['a1', 'since by a', 'since by both']);
    expect(await world.titles(from)).toEqual(['b1', 'c1', 'since by b', 'since by c']);
    expect(await world.names(into)).toContain('identity.unmerged');
    expect(await world.names(from)).toContain('identity.unmerged');
    expect(await opened.store.customer({ siteId: world.siteId, id: from })).toMatchObject({ customer: { traits: { plan: 'gold' } } });
    expect(await opened.store.customer({ siteId: world.siteId, id: into })).toMatchObject({ customer: { traits: {}, userId: 'u1' } });
    expect(await undo(mergeId)).toEqual({ ok: false, code: 'already_undone' });

    // Never by itself again: an event that shows both makes a question of it.
    await world.say('again', [user('u1'), email('b@example.com')], { at: NOW + 10 * MINUTE });
    expect(await world.root(from)).toBe(from);
  });

  it('[ID17] an automatic merge is undone the same way, and the timelines say both', async () => {
    const a = await world.say('page', [device('d1')]);
    const u = await world.say('app', [user('u1')]);
    await world.say('sign in', [user('u1'), device('d1')]);
    expect(await world.root(a)).toBe(u);
    expect(await world.names(u)).toContain('identity.merged');
    const [record] = await opened.store.merges({ siteId: world.siteId, customerId: u });
    await undo(record?.id ?? '');
    expect(await world.titles(a)).toEqual(['page']);
    expect(await world.titles(u)).toEqual(['app', 'sign in']);
  });

  it('[ID17] splitting identifiers off makes a customer of their own', async () => {
    const one = await world.say('both', [user('u1'), email('x@example.com'), email('y@example.com')]);
    const split = (identifiers: { type: string; value: string }[], dryRun = false) =>
      opened.store.splitIdentifiers({ siteId: world.siteId, customerId: one, identifiers, actor: 'agt_1', dryRun, now: NOW + MINUTE });
    expect(await split([{ type: 'email', value: 'z@example.com' }])).toEqual({ ok: false, code: 'unknown_identifier' });
    expect(await split([{ type: 'email', value: 'X@Example.com' }], true)).toMatchObject({ ok: true, preview: { into: one } });
    const answer = await split([{ type: 'email', value: 'X@Example.com' }]);
    if (!answer.ok || !('undone' in answer)) throw new Error('not split');
    expect(await world.identifiers(answer.undone.from)).toEqual(['email x@example.com 2']);
    expect(await world.identifiers(one)).toEqual(['email y@example.com 2', 'user_id u1 3']);
    expect(await world.say('x again', [email('x@example.com')], { at: NOW + 2 * MINUTE })).toBe(answer.undone.from);
  });

  it('[ID15] traits keep every statement: the merged value does not depend on the direction', async () => {
    const [a, b] = [
      await world.say('a', [user('u1')], { signedTraits: { name: 'Ann', plan: 'x' }, occurredAt: NOW - 5 }),
      await world.say('b', [device('d1'), typed('email', 'a@example.com')], { traits: { name: 'Later', plan: 'y' }, traitTrust: 1 }),
    ];
    const [ab, ba] = [await merge(a, b, { dryRun: true, override }), await merge(b, a, { dryRun: true, override })];
    const effective = (answer: typeof ab) =>
      answer.ok && 'preview' in answer ? answer.preview.traits.map(({ key, effective: value }) => [key, value]) : null;
    expect(effective(ab)).toEqual([
      ['name', '"Ann"'],
      ['plan', '"x"'],
    ]);
    expect(effective(ba)).toEqual(effective(ab));
  });

  // Random histories with merges and undos in between: the store keeps what the model keeps (seed printed on failure, FC_SEED replays it).
  it('[I4] merges and undos in any order leave the timelines the model has', async () => {
    const few = (prefix: string) => fc.integer({ min: 1, max: 3 }).map((n) => `${prefix}${n}`);
    const identifier = fc.oneof(
      few('u').map(user),
      few('d').map(device),
      few('e').map((name) => email(`${name}@example.com`)),
      few('+4915100').map(caller),
    );
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ say: fc.array(identifier, { minLength: 1, maxLength: 2 }) }) },
      { weight: 3, arbitrary: fc.record({ merge: fc.tuple(fc.nat(), fc.nat()) }) },
      { weight: 3, arbitrary: fc.record({ undo: fc.nat() }) },
    );
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 24, size: 'max' }), async (steps) => {
        const run = await worldOn(opened.store);
        const model = new IdentityModel(run.siteId);
        const ids = new Map<string, string>(); // model's names of customers → the store's
        const records = new Map<string, (typeof model.merges)[number]>();
        for (const [i, each] of steps.entries()) {
          const now = NOW + i * MINUTE;
          const roots = [...ids.keys()].filter((id) => model.root(id) === id && id.startsWith('cus_')).sort();
          if ('say' in each) {
            const resolution = model.ingest({ source: 's', messageId: `m${i}`, identifiers: each.say }, now);
            const stored = await run.say(`m${i}`, each.say, { at: now });
            if (resolution !== null && !ids.has(resolution.target)) ids.set(resolution.target, stored);
          } else if ('merge' in each) {
            const [from, into] = each.merge.map((n) => roots[n % Math.max(1, roots.length)]);
            if (from === undefined || into === undefined || from === into) continue;
            const args = {
              siteId: run.siteId,
              from: ids.get(from) ?? '',
              into: ids.get(into) ?? '',
              actor: 'a',
              override,
              dryRun: false,
              now,
            };
            const answer = await opened.store.mergeCustomers(args);
            if (answer.ok && 'merged' in answer) records.set(answer.merged.mergeId, model.mergeByOverride(from, into, now));
          } else {
            const [mergeId, record] = [...records][each.undo % Math.max(1, records.size)] ?? [];
            if (mergeId === undefined || record === undefined) continue;
            records.delete(mergeId);
            model.undo(record);
            undone += 1;
            expect(await opened.store.undoMerge({ siteId: run.siteId, mergeId, actor: 'a', dryRun: false, now })).toMatchObject({
              ok: true,
            });
          }
        }
        const expected = new Map<string, string[]>();
        for (const each of model.interactions) {
          const owner = model.ownerOf(each);
          expected.set(owner, [...(expected.get(owner) ?? []), each.messageId.split('\n')[1] ?? '']);
        }
        for (const [owner, titles] of expected) expect(await run.titles(ids.get(owner) ?? '')).toEqual(titles.sort());
        for (const edge of model.edges.filter(({ shared }) => !shared)) {
          const found = await opened.store.findCustomers({ siteId: run.siteId, type: edge.type, value: edge.value, minTrust: edge.trust });
          expect(found.map(({ id, userId }) => [id, userId])).toEqual([
            [ids.get(edge.customerId), model.customers.get(edge.customerId)?.userId ?? null],
          ]);
        }
      }),
      { numRuns: kind === 'postgres' ? 6 : 40, ...SEED },
    );
    if (kind === 'sqlite') expect(undone).toBeGreaterThan(20);
  });
});
