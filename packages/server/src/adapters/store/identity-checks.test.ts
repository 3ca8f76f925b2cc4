// Suggestions, checks, conversations taken off and resume codes, on both stores (docs/identity.md).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hex } from '../../testing/store-contract/stage.js';
import { DAY, MINUTE, NOW, caller, device, email, event, typed, user, worldOn } from '../../testing/identity-world.js';
import type { World } from '../../testing/identity-world.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

describe.each(STORES)('identity decided by people on %s', (_kind, open) => {
  let opened: Opened;
  let world: World;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    world = await worldOn(opened.store);
  });

  const site = () => ({ siteId: world.siteId });
  const acting = () => ({ ...site(), actor: 'agt_1', now: NOW + MINUTE });
  const check = (conv: string, level: 0 | 1 | 2 | 3, customerId?: string) =>
    opened.store.recordCheck({ ...acting(), conv, level, method: 'callback', ...(customerId === undefined ? {} : { customerId }) });
  const kinds = async (conv: string) => {
    const lane = await opened.store.entries({ ...site(), conv, lane: 'int', after: 0, limit: 20 });
    return (lane?.entries ?? []).map((entry) => entry.kind);
  };
  const customerOf = async (conv: string) => (await opened.store.row({ ...site(), conv }))?.customer;

  describe('suggestions', () => {
    /** Ann is known; somebody on device d1 types her address. */
    async function claimed() {
      const ann = await world.say('ann', [user('u1'), email('ann@example.com')]);
      await world.say('typed', [device('d1'), typed('email', 'ann@example.com')]);
      const conv = await world.conversation('d1');
      const customerId = (await customerOf(conv))?.id ?? '';
      const [suggestion] = await opened.store.suggestions({ ...site(), customerId });
      if (suggestion === undefined) throw new Error('No suggestion');
      return { ann, conv, customerId, suggestion };
    }
    const decide = (id: string, decision: 'merge' | 'dismiss', conv?: string) =>
      opened.store.decideSuggestion({ ...acting(), id, decision, ...(conv === undefined ? {} : { conv }) });

    it('[ID21] shows reason, masked identifier and counts; nothing else of the other person', async () => {
      const { ann, suggestion } = await claimed();
      expect(suggestion).toEqual({
        id: expect.any(String),
        reasonCode: 'claimed_identifier',
        identifierType: 'email',
        masked: 'a••@example.com',
        counts: { interactions: 1, conversations: 0 },
        at: NOW,
      });
      const preview = await opened.store.suggestionPreview({ ...acting(), id: suggestion.id });
      expect(preview).toMatchObject({ hasUserId: true, identifiers: [{ type: 'user_id' }, { type: 'email', masked: 'a••@example.com' }] });
      for (const shown of [suggestion, preview]) {
        expect(JSON.stringify(shown)).not.toContain(ann);
        expect(JSON.stringify(shown)).not.toContain('ann@');
      }
    });

    it('[ID18] becomes a merge only after a check at level 2 is recorded', async () => {
      const { ann, conv, customerId, suggestion } = await claimed();
      expect(await decide(suggestion.id, 'merge', conv)).toEqual({ ok: false, code: 'check_needed' });
      await check(conv, 1);
      expect(await decide(suggestion.id, 'merge')).toEqual({ ok: false, code: 'check_needed' });
      expect(await check(conv, 2)).toMatchObject({ ok: true, level: 2, methods: ['callback'], moved: false });
      expect(await decide(suggestion.id, 'merge', conv)).toMatchObject({ ok: true, outcome: 'merged', into: ann, from: customerId });
      expect(await world.root(customerId)).toBe(ann);
      expect(await opened.store.suggestions({ ...site(), customerId })).toEqual([]);
      expect(await decide(suggestion.id, 'merge', conv)).toEqual({ ok: false, code: 'already_decided' });
      // The conversation goes on, under the same person.
      expect(await customerOf(conv)).toMatchObject({ id: ann, trust: 2 });
    });

    it('[ID17] a dismissed match never merges', async () => {
      const { conv, customerId, suggestion } = await claimed();
      expect(await decide(suggestion.id, 'dismiss')).toEqual({ ok: true, outcome: 'dismissed' });
      await check(conv, 3);
      await world.say('signs in', [device('d1'), user('u1')], { at: NOW + MINUTE });
      expect(await world.root(customerId)).toBe(customerId);
    });
  });

  describe('checks', () => {
    it('[ID18] raise the conversation once, tell its agents, and never lower it', async () => {
      await world.say('page', [device('d1')]);
      const conv = await world.conversation('d1');
      expect(await check(conv, 2)).toMatchObject({
        ok: true,
        level: 2,
        entry: { kind: 'identity_verified', body: { level: 2, method: 'callback' } },
      });
      expect(await check(conv, 2)).toMatchObject({ ok: true, level: 2, entry: null });
      expect(await opened.store.recordCheck({ ...acting(), conv, level: 1, method: 'questions' })).toMatchObject({
        level: 2,
        methods: ['callback', 'questions'],
      });
      expect((await kinds(conv)).filter((each) => each === 'identity_verified')).toHaveLength(2);
      expect(await check('cnv_none', 2)).toEqual({ ok: false, code: 'not_found' });
    });

    it('[ID18] about one customer never raise the conversation of another', async () => {
      const ann = await world.say('ann', [user('u1')]);
      await world.say('page', [device('d1')]);
      const conv = await world.conversation('d1');
      expect(await check(conv, 3, ann)).toEqual({ ok: false, code: 'not_found' });
      expect(await customerOf(conv)).toMatchObject({ trust: 0 });
      expect(await kinds(conv)).not.toContain('identity_verified');
    });

    /** A call from a number whose attested owner is Ann, who called once before. */
    async function called() {
      const ann = await world.say('ann', [user('u1'), { ...email('+4915112345678'), type: 'phone' }]);
      const rang = await world.say('first call', [caller('+4915112345678')]);
      const call = {
        sourceId: 'relay',
        customerId: rang,
        channel: 'voice',
        text: null,
        kind: 'new',
        teamId: null,
        department: null,
      } as const;
      const none = { startedAt: NOW, verification: null, inReplyTo: null, now: NOW };
      const { handoff } = await opened.store.openChannelConversation({ ...site(), ...call, ...none });
      return { ann, rang, conv: handoff.row.id };
    }

    it('[ID9] of an unattested address move only this conversation', async () => {
      const { ann, rang, conv } = await called();
      expect(rang).not.toBe(ann);
      expect(await opened.store.suggestions({ ...site(), customerId: rang })).toMatchObject([
        { identifierType: 'phone', masked: '•••5678' },
      ]);
      await world.say('menu', [caller('+4915112345678')], { conversationId: conv, at: NOW + MINUTE });
      expect(await check(conv, 2, ann)).toMatchObject({ ok: true, moved: true });
      await world.say('after the check', [caller('+4915112345678')], { conversationId: conv, at: NOW + 2 * MINUTE });
      expect(await customerOf(conv)).toMatchObject({ id: ann });
      expect(await world.titles(ann)).toEqual(expect.arrayContaining(['after the check', 'ann', 'menu']));
      expect(await world.titles(rang)).toEqual(['first call']);
      expect(await world.say('next call', [caller('+4915112345678')], { at: NOW + 3 * MINUTE })).toBe(rang);
    });

    it('[ID9] a proof in the middle of a batch takes what was promised before it along', async () => {
      const { ann, rang, conv } = await called();
      const data = { text: 'call back', due_at: '2026-03-04T12:00:00Z' };
      const promise = event('promise', [caller('+4915112345678')], { name: 'Promise Made', data, conversationId: conv });
      const proof = event('pin', [user('u1')], { name: 'IVR Input Received', conversationId: conv, index: 1 });
      await opened.store.record({ ...site(), sourceId: 'relay', events: [promise, proof], now: NOW + MINUTE });
      const promised = async (customerId: string) =>
        (await opened.store.commitments({ ...site(), customerId, now: NOW + MINUTE, limit: 9 }))?.items.map(({ text }) => text);
      expect([await promised(ann), await promised(rang)]).toEqual([['call back'], []]);
      await opened.store.rebuild(site());
      expect([await promised(ann), await promised(rang)]).toEqual([['call back'], []]);
    });
  });

  it('[K44] "not this person" takes the context off the conversation, and nobody merges the two again', async () => {
    const ann = await world.say('ann', [user('u1'), device('d1')], { signedTraits: { name: 'Ann Canary' } });
    const conv = await world.conversation('d1');
    expect((await customerOf(conv))?.id).toBe(ann);
    const answer = await opened.store.notThisPerson({ ...acting(), conv });
    if (!answer.ok) throw new Error('not found');
    expect(answer.was).toBe(ann);
    expect(await customerOf(conv)).toMatchObject({ id: answer.customerId, trust: 0 });
    expect(await world.titles(ann)).toEqual(['ann']);
    const context = await opened.store.refreshHandoff({ ...site(), conv, online: true, now: NOW + 2 * MINUTE });
    expect(context?.customer.customerId).toBe(answer.customerId);
    expect(JSON.stringify(context)).not.toContain('Canary');
    const merge = { from: answer.customerId, into: ann, override: { reason: 'x' }, dryRun: false };
    expect(await opened.store.mergeCustomers({ ...acting(), ...merge })).toEqual({ ok: false, code: 'refused', refusals: ['never_merge'] });
  });

  describe('resume codes', () => {
    const code = (customerId: string, hash = hex(), more: { kind?: 'digits'; expiresAt?: number } = {}) =>
      opened.store.createResumeCode({
        ...acting(),
        customerId,
        object: { type: 'draft', id: 'mortgage' },
        purpose: 'continue',
        kind: 'code',
        hash,
        expiresAt: NOW + DAY,
        ...more,
      });

    it('[CH36] redeem once: the new device is that customer, for the next conversation at level 2', async () => {
      const ann = await world.say('branch', [{ type: 'loyalty_no', value: 'L-1', trust: 2, proven: true }]);
      const resumeCodeHash = hex();
      expect(await code(ann, resumeCodeHash)).toMatchObject({ ok: true });
      const first = await world.ingest('redeemed', [device('d9')], { resumeCodeHash, at: NOW + 2 * MINUTE });
      expect(first.written).toMatchObject([{ customerId: ann, resumeCode: 'redeemed' }]);
      expect(await world.say('page', [device('d9')], { at: NOW + 3 * MINUTE })).toBe(ann);
      const second = await world.ingest('stolen', [device('d10')], { resumeCodeHash, at: NOW + 4 * MINUTE });
      expect(second.written).toMatchObject([{ resumeCode: 'refused' }]);
      expect(second.written[0]?.customerId).not.toBe(ann);
      const conv = await world.conversation('d9');
      expect(await customerOf(conv)).toMatchObject({ id: ann, trust: 2 });
      expect(await opened.store.redeemedObjects({ ...site(), anonymousId: 'd9' })).toMatchObject([{ type: 'draft', id: 'mortgage' }]);
      expect(await opened.store.redeemedObjects({ ...site(), anonymousId: 'd10' })).toEqual([]);
      // Signing in afterwards makes the person of the branch known, not a second one.
      expect(await world.say('jwt', [device('d9'), user('881')], { at: NOW + 5 * MINUTE })).toBe(ann);
    });

    it('[CH36] a call with a code is its customer; the number that rang stays one possible match', async () => {
      const ann = await world.say('branch', [user('881')]);
      const other = await world.say('other', [user('7'), { ...email('+4930123456'), type: 'phone' }]);
      const resumeCodeHash = hex();
      await code(ann, resumeCodeHash, { kind: 'digits' });
      expect(await world.say('call', [caller('+4930123456')], { resumeCodeHash, at: NOW + 2 * MINUTE })).toBe(ann);
      expect(await opened.store.suggestions({ ...site(), customerId: ann })).toHaveLength(1);
      expect(await world.titles(other)).toEqual(['other']);
    });

    it('[CH36] a newer code ends the older one; an expired one gives nothing', async () => {
      const ann = await world.say('branch', [user('881')]);
      const [older, newer] = [hex(), hex()];
      await code(ann, older);
      await code(ann, newer);
      const tried = async (resumeCodeHash: string, at: number) =>
        (await world.ingest(hex(), [device(hex())], { resumeCodeHash, at })).written[0]?.resumeCode;
      expect(await tried(older, NOW + 2 * MINUTE)).toBe('refused');
      expect(await tried(newer, NOW + DAY)).toBe('refused');
      expect(await tried(hex(), NOW + 2 * MINUTE)).toBe('refused');
      expect(await tried(newer, NOW + 2 * MINUTE)).toBe('redeemed');
      expect(await code(ann, newer)).toEqual({ ok: false, code: 'conflict' });
    });
  });
});
