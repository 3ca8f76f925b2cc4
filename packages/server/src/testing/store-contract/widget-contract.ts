// The site's configuration, what a visitor told before, and how long others waited, on every store (W141, W190, W191).
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { accepted, hex, message, NOON, stageOn } from './stage.js';
import type { Stage, Visitor } from './stage.js';

const answer = (field: string, value: string) => ({ field, label: field, value });

async function fills(stage: Stage, visitor: Visitor, answers: Record<string, string>, now = NOON): Promise<string> {
  const body = { answers: Object.entries(answers).map(([field, value]) => answer(field, value)) };
  const msgs = [message(1, 'hello'), { n: 2, kind: 'details', body }];
  return accepted((await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs }, now)).answer).conv;
}

export function widgetContract(open: () => Store): void {
  describe('the widget’s site', () => {
    it('[W141] what is named changes, the rest stays; two changes at once both count', async () => {
      const { store, siteId } = await stageOn(open());
      const other = await stageOn(store);
      await Promise.all([
        store.changeSite({ siteId, widget: { color: '#abcdef', policyUrl: 'https://shop.example/privacy' } }),
        store.changeSite({ siteId, widget: { sound: false } }),
        store.changeSite({ siteId, name: 'Chairs', origins: ['https://shop.example'] }),
      ]);
      expect(await store.findSite({ id: siteId })).toMatchObject({
        name: 'Chairs',
        origins: ['https://shop.example'],
        settings: { greeting: 'Hello', color: '#abcdef', sound: false, policyUrl: 'https://shop.example/privacy', position: 'end' },
      });
      const without = await store.changeSite({ siteId, widget: { policyUrl: null } });
      expect(without).toMatchObject({ settings: { color: '#abcdef', sound: false } });
      expect(without).not.toHaveProperty('settings.policyUrl');
      expect(await store.findSite({ id: other.siteId })).toMatchObject({ name: 'Contract', settings: { color: '#123456', sound: true } });
      expect(await store.changeSite({ siteId: 'sit_none', name: 'x' })).toBeNull();
    });

    it('[K105] a change of what somebody else changed meanwhile is refused; the log has what it was before, and only what differs', async () => {
      const { store, siteId } = await stageOn(open());
      const by = { actor: 'agt_olga', now: NOON };
      const seen = { greeting: 'Hello' };
      expect(await store.changeSite({ siteId, widget: { greeting: 'Ahoy', sound: true }, was: { widget: seen }, by })).toMatchObject({
        settings: { greeting: 'Ahoy' },
      });
      expect(await store.changeSite({ siteId, widget: { greeting: 'Moin' }, was: { widget: seen }, by })).toBe('conflict');
      expect(await store.changeSite({ siteId, name: 'Chairs', was: { name: 'Tables' }, by })).toBe('conflict');
      const hours = { 1: [['09:00', '17:00'] as [string, string]] };
      const changed = await store.changeSiteSettings({ siteId, change: { hours, lossDays: 30 }, was: { lossDays: 60 }, by });
      expect(changed).toMatchObject({ hours, lossDays: 30 });
      expect(await store.changeSiteSettings({ siteId, change: { lossDays: 10 }, was: { lossDays: 60 }, by })).toBe('conflict');
      expect(await store.changeSiteSettings({ siteId, change: {}, without: ['hours'], by })).not.toHaveProperty('hours');
      const { items } = await store.auditLines({ siteId, limit: 10 });
      const lines = items.map(({ actor, action, detail }) => [actor, action, detail['before'], detail['after']]);
      expect(lines).toHaveLength(3);
      expect(lines).toContainEqual(['agt_olga', 'widget.changed', '{"greeting":"Hello"}', '{"greeting":"Ahoy"}']);
    });

    it('[W191] the wait is from the visitor’s first message to the first of an agent, of conversations that were answered', async () => {
      const stage = await stageOn(open());
      const agent = await stage.agent('Ann');
      const begun = async (at: number): Promise<string> => {
        const visitor = await stage.visitor();
        const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] }, at);
        const { conv } = accepted(answer);
        await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'still there?')] }, at + 10);
        return conv;
      };
      const answered = async (at: number, waitMs: number): Promise<void> => {
        const conv = await begun(at);
        await stage.submit(agent, { conv, stream: hex(), msgs: [message(1, 'yes')] }, at + waitMs);
        await stage.submit(agent, { conv, stream: hex(), msgs: [message(1, 'and?')] }, at + waitMs + 99_000);
      };
      await answered(NOON, 1_000);
      await answered(NOON + 60_000, 7_000);
      await answered(NOON + 120_000, 3_000);
      await begun(NOON + 180_000);
      const times = async (since: number, limit: number) =>
        (await stage.store.firstAnswerTimes({ siteId: stage.siteId, since, limit })).sort((a, b) => a - b);
      expect(await times(NOON, 100)).toEqual([1_000, 3_000, 7_000]);
      expect(await times(NOON + 1, 100)).toEqual([3_000, 7_000]);
      expect(await times(NOON, 2)).toEqual([3_000]); // of the newest two one waits still
      expect(await (await stageOn(stage.store)).store.firstAnswerTimes({ siteId: 'sit_none', since: 0, limit: 9 })).toEqual([]);
    });

    it('[W190] [S122] a visitor is told what this very visitor answered, newest first', async () => {
      const stage = await stageOn(open());
      const [ann, bob] = [await stage.visitor(), await stage.visitor()];
      await fills(stage, ann, { order_number: 'A-1' });
      await fills(stage, ann, { order_number: 'A-2', size: '43' }, NOON + 5);
      const told = (visitor: Visitor) => stage.store.toldBefore({ siteId: stage.siteId, visitorId: visitor.id, userId: visitor.userId });
      expect((await told(ann)).answers).toEqual([answer('order_number', 'A-2'), answer('size', '43'), answer('order_number', 'A-1')]);
      expect(await told(bob)).toEqual({ traits: {}, answers: [], form: [] });
      const elsewhere = await stageOn(stage.store);
      expect((await elsewhere.store.toldBefore({ siteId: elsewhere.siteId, visitorId: ann.id, userId: null })).answers).toEqual([]);
    });

    it('[W190] [S122] a verified user is told what they answered under that name on any device; the device’s earlier person keeps theirs', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const userId = `ana-${hex()}`;
      const [phone, laptop] = [await stage.visitor(userId), await stage.visitor()];
      const closedBefore = await fills(stage, laptop, { order_number: 'of-whoever-sat-here' });
      const agent = await stage.agent('Ann');
      await stage.submit(agent, { conv: closedBefore, stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] });
      // A conversation belongs to a user once it is open while they sign in (W42).
      const onPhone = await fills(stage, phone, { order_number: 'A-9' });
      await store.verifyVisitor({ siteId, id: phone.id, userId, method: 'jwt', now: NOON });
      await store.verifyVisitor({ siteId, id: laptop.id, userId, method: 'jwt', now: NOON });
      const told = (visitorId: string, user: string | null) => store.toldBefore({ siteId, visitorId, userId: user });
      for (const visitor of [phone, laptop]) expect((await told(visitor.id, userId)).answers).toEqual([answer('order_number', 'A-9')]);
      expect((await told(phone.id, null)).answers).toEqual([]); // signed out, the user's own words are gone with them
      expect((await told(phone.id, 'somebody else')).answers).toEqual([]);
      expect(onPhone).not.toBe(closedBefore);
    });
  });
}
