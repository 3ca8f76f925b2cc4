// What the form and the survey leave behind on every store: an entry, what agents know of it, and nothing else changed (W190, W200).
import { describe, expect, it } from 'vitest';
import type { SubmitMessage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import { accepted, hex, message, NOON, stageOn } from './stage.js';
import type { Stage } from './stage.js';

const details = (n: number, answers: Record<string, string>): SubmitMessage => ({
  n,
  kind: 'details',
  body: { answers: Object.entries(answers).map(([field, value]) => ({ field, label: field.replaceAll('_', ' '), value })) },
});
const survey = (n: number, body: Record<string, unknown>): SubmitMessage => ({ n, kind: 'survey', body });

const customerOf = async ({ store, siteId }: Stage, conv: string): Promise<string> =>
  (await store.row({ siteId, conv }))?.customer.id ?? 'none';

async function factsOf(stage: Stage, conv: string): Promise<[string, string][]> {
  const { store, siteId } = stage;
  const page = await store.facts({ siteId, customerId: await customerOf(stage, conv), now: NOON, limit: 50 });
  return (page?.items ?? []).map(({ key, value }): [string, string] => [key, value]).sort();
}

const asked = (id: string) => ({ id, type: 'text' as const, label: id.replaceAll('_', ' '), required: false, choices: [] });

/** A site whose form asks these. */
async function asking(open: () => Store, ...ids: string[]): Promise<Stage> {
  const stage = await stageOn(open());
  await stage.store.changeSite({ siteId: stage.siteId, widget: { form: { when: 'after', fields: ids.map(asked) } } });
  return stage;
}

/** A conversation that an agent has closed. */
async function ended(stage: Stage) {
  const opened = await stage.opened();
  const agent = await stage.agent('Ann');
  accepted((await stage.submit(agent, { conv: opened.conv, stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] })).answer);
  return { ...opened, agent };
}

export function visitorAnswersContract(open: () => Store): void {
  describe('answers of the visitor', () => {
    it('[W190] details given with the first message are in the context the agent sees first', async () => {
      const stage = await asking(open, 'order_number', 'email');
      const visitor = await stage.visitor();
      const msgs = [message(1, 'hello'), details(2, { order_number: 'A-7731', email: 'ana@mail.example' })];
      const outcome = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs });
      const { conv } = accepted(outcome.answer);
      expect((await stage.lane(conv, 'pub')).map(({ kind }) => kind)).toEqual(['open', 'message', 'details']);
      expect(outcome.handoff?.context.statedFacts.map(({ key, value }) => [key, value])).toEqual(
        expect.arrayContaining([
          ['order_id', 'A-7731'],
          ['email', 'ana@mail.example'],
        ]),
      );
    });

    it('[W190] [P12] later details become facts and change nothing about the conversation', async () => {
      const stage = await asking(open, 'order_number', 'shoe_size');
      const { visitor, conv, stream } = await stage.opened();
      const before = await stage.store.row({ siteId: stage.siteId, conv });
      const outcome = await stage.submit(visitor, { conv, stream, msgs: [details(2, { order_number: 'A-1', shoe_size: '43' })] }, NOON + 5);
      expect(accepted(outcome.answer).results).toMatchObject([{ n: 2, lane: 'pub', seq: 3 }]);
      expect(outcome.handoff).toBeNull();
      const changes = { pubHead: 3 };
      expect(await stage.store.row({ siteId: stage.siteId, conv })).toEqual({ ...before, ...changes });
      expect(await factsOf(stage, conv)).toEqual([
        ['order_id', 'A-1'],
        ['shoe_size', '43'],
      ]);
    });

    it('[P32] [W190] a repeated form is a duplicate: one entry, one event', async () => {
      const stage = await asking(open, 'order_number');
      const { visitor, conv, stream } = await stage.opened();
      const submit = { conv, stream, msgs: [details(2, { order_number: 'A-1' })] };
      await stage.submit(visitor, submit);
      const again = await stage.submit(visitor, submit);
      expect(accepted(again.answer).results).toMatchObject([{ n: 2, seq: 3, dup: true }]);
      const other = await stage.submit(visitor, { ...submit, msgs: [details(2, { order_number: 'A-2' })] });
      expect(other.answer).toEqual({ ok: false, code: 'conflict', n: 2 });
      const customerId = await customerOf(stage, conv);
      const names = (await stage.store.timeline({ siteId: stage.siteId, customerId, limit: 20 }))?.items.map(({ name }) => name);
      expect(names?.filter((name) => name === 'details.given')).toHaveLength(1);
    });

    it('[W190] details before the first message open the conversation: agents see who waits and what was told', async () => {
      const stage = await asking(open, 'order_number', 'model');
      const { store, siteId } = stage;
      const visitor = await stage.visitor();
      const stream = hex();
      const form = { conv_key: hex(), stream, msgs: [details(1, { order_number: 'A-7731', model: 'Oak 3' })] };
      const outcome = await stage.submit(visitor, form, NOON + 3);
      const { conv } = accepted(outcome.answer);
      expect((await stage.lane(conv, 'pub')).map(({ kind }) => kind)).toEqual(['open', 'details']);
      expect(outcome.handoff?.context.handoff.kind).toBe('new');
      expect(outcome.handoff?.context.statedFacts.map(({ key, value }) => [key, value])).toContainEqual(['order_id', 'A-7731']);
      const waits = { status: 'queued', lastText: 'A-7731', lastFrom: 'visitor', lastAt: NOON + 3, waitingSince: NOON + 3 };
      expect(await store.row({ siteId, conv })).toMatchObject(waits);
      expect(await store.visitorConversations({ principal: visitor })).toMatchObject([{ id: conv, lastText: 'A-7731', unread: 0 }]);
      expect(accepted((await stage.submit(visitor, form, NOON + 4)).answer)).toMatchObject({ conv, results: [{ n: 1, dup: true }] });
      const said = await stage.submit(visitor, { conv, stream, msgs: [message(2, 'Where is it?')] }, NOON + 9);
      expect(accepted(said.answer).results).toMatchObject([{ n: 2, seq: 3 }]);
      expect(await store.row({ siteId, conv })).toMatchObject({ lastText: 'Where is it?', lastAt: NOON + 9, waitingSince: NOON + 3 });
    });

    it('[W200] a survey opens nothing', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [survey(1, { satisfaction: 5 })] });
      expect(answer).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'kind_not_allowed' });
      expect(await stage.store.visitorConversations({ principal: visitor })).toEqual([]);
    });

    it('[ID8] [W190] an e-mail in the form is a claim: it suggests, and neither merges nor finds anybody', async () => {
      const stage = await asking(open, 'email', 'name');
      const { store, siteId } = stage;
      const address = `${hex()}@mail.example`;
      const [source] = (await store.findSite({ id: siteId }))?.sources.filter(({ kind }) => kind === 'secret') ?? [];
      const event = {
        index: 0,
        messageId: hex(),
        type: 'track' as const,
        name: 'Signed Up',
        title: 'Signed up',
        channel: 'web' as const,
        department: null,
        visibility: 'shared' as const,
        data: {},
        identifiers: [
          { type: 'user_id', value: 'ana', trust: 3 as const, proven: true },
          { type: 'email', value: address, trust: 2 as const, proven: true },
        ],
        traits: {},
        traitTrust: 3 as const,
        occurredAt: NOON,
        originalTimestamp: null,
        flags: [],
        unverified: false,
        conversationId: null,
        causationId: null,
        correlationId: null,
      };
      await store.record({ siteId, sourceId: source?.id ?? '', events: [event], now: NOON });
      const [ana] = await store.findCustomers({ siteId, type: 'email', value: address, minTrust: 2 });
      const { visitor, conv, stream } = await stage.opened();
      const before = await customerOf(stage, conv);
      accepted((await stage.submit(visitor, { conv, stream, msgs: [details(2, { email: address, name: 'Ana' })] })).answer);
      expect(await customerOf(stage, conv)).toBe(before);
      expect(before).not.toBe(ana?.id);
      const found = await store.findCustomers({ siteId, type: 'email', value: address, minTrust: 0 });
      expect(found.map(({ id }) => id)).toEqual([ana?.id]);
      const claimed = await store.customer({ siteId, id: before });
      expect(claimed).toMatchObject({ customer: { userId: null } });
      const told = await store.toldBefore({ siteId, visitorId: visitor.id, userId: null });
      expect(told.traits).toEqual({});
    });

    it('[W200] a survey of an ended conversation is an entry and a line of the timeline, and reopens nothing', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await ended(stage);
      const before = await stage.store.row({ siteId: stage.siteId, conv });
      const sent = await stage.submit(visitor, { conv, stream, msgs: [survey(2, { satisfaction: 2, effort: 3, comment: 'slow' })] });
      accepted(sent.answer);
      accepted((await stage.submit(visitor, { conv, stream, msgs: [survey(3, { satisfaction: 5 })] })).answer);
      const after = await stage.store.row({ siteId: stage.siteId, conv });
      expect(after).toEqual({ ...before, pubHead: (before?.pubHead ?? 0) + 2 });
      const said = (await stage.lane(conv, 'pub')).filter(({ kind }) => kind === 'survey').map(({ body }) => body);
      expect(said).toEqual([{ satisfaction: 2, effort: 3, comment: 'slow' }, { satisfaction: 5 }]);
      const customerId = await customerOf(stage, conv);
      const page = await stage.store.timeline({ siteId: stage.siteId, customerId, limit: 20 });
      expect(page?.items.filter(({ channel }) => channel === 'survey').map(({ title }) => title)).toEqual(
        expect.arrayContaining(['Survey: satisfaction 2 of 5, effort 3 of 7', 'Survey: satisfaction 5 of 5']),
      );
    });

    it('[W190] [S122] what the form does not ask stays something the visitor said: no fact, no claim, nothing on the timeline', async () => {
      const stage = await asking(open, 'model');
      const visitor = await stage.visitor();
      const lie = { field: 'identity_verified', label: 'Identity verified by bank', value: 'yes, level 3' };
      const body = { answers: [lie, { ...lie, field: 'model' }] };
      const outcome = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [{ n: 1, kind: 'details', body }] });
      const { conv } = accepted(outcome.answer);
      expect((await stage.lane(conv, 'pub')).at(-1)?.body).toEqual({ answers: [lie, { ...lie, field: 'model', label: 'model' }] });
      expect(await factsOf(stage, conv)).toEqual([['model', 'yes, level 3']]);
      expect(JSON.stringify(outcome.handoff?.context)).not.toContain('verified by bank');
    });

    it('[W200] one survey per closing: a comment may follow within ten minutes, then none; the numbers count once', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream, agent } = await ended(stage);
      const say = async (n: number, body: Record<string, unknown>, minutes: number) =>
        (await stage.submit(visitor, { conv, stream, msgs: [survey(n, body)] }, NOON + minutes * 60_000)).answer;
      accepted(await say(2, { satisfaction: 2, effort: 3 }, 1));
      accepted(await say(3, { satisfaction: 2, effort: 3, comment: 'slow' }, 10));
      expect(await say(4, { satisfaction: 5 }, 12)).toEqual({ ok: false, code: 'rejected', n: 4, reason: 'already_answered' });
      const customerId = await customerOf(stage, conv);
      const titles = async () => {
        const page = await stage.store.timeline({ siteId: stage.siteId, customerId, limit: 20 });
        return page?.items.filter(({ channel }) => channel === 'survey').map(({ title }) => title);
      };
      expect((await titles())?.sort()).toEqual(['Survey: comment', 'Survey: satisfaction 2 of 5, effort 3 of 7']);
      const twice = [
        { n: 1, kind: 'open', body: {} },
        { n: 2, kind: 'close', body: {} },
      ];
      accepted((await stage.submit(agent, { conv, stream: hex(), msgs: twice }, NOON + 20 * 60_000)).answer);
      accepted(await say(4, { satisfaction: 5 }, 21));
      expect(await titles()).toContain('Survey: satisfaction 5 of 5');
    });

    it('[W200] a survey needs an end, which a reopening does not undo', async () => {
      const stage = await stageOn(open());
      const first = await stage.opened();
      const early = await stage.submit(first.visitor, { conv: first.conv, stream: first.stream, msgs: [survey(2, { satisfaction: 5 })] });
      expect(early.answer).toEqual({ ok: false, code: 'rejected', n: 2, reason: 'not_closed' });
      const { visitor, conv, stream } = await ended(stage);
      const msgs = [message(2, 'one more thing'), survey(3, { effort: 7 })];
      const { answer } = await stage.submit(visitor, { conv, stream, msgs });
      expect(accepted(answer).results).toMatchObject([{ n: 2 }, { n: 3 }]);
      expect((await stage.store.row({ siteId: stage.siteId, conv }))?.status).toBe('queued');
    });

    it('[S77] an erased customer’s answers are gone, the numbers of the survey stay', async () => {
      const stage = await asking(open, 'order_number');
      const { visitor, conv, stream } = await ended(stage);
      const answers = [details(2, { order_number: 'A-7731-KL' }), survey(3, { satisfaction: 1, comment: 'A-7731-KL again' })];
      accepted((await stage.submit(visitor, { conv, stream, msgs: answers })).answer);
      const customerId = await customerOf(stage, conv);
      await stage.store.eraseCustomer({ siteId: stage.siteId, customerId, actor: 'api', now: NOON });
      const left = await stage.lane(conv, 'pub');
      expect(left.slice(-2).map(({ kind, body }) => [kind, body])).toEqual([
        ['details', {}],
        ['survey', { satisfaction: 1 }],
      ]);
      expect(await stage.store.toldBefore({ siteId: stage.siteId, visitorId: visitor.id, userId: null })).toMatchObject({ answers: [] });
    });
  });
}
