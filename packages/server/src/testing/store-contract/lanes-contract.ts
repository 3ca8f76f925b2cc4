// What agents do in a conversation, and what of it a visitor can see (P10–P14, P39).
import { describe, expect, it } from 'vitest';
import type { Submit, SubmitMessage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import { NOON, accepted, hex, message, stageOn } from './stage.js';
import type { AgentPrincipal, Stage } from './stage.js';

const act = (kind: string, body: Record<string, unknown>): SubmitMessage => ({ n: 1, kind, body });
const claim = (agent: AgentPrincipal, ifVersion: number): SubmitMessage =>
  act('assign', { how: 'claim', agentId: agent.id, teamId: null, ifVersion });

async function does(stage: Stage, agent: AgentPrincipal, conv: string, what: SubmitMessage, more: Partial<Submit> = {}) {
  return stage.submit(agent, { conv, stream: hex(), msgs: [what], ...more });
}

export function lanesContract(open: () => Store): void {
  describe('lanes and state', () => {
    it('[P10] [P11] each lane counts for itself, and a note stands behind the message it followed', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      await does(stage, agent, conv, act('note', { text: 'first note' }));
      await stage.say(visitor, { conv }, 'second');
      await does(stage, agent, conv, act('note', { text: 'second note' }));
      expect((await stage.lane(conv, 'pub')).map(({ seq }) => seq)).toEqual([1, 2, 3]);
      const int = await stage.lane(conv, 'int');
      expect(int.map(({ kind, seq, after_pub: anchor }) => [kind, seq, anchor])).toEqual([
        ['context_snapshot', 1, 2],
        ['note', 2, 2],
        ['note', 3, 3],
      ]);
    });

    it('[P12] the row is the fold of the log', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      const answered = await does(stage, agent, conv, message(1, 'hi'));
      expect(answered.row).toMatchObject({ status: 'waiting', assigneeId: agent.id, assignVersion: 1, lastText: 'hi', waitingSince: null });
      expect((await stage.lane(conv, 'pub')).map(({ kind }) => kind)).toEqual(['open', 'message', 'join', 'message']);
      await does(stage, agent, conv, act('close', { outcome: 'resolved' }));
      expect(await stage.store.row({ siteId: stage.siteId, conv })).toMatchObject({
        status: 'closed',
        outcome: 'resolved',
        closedAt: NOON,
      });
      // The visitor learns that it ended; how it ended is for colleagues (P14).
      expect((await stage.lane(conv, 'pub')).at(-1)).toMatchObject({ kind: 'close', body: {} });
      expect((await stage.lane(conv, 'int')).at(-1)).toMatchObject({ kind: 'wrap_up', body: { outcome: 'resolved' } });
      const reopened = await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'one more thing')] });
      expect(reopened.row).toMatchObject({ status: 'open', assigneeId: agent.id, outcome: null, closedAt: null });
      expect(reopened.handoff?.context.handoff.kind).toBe('reopen');
      expect((await stage.lane(conv, 'pub')).slice(-2)).toMatchObject([{ kind: 'open', body: { reopened: true } }, { kind: 'message' }]);
    });

    it('[P12] what cannot be done in a state is rejected and writes nothing', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      expect((await does(stage, agent, conv, act('open', {}))).answer).toMatchObject({ code: 'rejected', reason: 'not_closed' });
      await does(stage, agent, conv, act('close', {}));
      const heads = await stage.store.heads({ siteId: stage.siteId, convs: [conv] });
      for (const what of [act('close', {}), message(1, 'too late'), claim(agent, 0)]) {
        expect((await does(stage, agent, conv, what)).answer).toMatchObject({ code: 'rejected', n: 1, reason: 'already_closed' });
      }
      expect(await stage.store.heads({ siteId: stage.siteId, convs: [conv] })).toEqual(heads);
      expect((await does(stage, agent, conv, act('note', { text: 'for the record' }))).answer.ok).toBe(true);
      expect((await does(stage, agent, conv, act('open', {}))).handoff?.context.handoff.kind).toBe('reopen');
    });

    it('[P13] receipts only rise, end at the head, and travel with every sync', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      await does(stage, agent, conv, message(1, 'hi'));
      const { store } = stage;
      expect(await store.receipt({ principal: visitor, conv, delivered: 99, read: 2 })).toEqual({
        moved: true,
        receipts: { delivered: 4, read: 2 },
      });
      expect(await store.receipt({ principal: visitor, conv, delivered: 1, read: 1 })).toEqual({
        moved: false,
        receipts: { delivered: 4, read: 2 },
      });
      expect(await store.receipt({ principal: visitor, conv, delivered: 1, read: 3 })).toEqual({
        moved: true,
        receipts: { delivered: 4, read: 3 },
      });
      const cursor = { conv, lane: 'pub' as const, epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
      expect(await store.sync({ principal: agent, sync: cursor })).toMatchObject({ receipts: { delivered: 4, read: 3 } });
      expect(await store.sync({ principal: visitor, sync: cursor })).toMatchObject({ receipts: { delivered: 0, read: 0 } });
    });

    it('[P14] nothing a visitor is told changes with the internal lane', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const [ann, bob] = [await stage.agent('Ann'), await stage.agent('Bob')];
      await does(stage, ann, conv, message(1, 'hi'));
      const cursor = { conv, lane: 'pub' as const, epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
      const seen = async () => ({
        page: await stage.store.sync({ principal: visitor, sync: cursor }),
        list: await stage.store.visitorConversations({ principal: visitor }),
      });
      const before = await seen();
      await does(stage, ann, conv, act('note', { text: 'a secret' }));
      await does(stage, ann, conv, act('assign', { how: 'transfer', agentId: bob.id, teamId: null, ifVersion: 1, note: 'please' }));
      expect(await seen()).toEqual(before);
      expect(before.list).toMatchObject([{ id: conv, head: 4, unread: 1, agentName: 'Ann', lastFrom: 'agent' }]);
      expect(await stage.store.sync({ principal: visitor, sync: { ...cursor, lane: 'int' } })).toEqual({ ok: false, code: 'forbidden' });
    });

    it('[P39] of many who claim at once exactly one wins', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const agents = await Promise.all(['Ann', 'Bob', 'Cleo', 'Dan', 'Eve'].map((name) => stage.agent(name)));
      const outcomes = await Promise.all(agents.map((agent) => does(stage, agent, conv, claim(agent, 0))));
      const winners = outcomes.flatMap(({ answer }, i) => (answer.ok ? [agents[i]?.id] : []));
      expect(winners).toHaveLength(1);
      for (const { answer } of outcomes)
        if (!answer.ok) expect(answer).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'already_claimed' });
      expect(await stage.store.row({ siteId: stage.siteId, conv })).toMatchObject({ assigneeId: winners[0], assignVersion: 1 });
      expect((await stage.lane(conv, 'pub')).filter(({ kind }) => kind === 'join')).toHaveLength(1);
    });

    it('[P39] a transfer needs the version the agent saw and a target that exists, and freezes the context again', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const [ann, bob] = [await stage.agent('Ann'), await stage.agent('Bob')];
      await does(stage, ann, conv, claim(ann, 0));
      const to = (agentId: string | null, ifVersion: number) =>
        act('assign', { how: 'transfer', agentId, teamId: null, ifVersion, note: 'knows the product' });
      expect((await does(stage, ann, conv, to('agt_nobody', 1))).answer).toMatchObject({ reason: 'unknown_target' });
      expect((await does(stage, ann, conv, to(null, 1))).answer).toMatchObject({ reason: 'unknown_target' });
      expect((await does(stage, ann, conv, to(bob.id, 0))).answer).toMatchObject({ reason: 'already_claimed' });
      const handed = await does(stage, ann, conv, to(bob.id, 1));
      expect(handed.row).toMatchObject({ assigneeId: bob.id, assignVersion: 2 });
      expect(handed.handoff?.context.handoff).toMatchObject({
        kind: 'transfer',
        from: { type: 'agent', id: ann.id, note: 'knows the product' },
      });
      await does(stage, bob, conv, message(1, 'Bob here'));
      expect((await stage.lane(conv, 'pub')).filter(({ kind }) => kind === 'join').map(({ body }) => body['name'])).toEqual(['Ann', 'Bob']);
    });

    it('[P12] [P31] closing, reopening and closing again, in any lane and in one batch, is each time an event of its own', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      accepted((await does(stage, agent, conv, claim(agent, 0))).answer);
      accepted((await does(stage, agent, conv, act('close', {}))).answer);
      await stage.say(visitor, { conv }, 'one more thing');
      accepted((await does(stage, agent, conv, act('close', { outcome: 'resolved' }))).answer);
      const batch = [act('open', {}), act('close', { outcome: 'again' }), act('open', {}), act('close', {})];
      const { answer, row } = await stage.submit(agent, { conv, stream: hex(), msgs: batch.map((one, i) => ({ ...one, n: i + 1 })) });
      expect(accepted(answer).results).toHaveLength(4);
      const timeline = await stage.store.timeline({ siteId: stage.siteId, customerId: row?.customer.id ?? '', limit: 50 });
      const names = timeline?.items.map(({ name }) => name) ?? [];
      const times = (wanted: string): number => names.filter((name) => name === wanted).length;
      expect({ closed: times('conversation.closed'), reopened: times('conversation.reopened') }).toEqual({ closed: 4, reopened: 3 });
    });

    it('[C18] a card number in a hand-over note or an outcome is kept nowhere', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      const card = 'paid with 4111 1111 1111 1111';
      const kept = 'paid with [card •1111]';
      const moved = act('assign', { how: 'transfer', agentId: agent.id, teamId: null, ifVersion: 0, note: card });
      const handed = await stage.submit(agent, { conv, stream: hex(), msgs: [moved] });
      expect(accepted(handed.answer).results).toMatchObject([{ redacted: true }]);
      expect(handed.handoff?.context.handoff.from?.note).toBe(kept);
      const stream = hex();
      const closed = await stage.submit(agent, { conv, stream, msgs: [act('close', { outcome: card })] });
      expect(closed.row?.outcome).toBe(kept);
      const again = await stage.submit(agent, { conv, stream, msgs: [act('close', { outcome: card })] });
      expect(accepted(again.answer).results).toMatchObject([{ dup: true }]);
      const { siteId, store } = stage;
      const timeline = await store.timeline({ siteId, customerId: closed.row?.customer.id ?? '', limit: 50 });
      const everything = JSON.stringify([await stage.lane(conv, 'pub'), await stage.lane(conv, 'int'), timeline, closed, handed]);
      expect(everything).toContain(kept);
      expect(everything).not.toContain('4111 1111');
    });

    it('a reply to a head that moved is refused before anything is written', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      await stage.say(visitor, { conv }, 'wait, another thing');
      const stale = await does(stage, agent, conv, message(1, 'answer to the first'), { if_pub_head: 2 });
      expect(stale.answer).toEqual({ ok: false, code: 'stale_head', pub_head: 3 });
      expect(accepted((await does(stage, agent, conv, message(1, 'answer to both'), { if_pub_head: 3 })).answer).results).toHaveLength(1);
    });

    it('a hand-off brings row, frozen context and both lanes in one answer, and opening gives the same', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const { answer, handoff, publish, row } = await stage.submit(visitor, {
        conv_key: hex(),
        stream: hex(),
        msgs: [message(1, 'hello')],
      });
      const conv = accepted(answer).conv;
      expect(handoff).toMatchObject({ epoch: stage.store.epoch, row, receipts: { delivered: 0, read: 0 } });
      expect(handoff?.pub.events.map(({ kind }) => kind)).toEqual(['open', 'message']);
      expect(handoff?.int.events.map(({ kind }) => kind)).toEqual(['context_snapshot']);
      expect(publish.map(({ kind }) => kind)).toEqual(['open', 'message', 'context_snapshot']);
      expect(await stage.store.openConversation({ siteId: stage.siteId, conv, agentId: 'agt_any' })).toEqual(handoff);
      expect(await stage.store.latestHandoff({ siteId: stage.siteId, conv })).toEqual(handoff?.context);
    });
  });
}
