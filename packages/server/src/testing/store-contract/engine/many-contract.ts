// Customers of many years: what was settled once stays settled, whatever came after it.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { NOON } from '../stage.js';
import { DAY, engineStage, HOUR, iso } from './engine-stage.js';
import type { EngineStage } from './engine-stage.js';

const MANY = 70; // more than are read when nothing links them
const numbers = Array.from({ length: MANY }, (_, i) => i);

const together = (stage: EngineStage, events: ReturnType<EngineStage['event']>[], now: number) =>
  stage.store.record({ siteId: stage.siteId, sourceId: stage.secret, events: events.map((event, index) => ({ ...event, index })), now });

/** Newer promises and items, in batches and one at a time: each is a settling of its own. */
async function manyMore(stage: EngineStage): Promise<void> {
  const at = NOON + 30 * DAY;
  const promises = numbers.map((i) => stage.event('Promise Made', { commitment_id: `more-${i}`, text: 'look into it' }, { at: at + i }));
  const items = numbers.map((i) =>
    stage.event('tracked_item.updated', { type: 'claim', number: `C-${i}`, status: 'received' }, { at: at + i }),
  );
  await together(stage, [...promises, ...items], at);
  await stage.tell('Promise Made', { commitment_id: 'last', text: 'look into it' }, { at: at + HOUR });
  await stage.tell('tracked_item.updated', { type: 'claim', number: 'C-last', status: 'received' }, { at: at + HOUR });
}

export function manyContract(opened: () => Store): void {
  describe('a customer of many years', () => {
    it('[C33] a promise that was kept stays kept, and one kept late stays made good, when many newer ones exist', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      await tell('Promise Made', { commitment_id: 'call', text: 'call you back', due_at: iso(NOON + DAY) });
      await tell('Promise Made', { commitment_id: 'late', text: 'refund it', order_id: 'o-5', due_at: iso(NOON + HOUR) });
      await tell('Outbound Call', { outcome: 'reached' }, { at: NOON + HOUR, channel: 'voice' });
      await tell('Order Refunded', { order_id: 'o-5', total: 5, currency: 'EUR' }, { at: NOON + 2 * HOUR, channel: 'order' });
      const now = NOON + 90 * DAY;
      const said = async () => [await store.commitment({ siteId, id: 'call', now }), await store.commitment({ siteId, id: 'late', now })];
      const before = await said();
      expect(before.map((one) => one?.status)).toEqual(['kept', 'broken']);
      await manyMore(stage);
      expect(await said()).toEqual(before);
      const followed = (await store.sweepDue({ now, limit: 100 })).followed.filter((one) => one.siteId === siteId);
      expect(followed.flatMap(({ alerts }) => alerts)).toEqual([]);
      await store.rebuild({ siteId });
      expect(await said()).toEqual(before);
    });

    it('[C33] a promise of long ago is still kept by what fulfils it', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      const due_at = iso(NOON + 60 * DAY);
      await tell('Promise Made', { commitment_id: 'call', text: 'call you back', due_at });
      await tell('Promise Made', { commitment_id: 'parcel', text: 'deliver it', order_id: 'o-8', due_at });
      await tell('Order Completed', { order_id: 'o-8', total: 8, currency: 'EUR' }, { channel: 'order' });
      await manyMore(stage);
      await tell('Outbound Call', { outcome: 'reached' }, { at: NOON + 40 * DAY, channel: 'voice' });
      await tell('Order Delivered', { order_id: 'o-8', shipment_id: 's-8' }, { at: NOON + 41 * DAY, channel: 'order' });
      const now = NOON + 90 * DAY;
      const said = async () => [await store.commitment({ siteId, id: 'call', now }), await store.commitment({ siteId, id: 'parcel', now })];
      const live = await said();
      expect(live.map((one) => one?.status)).toEqual(['kept', 'kept']);
      await store.rebuild({ siteId });
      expect(await said()).toEqual(live);
    });

    it('[C34] an invoice that does not match still does not when many newer items exist; nobody is told it were right', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell, customerOf } = stage;
      await tell('Promise Made', { commitment_id: 'price', text: '159.20 EUR on the first bill', amount: 159.2, currency: 'EUR' });
      await tell('Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }, { at: NOON + 1, channel: 'order' });
      await tell(
        'Invoice Issued',
        { invoice_no: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' },
        { at: NOON + 2, channel: 'billing' },
      );
      const customerId = await customerOf('mia');
      const now = NOON + 90 * DAY;
      const invoice = () => store.trackedItem({ siteId, type: 'invoice', number: 'i-9', now });
      const checks = async () =>
        (await store.timeline({ siteId, customerId, channel: 'billing', limit: 50 }))?.items.filter(
          ({ name }) => name === 'invoice.checked',
        ).length;
      const open = async () => (await store.alerts({ siteId, open: true, limit: 100 })).items.map(({ code, refs }) => [code, refs]).sort();
      const before = [await invoice(), await checks(), await open()];
      expect((await invoice())?.mismatches).toMatchObject([{ code: 'price_differs' }]);
      await manyMore(stage);
      expect([await invoice(), await checks(), await open()]).toEqual(before);
      await tell('Order Updated', { order_id: 'o-77' }, { at: now, channel: 'order' });
      expect((await invoice())?.mismatches).toMatchObject([{ code: 'price_differs', differenceMinor: 3_980 }]);
      await store.rebuild({ siteId });
      expect((await invoice())?.mismatches).toMatchObject([{ code: 'price_differs', differenceMinor: 3_980 }]);
    });
  });
}
