// Tracked items: written in any order, seen by their customer, looked up by anybody with a proof.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { NOON } from '../stage.js';
import { DAY, engineStage, HOUR, iso, verifiedUser } from './engine-stage.js';

const item = (more: object = {}) => ({ type: 'order', number: 'O-77', status: 'processing', eta_until: iso(NOON + DAY), ...more });

export function itemsContract(opened: () => Store): void {
  describe('tracked items', () => {
    it('[C36] an older version never overwrites a newer one, and a repeat changes nothing', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      const now = NOON + HOUR;
      await tell('tracked_item.updated', item({ version: 2, status: 'shipped' }), { at: NOON + 2 });
      await tell('tracked_item.updated', item({ version: 1, status: 'processing' }), { at: NOON + 3 });
      const before = await store.trackedItem({ siteId, type: 'order', number: 'o-77', now });
      expect(before).toMatchObject({ number: 'O-77', milestone: 'shipped', late: false, done: false });
      await tell('tracked_item.updated', item({ version: 2, status: 'shipped' }), { at: NOON + 2 });
      const after = await store.trackedItem({ siteId, type: 'order', number: 'O-77', now });
      expect({ ...after, refs: [] }).toEqual({ ...before, refs: [] });
      expect((await store.trackedItem({ siteId, type: 'claim', number: 'O-77', now })) ?? null).toBeNull();
    });

    it('[C4] [C40] their own customer sees them; another user and another site see nothing', async () => {
      const { store, siteId, tell } = await engineStage(opened());
      const elsewhere = await engineStage(opened());
      await tell('tracked_item.updated', item());
      await tell('tracked_item.updated', item({ number: 'o-78' }), { visibility: 'department' });
      await tell('Promise Made', { text: 'call you back', due_at: iso(NOON + HOUR) });
      const own = await store.visitorItems({ siteId, userId: 'mia', now: NOON });
      expect(own.items.map(({ number }) => number)).toEqual(['O-77']);
      expect(own.promises).toMatchObject([{ text: 'call you back', status: 'open' }]);
      expect(JSON.stringify(own)).not.toMatch(/int_|back_office|refs/);
      expect((await store.visitorItems({ siteId, userId: 'mia', now: NOON + 2 * HOUR })).promises[0]?.status).toBe('broken');
      expect(await store.visitorItems({ siteId, userId: 'tom', now: NOON })).toEqual({ items: [], promises: [] });
      expect(await store.visitorItems({ siteId: elsewhere.siteId, userId: 'mia', now: NOON })).toEqual({ items: [], promises: [] });
    });

    it('[C40] [ID22] number and verified e-mail or postcode: four fields; everything else is one answer', async () => {
      const { store, siteId, tell, event, secret } = await engineStage(opened());
      await tell('tracked_item.updated', item());
      await tell('Branch Visit Logged', { postcode: '20457' }, { channel: 'branch' });
      const email = { type: 'email', value: 'mia@example.org', trust: 2 as const, proven: false };
      const claimed = { ...email, value: 'eve@example.org', trust: 1 as const };
      await store.record({
        siteId,
        sourceId: secret,
        events: [event('x', {}, { identifiers: [verifiedUser('mia'), email, claimed] })],
        now: NOON,
      });
      const look = (number: string, proof: string) => store.lookupItem({ siteId, number, proof, now: NOON });
      const answer = await look(' o-77 ', 'Mia@Example.org');
      expect(Object.keys(answer ?? {}).sort()).toEqual(['eta', 'milestone', 'status', 'type']);
      expect(await look('O-77', '20 457')).toEqual(answer);
      for (const [number, proof] of [
        ['O-77', '20458'],
        ['O-77', 'eve@example.org'],
        ['O-77', ''],
        ['O-79', '20457'],
      ] as const) {
        expect(await look(number, proof), `${number} ${proof}`).toBeNull();
      }
    });

    it('[C36] [ID22] a number that pages claim belongs to nobody; the company’s word names the owner, and claims push nothing out', async () => {
      const { store, siteId, tell, event, open, secret, customerOf } = await engineStage(opened());
      const now = NOON + HOUR;
      const claim = async (user: string) => {
        const said = event('Order Completed', { order_id: 'O-77' }, { user, channel: 'web', at: now });
        await store.record({ siteId, sourceId: open, events: [said], now });
      };
      const asked = { siteId, type: 'order' as const, number: 'o-77', now };
      await claim('eve');
      expect(await store.trackedItem(asked)).toMatchObject({ customerId: await customerOf('eve') });
      expect(await store.vouchedItem(asked)).toBeNull();
      await tell('tracked_item.updated', item({ title: 'Two chairs' }));
      for (let n = 0; n < 9; n += 1) await claim(`eve-${n}`);
      const own = await store.vouchedItem(asked);
      expect(own).toMatchObject({ customerId: await customerOf('mia'), title: 'Two chairs' });
      expect(await store.trackedItem(asked)).toEqual(own);
      expect(JSON.stringify(await store.visitorItems({ siteId, userId: 'eve', now }))).not.toContain('Two chairs');
      const email = { type: 'email', value: 'mia@example.org', trust: 2 as const, proven: false };
      await store.record({ siteId, sourceId: secret, events: [event('x', {}, { identifiers: [verifiedUser('mia'), email] })], now });
      expect(await store.lookupItem({ siteId, number: 'O-77', proof: 'mia@example.org', now })).toMatchObject({ type: 'order' });
    });

    it('[C40] [C54] the customer, and whoever proves a number, learns nothing that is not shared; what is shared stays', async () => {
      const { store, siteId, tell, event, secret } = await engineStage(opened());
      const email = { type: 'email', value: 'mia@example.org', trust: 2 as const, proven: false };
      await store.record({ siteId, sourceId: secret, events: [event('x', {}, { identifiers: [verifiedUser('mia'), email] })], now: NOON });
      await tell('tracked_item.updated', item({ title: 'Two chairs' }), { at: NOON });
      const secretly = { title: 'Fraud check', status: 'fraud check', amount_minor: 666, currency: 'EUR' };
      await tell('tracked_item.updated', item(secretly), { at: NOON + 1, visibility: 'restricted' });
      await tell('tracked_item.updated', { type: 'claim', number: 'CL-1', title: 'Fraud check' }, { visibility: 'department' });
      for (const status of ['processing', 'shipped']) {
        if (status === 'shipped') await tell('tracked_item.updated', { type: 'order', number: 'O-77', status }, { at: NOON + 3 });
        const own = await store.visitorItems({ siteId, userId: 'mia', now: NOON + 9 });
        expect(own.items).toMatchObject([{ number: 'O-77', title: 'Two chairs', status }]);
        expect(JSON.stringify(own)).not.toMatch(/[Ff]raud|666/);
        expect(await store.lookupItem({ siteId, number: 'O-77', proof: 'mia@example.org', now: NOON + 9 })).toMatchObject({ status });
      }
      expect(await store.lookupItem({ siteId, number: 'CL-1', proof: 'mia@example.org', now: NOON + 9 })).toBeNull();
    });

    it('[C38] late once per item and milestone, told by alert and message, whatever the sweep repeats', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      await store.createWebhook({ siteId, url: 'https://x.example/', events: ['tracked_item.late'], sealed: 's', now: NOON });
      await tell('tracked_item.updated', item({ eta_until: iso(NOON + HOUR) }));
      const customerId = await customerOf('mia');
      const sweep = async (now: number) => (await store.sweepDue({ now, limit: 100 })).followed.filter((one) => one.siteId === siteId);
      expect(await sweep(NOON + HOUR)).toEqual([]);
      const [followed] = await sweep(NOON + HOUR + 1);
      expect(followed?.items).toEqual([customerId]);
      expect(followed?.alerts).toMatchObject([{ code: 'item_late', customerId, resolvedAt: null, refs: [{ type: 'tracked_item' }, {}] }]);
      expect(await sweep(NOON + 2 * HOUR)).toEqual([]);
      await tell('tracked_item.updated', item({ eta_until: iso(NOON + 3 * HOUR) }), { at: NOON + 2 * HOUR });
      expect(await sweep(NOON + 4 * HOUR)).toEqual([]); // the same milestone
      const hooks = await store.webhooks({ siteId });
      const sent = await store.webhookDeliveries({ siteId, webhookId: hooks[0]?.id ?? '', limit: 10 });
      expect(sent.items.map(({ event }) => event)).toEqual(['tracked_item.late']);
      const timeline = await store.timeline({ siteId, customerId, limit: 20 });
      expect(timeline?.items.filter(({ name }) => name === 'tracked_item.late')).toHaveLength(1);
    });

    it('[C34] [C38] [C54] what the relay says of an item is seen by whoever sees every source of it', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      const closed = { visibility: 'restricted', department: 'fraud' } as const;
      await tell('tracked_item.updated', item({ eta_until: iso(NOON + HOUR), title: 'Fraud check' }), closed);
      await tell('tracked_item.updated', { type: 'order', number: 'O-77', status: 'shipped' }, { at: NOON + 1 });
      await tell('tracked_item.updated', { type: 'invoice', number: 'I-1', order_id: 'O-77', amount_minor: 100, currency: 'EUR' }, closed);
      await store.sweepDue({ now: NOON + HOUR + 1, limit: 1_000 });
      const customerId = await customerOf('mia');
      const told = (await store.timeline({ siteId, customerId, limit: 50 }))?.items ?? [];
      for (const name of ['tracked_item.milestone', 'invoice.checked', 'tracked_item.late']) {
        expect(told.find((one) => one.name === name)).toMatchObject({ visibility: 'restricted', department: 'fraud' });
      }
      expect(told.some(({ name }) => name === 'notice.sent')).toBe(false);
    });

    it('[C7] what a page says of the company’s own items counts for nothing', async () => {
      const { store, siteId, event, open } = await engineStage(opened());
      const said = ['tracked_item.updated', 'fact.confirmed', 'case.opened', 'reason.confirmed', 'commitment.updated'].map((name) =>
        event(
          name,
          { ...item(), fact_id: 'fct_1', case_id: 'c1', title: 'x', code: 'a.b', conversation_id: 'c', commitment_id: 'q', status: 'kept' },
          { channel: 'web' },
        ),
      );
      const recorded = await store.record({ siteId, sourceId: open, events: said, now: NOON });
      expect(recorded.accepted).toBe(said.length);
      expect(recorded.items).toEqual([]);
      expect(await store.trackedItem({ siteId, type: 'order', number: 'O-77', now: NOON })).toBeNull();
      expect(await store.caseById({ siteId, id: 'c1' })).toBeNull();
    });

    it('lists page by page without repeating or skipping', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      for (let n = 0; n < 7; n += 1) await tell('tracked_item.updated', item({ number: `O-${n}` }), { at: NOON + n });
      const customerId = await customerOf('mia');
      const numbers: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.trackedItems({ siteId, customerId, now: NOON, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
        numbers.push(...(page?.items ?? []).map(({ number }) => number));
        cursor = page?.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(numbers).toEqual(['O-6', 'O-5', 'O-4', 'O-3', 'O-2', 'O-1', 'O-0']);
    });
  });
}
