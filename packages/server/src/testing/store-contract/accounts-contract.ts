// What signing in promises on every store where many ask at once (S23).
import { expect, describe, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { NOON, hex, message, stageOn } from './stage.js';

const TAKERS = 20;

export function accountsContract(open: () => Store): void {
  describe('accounts', () => {
    it('[S23] of many who take one ticket at once exactly one gets in', async () => {
      const { store, siteId, agent } = await stageOn(open());
      const { id: agentId } = await agent('Ann');
      const [sessionHash, origin, expiresAt] = [hex(), 'https://desk.example', NOON + 30_000];
      await store.createSession({ siteId, agentId, hash: sessionHash, now: NOON, expiresAt });
      for (let round = 0; round < 5; round += 1) {
        const hash = hex();
        await store.createTicket({ siteId, agentId, sessionHash, hash, origin, expiresAt });
        const taken = await Promise.all(Array.from({ length: TAKERS }, () => store.takeTicket({ hash, origin, now: NOON })));
        expect(taken.filter((one) => one !== null)).toEqual([{ agent: expect.objectContaining({ id: agentId }), sessionHash }]);
      }
    });

    it('[S13] an agent who signed out, alone or among many, writes and reads no more, whatever connection is still open', async () => {
      const { store, siteId, agent, opened, submit } = await stageOn(open());
      const [ann, first, second] = [await agent('Ann'), await opened(), await opened()];
      const sessionHash = hex();
      await store.createSession({ siteId, agentId: ann.id, hash: sessionHash, now: NOON, expiresAt: NOON + 30_000 });
      const signedIn = { ...ann, sessionHash };
      const write = (n: number) =>
        Promise.all(
          [first, second].map(async ({ conv }, i) => {
            const { answer } = await submit(signedIn, { conv, stream: streams[i] ?? '', msgs: [message(n, 'Hello')] });
            return answer.ok ? 'ok' : answer.code;
          }),
        );
      const streams = [hex(), hex()];
      expect(await write(1)).toEqual(['ok', 'ok']);
      expect(await write(2)).toEqual(['ok', 'ok']);
      await store.endSession({ hash: sessionHash });
      expect(await write(3)).toEqual(['forbidden', 'forbidden']);
      const sync = { conv: first.conv, lane: 'pub' as const, epoch: '', after: 0, after_id: '', max_bytes: 4_096 };
      expect(await store.sync({ principal: signedIn, sync })).toMatchObject({ ok: false, code: 'forbidden' });
      expect(await store.sync({ principal: ann, sync })).toMatchObject({ ok: true });
    });

    it('[S13] says whose connections may go on: a device that was reset, an agent who signed out, whose time is over or who is another site’s are missing', async () => {
      const { store, siteId, agent, visitor } = await stageOn(open());
      const elsewhere = await stageOn(open());
      const [kept, reset, foreign] = [await visitor(), await visitor(), await elsewhere.visitor()];
      await store.revokeVisitor({ siteId, id: reset.id });
      const ann = await agent('Ann');
      const bob = await elsewhere.agent('Bob');
      const [here, ended, over, theirs] = [hex(), hex(), hex(), hex()];
      for (const hash of [here, ended]) await store.createSession({ siteId, agentId: ann.id, hash, now: NOON, expiresAt: NOON + 30_000 });
      await store.createSession({ siteId, agentId: ann.id, hash: over, now: NOON, expiresAt: NOON + 1 });
      await store.createSession({ siteId: bob.siteId, agentId: bob.id, hash: theirs, now: NOON, expiresAt: NOON + 30_000 });
      await store.endSession({ hash: ended });
      const asked = {
        siteId,
        visitors: [kept.id, reset.id, foreign.id, 'vis_unknown'],
        sessions: [here, ended, over, theirs, hex()],
        now: NOON + 1,
      };
      expect(await store.livePrincipals(asked)).toEqual({
        visitors: [{ id: kept.id, userId: null, convs: [] }],
        sessions: [{ hash: here, role: 'agent', department: null, teams: null }],
      });
      await store.setAgentScope({ siteId, id: ann.id, role: 'lead', department: 'claims' });
      expect((await store.livePrincipals(asked)).sessions).toEqual([{ hash: here, role: 'lead', department: 'claims', teams: null }]);
      await store.setAgentScope({ siteId, id: ann.id, disabled: true });
      expect((await store.livePrincipals(asked)).sessions).toEqual([]);
      await store.setAgentScope({ siteId, id: ann.id, disabled: false });
      expect((await store.livePrincipals(asked)).sessions).toEqual([]); // the sessions are gone for good
      expect(await store.livePrincipals({ siteId, visitors: [], sessions: [], now: NOON })).toEqual({ visitors: [], sessions: [] });
    });

    it('[S24] [P43] says for whom a device speaks now and what it listens to: its own conversations and its user’s, each once', async () => {
      const { store, siteId, visitor, submit } = await stageOn(open());
      const [phone, laptop, stranger] = [await visitor(), await visitor(), await visitor()];
      const say = async (who: typeof phone) => {
        const { answer } = await submit(who, { conv_key: hex(), stream: hex(), msgs: [message(1, 'Hello')] });
        return answer.ok ? answer.conv : answer.code;
      };
      const ask = async () => {
        const { visitors } = await store.livePrincipals({ siteId, visitors: [phone.id, laptop.id], sessions: [], now: NOON });
        return new Map(visitors.map(({ id, userId, convs }) => [id, { userId, convs: convs.toSorted() }]));
      };
      const [own, theirs] = [await say(phone), await say(laptop)];
      await say(stranger);
      expect(await ask()).toEqual(
        new Map([
          [phone.id, { userId: null, convs: [own] }],
          [laptop.id, { userId: null, convs: [theirs] }],
        ]),
      );
      for (const { id } of [phone, laptop]) await store.verifyVisitor({ siteId, id, userId: 'user_1', method: 'jwt', now: NOON });
      const both = { userId: 'user_1', convs: [own, theirs].toSorted() };
      expect(await ask()).toEqual(
        new Map([
          [phone.id, both],
          [laptop.id, both],
        ]),
      );
    });

    it('[S34] keeps one name and the mark of the first key, whoever asks next and at the same time', async () => {
      const store = open();
      const answers = await Promise.all(Array.from({ length: TAKERS }, (_, i) => store.installation({ sealMark: `mark ${i}` })));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(new Set(answers.map(({ sealMark }) => sealMark)).size).toBe(1);
      expect(answers[0]?.id).toMatch(/^[0-9a-f]{32}$/);
      expect(await store.installation({ sealMark: 'another' })).toEqual(answers[0]);
    });

    it('[K106] when a key was last used stands with the sources it speaks for, never goes back, and a new key was never used', async () => {
      const { store, siteId } = await stageOn(open());
      const source = { name: 'Billing', channel: 'billing', visibility: 'shared', department: null } as const;
      const own = await store.createSource({ siteId, ...source, secretKeyHash: hex(), now: NOON });
      const uses = async () =>
        ((await store.findSite({ id: siteId }))?.sources ?? [])
          .filter(({ kind }) => kind === 'secret')
          .map(({ hasOwnKey, keyUsedAt }) => [hasOwnKey, keyUsedAt])
          .toSorted();
      expect(await uses()).toEqual([
        [false, null],
        [true, null],
      ]);
      await store.keyUsed({ siteId, sourceId: null, now: NOON + 2 });
      await store.keyUsed({ siteId, sourceId: null, now: NOON + 1 });
      expect(await uses()).toEqual([
        [false, NOON + 2],
        [true, null],
      ]);
      await store.keyUsed({ siteId, sourceId: own, now: NOON + 3 });
      await store.keyUsed({ siteId: 'sit_other', sourceId: own, now: NOON + 4 });
      expect(await uses()).toEqual([
        [false, NOON + 2],
        [true, NOON + 3],
      ]);
      await store.setSourceKey({ siteId, sourceId: own, hash: hex() });
      await store.setSecretKey({ siteId, hash: hex() });
      expect(await uses()).toEqual([
        [false, null],
        [true, null],
      ]);
    });
  });
}
