// Revisions while a conversation is open, conversations of other channels, cases that are joined, what is asked again.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { accepted, hex, message, NOON } from '../stage.js';
import { engineStage, HOUR, iso } from './engine-stage.js';
import type { EngineStage } from './engine-stage.js';

async function chat(stage: EngineStage, texts: string[], now = NOON) {
  const visitor = await stage.visitor('mia');
  const stream = hex();
  const { answer, handoff } = await stage.submit(
    visitor,
    { conv_key: hex(), stream, msgs: texts.map((text, i) => message(i + 1, text)) },
    now,
  );
  return { visitor, stream, conv: accepted(answer).conv, handoff };
}

const call = (stage: EngineStage, customerId: string, more: object = {}) =>
  stage.store.openChannelConversation({
    siteId: stage.siteId,
    sourceId: stage.secret,
    customerId,
    channel: 'voice',
    text: 'My bill is wrong',
    kind: 'bot_to_agent',
    from: { type: 'ivr', name: 'Main menu' },
    teamId: null,
    department: 'billing',
    startedAt: NOON - 360_000,
    verification: { level: 2, methods: ['pin'] },
    inReplyTo: null,
    now: NOON,
    ...more,
  });

export function liveContract(opened: () => Store): void {
  describe('while a conversation is open', () => {
    it('[C50] a live revision is a patch, comes back as it was, and nothing new makes none', async () => {
      const stage = await engineStage(opened());
      const { store, siteId } = stage;
      const { conv, handoff } = await chat(stage, ['Where is my order?']);
      const asked = { siteId, conv, online: true, now: NOON + 1 };
      expect(await store.liveRevision({ ...asked, now: NOON + 30_000 })).toBeNull();
      await stage.tell('tracked_item.updated', { type: 'order', number: 'O-1', status: 'shipped' }, { at: NOON + 1 });
      const first = await store.liveRevision(asked);
      expect(first?.previous).toEqual(handoff?.context);
      expect(first?.next).toMatchObject({ basis: 'live', revision: 2, trackedItems: [{ number: 'O-1' }] });
      await stage.tell('Promise Made', { text: 'call back', due_at: iso(NOON + HOUR) }, { at: NOON + 2 });
      const second = await store.liveRevision(asked);
      const revisions = await store.contextRevisions({ siteId, conv, after: 0, limit: 10 });
      expect(revisions.map(({ revision, basis }) => [revision, basis])).toEqual([
        [1, 'handoff'],
        [2, 'live'],
        [3, 'live'],
      ]);
      const bytes = async (revision: number) => JSON.stringify(await store.contextRevision({ siteId, conv, revision }));
      expect(await bytes(1)).toBe(JSON.stringify(handoff?.context));
      expect(await bytes(2)).toBe(JSON.stringify(first?.next));
      expect(await bytes(3)).toBe(JSON.stringify(second?.next));
      expect(await store.contextRevision({ siteId, conv, revision: 4 })).toBeNull();
      expect(JSON.stringify(await store.latestHandoff({ siteId, conv }))).toBe(JSON.stringify(second?.next));
      expect((await store.row({ siteId, conv }))?.headline).toBe(second?.next.headline.text);
    });

    it('[C50] many live revisions are read in pages, and any of them comes back as it was from few patches', async () => {
      const stage = await engineStage(opened());
      const { store, siteId } = stage;
      const { conv } = await chat(stage, ['Where is my order?']);
      const said: string[] = [];
      for (let n = 1; n <= 25; n += 1) {
        await stage.tell('tracked_item.updated', { type: 'order', number: 'O-1', status: `step ${n}` }, { at: NOON + n });
        said.push(JSON.stringify((await store.liveRevision({ siteId, conv, online: true, now: NOON + n }))?.next));
      }
      const read = async (after: number) =>
        (await store.contextRevisions({ siteId, conv, after, limit: 15 })).map(({ revision }) => revision);
      const pages = [...(await read(0)), ...(await read(15))];
      expect(pages).toEqual(Array.from({ length: 26 }, (_, n) => n + 1));
      for (const revision of [2, 20, 21, 22, 23, 26])
        expect(JSON.stringify(await store.contextRevision({ siteId, conv, revision }))).toBe(said[revision - 2]);
      expect(JSON.stringify(await store.latestHandoff({ siteId, conv }))).toBe(said.at(-1));
    });

    it('[C29] [C49] a conversation that names the claim of a case joins it before its context is frozen', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      await tell('case.opened', { case_id: 'case-1', title: 'Storm damage', claim_id: 'CL-7741' });
      const { conv, handoff } = await chat(stage, ['Any news on claim CL-7741?']);
      expect(handoff?.context.openCases).toMatchObject([{ caseId: 'case-1', link: 'joined' }]);
      expect((await store.caseById({ siteId, id: 'case-1' }))?.conversationIds).toEqual([conv]);
      const other = await chat(stage, ['Hello']);
      expect((await store.caseById({ siteId, id: 'case-1' }))?.conversationIds).not.toContain(other.conv);
    });

    it('[C26] asking for what was given is noted with the message, a confirmation is not', async () => {
      const stage = await engineStage(opened());
      const { store, siteId } = stage;
      const { conv } = await chat(stage, ['My order number is AB-1234']);
      const agent = await stage.agent('Ana');
      await stage.say(agent, { conv }, 'Is it still order AB-1234?');
      await stage.say(agent, { conv }, 'What is your order number?');
      const row = await store.row({ siteId, conv });
      const timeline = await store.timeline({ siteId, customerId: row?.customer.id ?? '', limit: 20 });
      expect(timeline?.items.filter(({ name }) => name === 'fact.reasked')).toHaveLength(1);
      const live = await store.liveRevision({ siteId, conv, online: true, now: NOON + 1 });
      expect(live?.next.effort.reAsks).toBe(1);
    });

    it('[C49] a call arrives with its past, is passed on and ended, in the order of the log', async () => {
      const stage = await engineStage(opened());
      const { store, siteId } = stage;
      await stage.tell('IVR Input Received', { key: 'account_no', value: '12345678' }, { channel: 'ivr' });
      const customerId = await stage.customerOf('mia');
      const team = await store.createTeam({ siteId, name: 'Fraud', now: NOON });
      const { handoff } = await call(stage, customerId);
      const conv = handoff.row.id;
      expect(handoff.row).toMatchObject({
        channel: 'voice',
        status: 'queued',
        lastText: 'My bill is wrong',
        customer: { id: customerId, trust: 2 },
      });
      expect(handoff.context.handoff).toMatchObject({ kind: 'bot_to_agent', channel: 'voice', from: { type: 'ivr' }, waitedSeconds: 360 });
      const passed = await store.channelHandoff({
        siteId,
        conv,
        kind: 'transfer',
        from: { type: 'agent', name: 'Ana', note: 'looks like fraud' },
        teamId: team.id,
        department: 'fraud',
        online: false,
        now: NOON + 60_000,
      });
      expect(passed?.handoff.context.handoff).toMatchObject({ kind: 'transfer', transferCount: 1, from: { note: 'looks like fraud' } });
      expect(passed?.handoff.row.teamId).toBe(team.id);
      expect(JSON.stringify(await store.contextRevision({ siteId, conv, revision: 1 }))).toBe(JSON.stringify(handoff.context));
      const agent = await stage.agent('Ben');
      await stage.say(agent, { conv }, 'I am looking into it');
      expect(
        await store.closeChannelConversation({ siteId, conv, outcome: 'corrected', actor: 'api', now: NOON + 120_000 }),
      ).not.toBeNull();
      expect(await store.closeChannelConversation({ siteId, conv, outcome: null, actor: 'api', now: NOON + 120_000 })).toBeNull();
      expect(
        await store.channelHandoff({ siteId, conv, kind: 'transfer', teamId: null, department: null, online: false, now: NOON }),
      ).toBeNull();
      const lanes = { pub: await stage.lane(conv, 'pub'), int: await stage.lane(conv, 'int') };
      expect(lanes.pub.map(({ kind }) => kind)).toEqual(['open', 'message', 'join', 'message', 'close']);
      expect(lanes.int.map(({ kind }) => kind)).toEqual(['context_snapshot', 'assign', 'context_snapshot', 'assign', 'wrap_up']);
      for (const lane of [lanes.pub, lanes.int]) expect(lane.map(({ seq }) => seq)).toEqual(lane.map((_entry, i) => i + 1));
      const titles = (await store.timeline({ siteId, customerId, limit: 20 }))?.items.map(({ title }) => title);
      expect(titles).toEqual(expect.arrayContaining(['Call started', 'Call handed over', 'Call closed']));
      expect(
        (await stage.submit(agent, { conv, stream: hex(), msgs: [{ n: 1, kind: 'open', body: {} }] }, NOON + 180_000)).handoff?.context
          .handoff.kind,
      ).toBe('reopen');
    });
  });
}
