// Promises and what contradicts them: before anybody asks, in any order, told once.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { NOON } from '../stage.js';
import { engineStage, HOUR, iso } from './engine-stage.js';
import type { EngineStage } from './engine-stage.js';

const promise = (stage: EngineStage, at = NOON) =>
  stage.tell(
    'Promise Made',
    { text: 'on the first bill', amount: 159.2, currency: 'EUR', order_id: 'o-77', department: 'sales' },
    { at, channel: 'voice', department: 'sales' },
  );
const order = (stage: EngineStage) =>
  stage.tell('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, { at: NOON + 1, channel: 'order' });
const invoice = (stage: EngineStage) =>
  stage.tell(
    'Invoice Issued',
    { invoice_no: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' },
    { at: NOON + 2, channel: 'billing', department: 'billing' },
  );

export function promisesContract(opened: () => Store): void {
  describe('promises', () => {
    it('[C34] a wrong invoice raises an alert to both departments before the customer asks, in any order, once', async () => {
      for (const steps of [
        [promise, order, invoice],
        [invoice, order, promise],
        [order, invoice, promise],
      ]) {
        const stage = await engineStage(opened());
        const { store, siteId, customerOf } = stage;
        await store.createWebhook({ siteId, url: 'https://x.example/', events: ['commitment.broken'], sealed: 's', now: NOON });
        const alerts = [];
        for (const step of steps) alerts.push(...(await step(stage)).alerts);
        const price = alerts.filter(({ code }) => code === 'mismatch_price');
        expect(new Set(price.map(({ id }) => id)).size).toBe(1);
        expect([...(price.at(-1)?.departments ?? [])].sort()).toEqual(['billing', 'sales']);
        const kept = (await store.alerts({ siteId, open: true, limit: 10 })).items.filter(({ code }) => code === 'mismatch_price');
        expect(kept).toMatchObject([{ id: price[0]?.id, severity: 'critical' }]);
        const customerId = await customerOf('mia');
        const items = await store.trackedItems({ siteId, customerId, now: NOON, limit: 10 });
        const mismatches = items?.items.flatMap((one) => one.mismatches) ?? [];
        expect(mismatches).toMatchObject([{ code: 'price_differs', differenceMinor: 3_980, currency: 'EUR' }]);
        expect((await store.commitments({ siteId, customerId, now: NOON, limit: 10 }))?.items).toMatchObject([{ status: 'broken' }]);
        const timeline = await store.timeline({ siteId, customerId, limit: 20 });
        const checked = timeline?.items.filter(({ name }) => name === 'invoice.checked') ?? [];
        expect(checked.length).toBeGreaterThan(0);
        const [hook] = await store.webhooks({ siteId });
        const sent = await store.webhookDeliveries({ siteId, webhookId: hook?.id ?? '', limit: 10 });
        expect(sent.items.map(({ event }) => event)).toEqual(['commitment.broken']);
      }
    });

    it('[C33] kept by what fulfils it in time, broken when due passes, told once; cancelled by an agent', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell, customerOf } = stage;
      await tell('Promise Made', { commitment_id: 'p1', text: 'call you back', due_at: iso(NOON + HOUR) });
      await tell('Promise Made', { commitment_id: 'p2', text: 'unlock the upload', due_at: iso(NOON + HOUR) });
      await tell('Promise Made', { commitment_id: 'p3', text: 'send the form', due_at: iso(NOON + HOUR) });
      await tell('commitment.updated', { commitment_id: 'p3', status: 'cancelled' }, { at: NOON + 1 });
      await tell('commitment.updated', { commitment_id: 'p1', status: 'kept' }, { at: NOON + 2 });
      const status = async (id: string, now: number) => (await store.commitment({ siteId, id, now }))?.status;
      const now = NOON + HOUR + 1;
      expect([await status('p1', now), await status('p2', now), await status('p3', now)]).toEqual(['kept', 'broken', 'cancelled']);
      const sweep = async (at: number) => (await store.sweepDue({ now: at, limit: 100 })).followed.filter((one) => one.siteId === siteId);
      const [followed] = await sweep(now);
      expect(followed?.alerts).toMatchObject([{ code: 'commitment_broken', refs: [{ type: 'commitment', id: 'p2' }, {}] }]);
      expect(await sweep(now + HOUR)).toEqual([]);
      const page = await store.alerts({ siteId, open: true, limit: 10 });
      expect(page.items).toHaveLength(1);
      const alert = page.items[0];
      expect(alert?.customerId).toBe(await customerOf('mia'));
      await store.resolveAlert({ siteId, id: alert?.id ?? '', actor: 'agt_1', now });
      const [settled] = (await store.alerts({ siteId, open: false, limit: 1 })).items;
      expect(await store.alertById({ siteId, id: settled?.id ?? '' }), 'a resolved one is found too').toEqual(settled);
      expect(await store.alertById({ siteId: 'sit_other', id: settled?.id ?? '' })).toBeNull();
      expect((await store.alerts({ siteId, open: true, limit: 10 })).items).toEqual([]);
      expect((await store.alerts({ siteId, open: false, limit: 10 })).items).toMatchObject([{ resolvedAt: iso(now) }]);
      await tell('Promise Made', { commitment_id: 'p4', text: 'another' }, { at: now });
      expect((await store.alerts({ siteId, open: true, limit: 10 })).items, 'what a person resolved stays resolved').toEqual([]);
    });

    it('[K72] stand with the agent who gave them, else with their department, from when they are near until they are settled', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell, customerOf } = stage;
      const given = { text: 'call back', agent_id: 'agt_ada', department: 'Cards' };
      const made = [
        await tell('Promise Made', { ...given, commitment_id: 'w1', due_at: iso(NOON + 2 * HOUR) }, { conversationId: 'cnv_1' }),
        await tell('Promise Made', { ...given, commitment_id: 'w2', due_at: iso(NOON + HOUR), entry_id: 'ent_1' }),
        await tell('Promise Made', { ...given, commitment_id: 'w3', due_at: iso(NOON + 30 * HOUR) }),
        await tell('Promise Made', { ...given, commitment_id: 'w4' }),
        await tell('Promise Made', { text: 'send the form', commitment_id: 'w5', due_at: iso(NOON + HOUR), department: 'cards ' }),
        await tell('notice.sent', { text: 'it ships', commitment_id: 'w6', due_at: iso(NOON + HOUR), department: 'cards' }),
      ];
      expect(made.map(({ owed }) => owed)).toEqual([
        ...[['agent agt_ada'], ['agent agt_ada'], ['agent agt_ada'], [], ['department cards'], []],
      ]);
      const due = async (id: string, departments: string[] = [], limit = 10, at = siteId) => {
        const found = await store.owedPromises({ siteId: at, agentId: id, departments, dueBefore: NOON + 12 * HOUR, limit });
        return { ids: found.items.map((one) => one.id), more: found.more, items: found.items };
      };
      const ada = await due('agt_ada');
      expect(ada.ids).toEqual(['w2', 'w1']);
      expect(ada.items[0]).toMatchObject({
        ...{ customerId: await customerOf('mia'), text: 'call back', dueAt: iso(NOON + HOUR), entryId: 'ent_1', department: 'Cards' },
        refs: [{ type: 'interaction' }],
      });
      expect(ada.items[0]?.conversationId).toBeUndefined();
      expect(ada.items[1]?.conversationId).toBe('cnv_1');
      expect((await due('agt_ben', ['Cards'])).ids).toEqual(['w5']);
      expect((await due('agt_ada', ['CARDS'])).ids).toEqual(['w2', 'w5', 'w1']);
      expect(await due('agt_ada', ['CARDS'], 2)).toMatchObject({ ids: ['w2', 'w5'], more: true });
      expect((await due('agt_ben')).ids).toEqual([]);
      expect((await due('agt_ada', ['Cards'], 10, 'sit_other')).ids).toEqual([]);
      const later = NOON + 3 * HOUR;
      expect(
        (await store.sweepDue({ now: later, limit: 100 })).followed.flatMap(({ owed }) => owed),
        'late is still owed',
      ).toEqual([]);
      expect((await due('agt_ada')).ids).toEqual(['w2', 'w1']);
      const settle = (id: string, status: string, at = later) => tell('commitment.updated', { commitment_id: id, status }, { at });
      expect((await settle('w2', 'kept')).owed).toEqual(['agent agt_ada']);
      expect((await settle('w5', 'cancelled')).owed).toEqual(['department cards']);
      expect((await due('agt_ada', ['Cards'])).ids).toEqual(['w1']);
      expect((await tell('Call Made', {}, { at: NOON + HOUR, now: later, channel: 'voice' })).owed).toContain('agent agt_ada');
      expect((await due('agt_ada')).ids, 'kept by what was done').toEqual([]);
      expect((await settle('w2', 'open', later + 1)).owed).toEqual(['agent agt_ada']);
      expect((await due('agt_ada')).ids).toEqual(['w2']);
      await store.rebuild({ siteId });
      expect((await due('agt_ada')).ids).toEqual(['w2']);
    });
  });
}
