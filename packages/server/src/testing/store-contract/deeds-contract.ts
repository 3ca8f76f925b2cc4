// What agents do to a conversation beside writing in it (K22, K24, K61, K65, K71), and what of it stays in the log.
import { describe, expect, it } from 'vitest';
import { emptyConversation, foldEntry, limits } from '@throughline/types';
import { desk } from '@throughline/types/decode';
import type { SubmitAnswer } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import type { Principal, SubmitOutcome } from '../../ports/store-delivery.js';
import { NOON, accepted, hex, message, stageOn } from './stage.js';
import type { Stage, Visitor } from './stage.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const does = (
  stage: Stage,
  who: Principal,
  conv: string,
  [kind, body]: [string, Record<string, unknown>],
  now = NOON,
): Promise<SubmitOutcome> => stage.submit(who, { conv, stream: hex(), msgs: [{ n: 1, kind, body }] }, now);
const idOf = (answer: SubmitAnswer): string => accepted(answer).results[0]?.id ?? '';

async function teamOf(stage: Stage, name: string, members: string[]): Promise<string> {
  const doc = desk.TeamDoc.parse({ name, members });
  const { siteId } = stage;
  const put = await stage.store.putSettingsObject({ siteId, kind: 'team', doc, ifVersion: 0, ownerId: '', actor: 'test', now: NOON });
  if (!put.ok) throw new Error(put.code);
  return put.object.id;
}

/** A second conversation of the same visitor, opened an hour later. */
async function another(stage: Stage, visitor: Visitor): Promise<string> {
  const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, 'and another thing')] }, NOON + HOUR);
  return accepted(answer).conv;
}

export function deedsContract(open: () => Store): void {
  describe('deeds of agents', () => {
    it('[K65] a note names people and teams: one mention each, never its author; opening the conversation reads them', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const { conv } = await stage.opened();
      const [ann, ben, cy] = [await stage.agent('Ann'), await stage.agent('Ben'), await stage.agent('Cy')];
      const team = await teamOf(stage, 'Refunds', [ann.id, ben.id, cy.id]);
      const named = {
        text: 'look',
        mentions: [
          { type: 'agent', id: ben.id },
          { type: 'team', id: team },
        ],
      };
      const { named: told, answer } = await does(stage, ann, conv, ['note', named]);
      expect(told.map(({ entry, agentIds }) => [entry.id, [...agentIds].sort()])).toEqual([[idOf(answer), [ben.id, cy.id].sort()]]);
      expect(await store.isMentioned({ siteId, conv, agentId: ben.id })).toBe(true);
      expect(await store.isMentioned({ siteId, conv, agentId: ann.id })).toBe(false);
      await store.readMentions({ siteId, conv, agentId: ben.id, now: NOON });
      expect(await store.isMentioned({ siteId, conv, agentId: ben.id })).toBe(false);
      expect(await store.isMentioned({ siteId, conv, agentId: cy.id })).toBe(true);
      const nobody = await does(stage, ann, conv, ['note', { text: 'x', mentions: [{ type: 'agent', id: 'agt_nobody' }] }]);
      expect(nobody.answer).toMatchObject({ code: 'rejected', reason: 'unknown_target' });
    });

    it('[K65] a note is corrected by its author or a lead; a deleted one leaves no word, no edit and no mention', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const { conv } = await stage.opened();
      const [ann, ben] = [await stage.agent('Ann'), await stage.agent('Ben')];
      const noteId = idOf(
        (await does(stage, ann, conv, ['note', { text: 'SECRET one', mentions: [{ type: 'agent', id: ben.id }] }])).answer,
      );
      const foreign = await does(stage, ben, conv, ['note_edit', { noteId, text: 'mine now' }]);
      expect(foreign.answer).toMatchObject({ code: 'rejected', reason: 'not_yours' });
      expect((await does(stage, ann, conv, ['note_edit', { noteId, text: 'SECRET two' }])).answer.ok).toBe(true);
      expect((await does(stage, ann, conv, ['pin', { noteId }])).answer.ok).toBe(true);
      expect((await does(stage, ann, conv, ['note_delete', { noteId }])).answer.ok).toBe(true);
      const int = await stage.lane(conv, 'int');
      expect(int.map(({ seq }) => seq)).toEqual(int.map((_, at) => at + 1));
      expect(JSON.stringify(int)).not.toContain('SECRET');
      expect(int.filter(({ kind }) => kind.startsWith('note')).map(({ kind, body }) => [kind, body])).toEqual([
        ['note', { deleted: true }],
        ['note_edit', { noteId }],
        ['note_delete', { noteId }],
      ]);
      expect(await store.isMentioned({ siteId, conv, agentId: ben.id })).toBe(false);
      const again = await does(stage, ann, conv, ['note_edit', { noteId, text: 'back' }]);
      expect(again.answer).toMatchObject({ reason: 'unknown_note' });
      expect((await does(stage, ann, conv, ['pin', { noteId }])).answer).toMatchObject({ reason: 'unknown_note' });
    });

    it('[K71] [K22] the clock wakes a snoozed conversation once, however many look; a reply wakes it before', async () => {
      const stage = await stageOn(open());
      const { store } = stage;
      const { visitor, conv } = await stage.opened();
      const ann = await stage.agent('Ann');
      await does(stage, ann, conv, ['message', { text: 'one moment' }]);
      expect((await does(stage, ann, conv, ['wake', {}])).answer).toMatchObject({ reason: 'not_snoozed' });
      for (const until of [NOON, NOON + 400 * DAY])
        expect((await does(stage, ann, conv, ['snooze', { until }])).answer).toMatchObject({ reason: 'bad_time' });
      const { row } = await does(stage, ann, conv, ['snooze', { until: NOON + HOUR }]);
      expect(row).toMatchObject({ status: 'snoozed', snoozedUntil: NOON + HOUR, assigneeId: ann.id });
      const ofThis = async (now: number) => (await store.wakeDue({ now, limit: 500 })).woken.filter((one) => one.row.id === conv);
      expect(await ofThis(NOON + HOUR - 1)).toEqual([]);
      const rounds = await Promise.all([1, 2, 3].map(() => ofThis(NOON + HOUR)));
      expect(rounds.flat().map(({ row: woken }) => [woken.status, woken.snoozedUntil])).toEqual([['waiting', null]]);
      const wakes = async () =>
        (await stage.lane(conv, 'int')).filter(({ kind }) => kind === 'wake').map(({ body, author }) => [body['because'], author.type]);
      expect(await wakes()).toEqual([['time', 'system']]);
      await does(stage, ann, conv, ['snooze', { until: null }], NOON + 2 * HOUR);
      const replied = await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'hello?')] }, NOON + 3 * HOUR);
      expect(replied.row).toMatchObject({ status: 'open', snoozedUntil: null, assigneeId: ann.id });
      expect(await wakes()).toEqual([
        ['time', 'system'],
        ['reply', 'system'],
      ]);
    });

    it('[K22] a reply within 14 days goes on with the same owner, or while they are gone, into the line', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const ann = await stage.agent('Ann');
      await does(stage, ann, conv, ['message', { text: 'done' }]);
      const back = async (closed: number, now: number) => {
        expect((await does(stage, ann, conv, ['close', {}], closed)).answer.ok).toBe(true);
        return (await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'again')] }, now)).row;
      };
      expect(await back(NOON, NOON + 14 * DAY)).toMatchObject({ status: 'open', assigneeId: ann.id });
      await stage.store.setAgentScope({ siteId: stage.siteId, id: ann.id, disabled: true });
      const ben = await stage.agent('Ben');
      await does(stage, ben, conv, ['close', {}], NOON + 30 * DAY);
      const { row } = await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'there?')] }, NOON + 31 * DAY);
      expect(row).toMatchObject({ status: 'queued', assigneeId: null, routedBecause: 'its owner is away' });
    });

    it('[K61] a declined hand-off goes back to its sender, frozen like the first; who is asked to help is named', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const [ann, ben, cy] = [await stage.agent('Ann'), await stage.agent('Ben'), await stage.agent('Cy')];
      const assign = (how: string, agentId: string | null, ifVersion: number, note?: string): [string, Record<string, unknown>] => [
        'assign',
        { how, agentId, teamId: null, ifVersion, ...(note === undefined ? {} : { note }) },
      ];
      await does(stage, ann, conv, assign('claim', ann.id, 0));
      expect((await does(stage, ann, conv, assign('decline', null, 1))).answer).toMatchObject({ reason: 'unknown_target' });
      await does(stage, ann, conv, assign('transfer', ben.id, 1, 'refund'));
      const declined = await does(stage, ben, conv, assign('decline', null, 2, 'not my desk'));
      expect(declined.row).toMatchObject({ assigneeId: ann.id, assignVersion: 3 });
      expect(declined.handoff?.context.handoff).toMatchObject({ kind: 'transfer', from: { id: ben.id, note: 'not my desk' } });
      const asked = await does(stage, ann, conv, ['consult', { agentId: cy.id, teamId: null, note: 'which form?' }]);
      expect(asked.row?.consulted).toEqual([cy.id]);
      expect(asked.named).toMatchObject([{ agentIds: [cy.id] }]);
      const done = { agentId: cy.id, teamId: null, done: true };
      expect((await does(stage, cy, conv, ['consult', done])).row?.consulted).toEqual([]);
      expect((await does(stage, cy, conv, ['consult', done])).answer).toMatchObject({ reason: 'not_consulted' });
    });

    it('[K24] of two open conversations of one customer the newer is closed with a pointer, from whichever side; undone, it is open again', async () => {
      const stage = await stageOn(open());
      const { visitor, conv: older } = await stage.opened();
      const newer = await another(stage, visitor);
      const { conv: strangers } = await stage.opened();
      const ann = await stage.agent('Ann');
      const between = (a: string, b: string, more: { undone?: true } = {}): [string, Record<string, unknown>] => [
        'merge',
        { into: a, from: b, ...more },
      ];
      const refusal = async (at: string, deed: [string, Record<string, unknown>]) =>
        (await does(stage, ann, at, deed, NOON + 2 * HOUR)).answer;
      expect(await refusal(older, between(older, strangers))).toMatchObject({ reason: 'not_same_customer' });
      expect(await refusal(older, between(older, newer, { undone: true }))).toMatchObject({ reason: 'not_merged' });
      expect(await refusal(older, between(older, 'cnv_nothing'))).toMatchObject({ reason: 'unknown_target' });
      expect(await refusal(older, between(strangers, newer))).toMatchObject({ reason: 'unknown_target' });

      const heads = await stage.store.heads({ siteId: stage.siteId, convs: [older] });
      const merged = await does(stage, ann, older, between(newer, older), NOON + 2 * HOUR);
      expect(merged.row).toMatchObject({ id: older, status: 'queued', mergedInto: null });
      expect(merged.others.map(({ row }) => row)).toMatchObject([{ id: newer, status: 'closed', mergedInto: older }]);
      expect((await stage.lane(newer, 'int')).at(-1)).toMatchObject({
        kind: 'merge',
        body: { into: older, from: newer },
        author: { id: ann.id },
      });
      expect((await stage.lane(newer, 'pub')).at(-1)).toMatchObject({ kind: 'close', body: {} });
      expect((await stage.lane(older, 'int')).at(-1)).toMatchObject({ kind: 'merged', body: { into: older, from: newer } });
      expect(await stage.store.heads({ siteId: stage.siteId, convs: [older] })).toMatchObject([{ pub: heads[0]?.pub }]);
      expect(await refusal(newer, between(older, newer))).toMatchObject({ reason: 'already_closed' });

      const undone = await does(stage, ann, newer, between(older, newer, { undone: true }), NOON + 3 * HOUR);
      expect(undone.row).toMatchObject({ id: newer, status: 'queued', mergedInto: null, closedAt: null });
      expect(undone.handoff?.context.handoff.kind).toBe('reopen');
      expect((await stage.lane(older, 'int')).at(-1)).toMatchObject({ kind: 'merged', body: { undone: true } });
    });

    it('[K24] [P22] merged from both sides at once, one wins and nobody waits for ever', async () => {
      const stage = await stageOn(open());
      const { visitor, conv: older } = await stage.opened();
      const newer = await another(stage, visitor);
      const [ann, ben] = [await stage.agent('Ann'), await stage.agent('Ben')];
      const both = await Promise.all([
        does(stage, ann, older, ['merge', { into: older, from: newer }], NOON + 2 * HOUR),
        does(stage, ben, newer, ['merge', { into: older, from: newer }], NOON + 2 * HOUR),
      ]);
      expect(both.map(({ answer }) => (answer.ok ? 'merged' : answer.code === 'rejected' ? answer.reason : answer.code)).sort()).toEqual([
        'already_closed',
        'merged',
      ]);
      expect((await stage.lane(older, 'int')).filter(({ kind }) => kind === 'merged')).toHaveLength(1);
    });

    it('[K22] [P12] tags, priority and the rest are entries, and the row is their fold', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const ann = await stage.agent('Ann');
      await does(stage, ann, conv, ['tag', { add: [' vip ', 'card 4111 1111 1111 1111'], remove: [] }]);
      await does(stage, ann, conv, ['tag', { add: ['late'], remove: ['vip'] }]);
      const many = Array.from({ length: limits.TAGS_MAX }, (_, at) => `tag ${at}`);
      expect((await does(stage, ann, conv, ['tag', { add: many, remove: [] }])).answer).toMatchObject({ reason: 'too_many_tags' });
      expect((await does(stage, ann, conv, ['tag', { add: [' '], remove: [] }])).answer).toMatchObject({ reason: 'empty' });
      await does(stage, ann, conv, ['priority', { priority: 'high' }]);
      await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'thanks')] });
      const row = await stage.store.row({ siteId: stage.siteId, conv });
      expect(row).toMatchObject({ tags: ['card [card •1111]', 'late'], priority: 'high' });
      const [pub, int] = [await stage.lane(conv, 'pub'), await stage.lane(conv, 'int')];
      const inOrder = int.flatMap((entry, at) => [
        ...pub.filter(({ seq }) => seq <= (entry.after_pub ?? 0) && seq > (int[at - 1]?.after_pub ?? 0)),
        entry,
      ]);
      const last = int.at(-1)?.after_pub ?? 0;
      const state = [...inOrder, ...pub.filter(({ seq }) => seq > last)].reduce(foldEntry, emptyConversation());
      expect(row).toMatchObject({ status: state.status, tags: state.tags, priority: state.priority, statusVersion: state.statusVersion });
      const visitors = JSON.stringify(await stage.lane(conv, 'pub'));
      expect(visitors).not.toContain('late');
    });
  });
}
