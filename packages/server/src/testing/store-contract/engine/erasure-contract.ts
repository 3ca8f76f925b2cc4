// A customer leaves (ID24, S77): nothing of them is answered any more, nothing comes back, and nobody else loses anything.
import { describe, expect, it } from 'vitest';
import type { EventIdentifier } from '../../../ports/store-customers.js';
import type { Store } from '../../../ports/store.js';
import { erasedPerson } from '../../erased-person.js';
import { NOON } from '../stage.js';
import { engineStage, HOUR, verifiedUser } from './engine-stage.js';

const LATER = NOON + 4 * HOUR;

export function erasureContract(opened: () => Store): void {
  describe('erasure', () => {
    it('[ID24] [S77] an erased customer is gone from every answer; the log keeps its places, late messages are told `erased`', async () => {
      const store = opened();
      const { siteId, conv, customerId, words, lane, sendLate, tell } = await erasedPerson(store, 'cnr');
      const before = await lane(conv, 'pub');
      await tell('Order Completed', { order_id: 'O-bob' }, { user: 'bob' });
      const erased = await store.eraseCustomer({ siteId, customerId, actor: 'agt_1', now: LATER });
      expect(erased).toMatchObject({ customers: 1, conversations: [conv] });
      expect(erased?.visitors).toHaveLength(1);
      expect(erased?.interactions).toBeGreaterThan(5);
      const whose = { siteId, customerId, now: LATER, limit: 50 };
      expect(await store.customer({ siteId, id: customerId })).toBeNull();
      expect(await store.customerContext({ siteId, customerId, online: false, now: LATER })).toBeNull();
      expect(await store.latestHandoff({ siteId, conv })).toBeNull();
      for (const list of [
        await store.facts(whose),
        await store.commitments(whose),
        await store.trackedItems(whose),
        await store.cases(whose),
      ])
        expect(list?.items ?? []).toEqual([]);
      expect((await store.alerts({ siteId, open: false, limit: 50 })).items).toEqual([]);
      const after = await lane(conv, 'pub');
      expect(after.map(({ seq, kind, cid }) => [seq, kind, cid])).toEqual(before.map(({ seq, kind, cid }) => [seq, kind, cid]));
      const left = JSON.stringify([
        after,
        await lane(conv, 'int'),
        await store.row({ siteId, conv }),
        await store.rows({ siteId, limit: 50 }),
      ]);
      expect(words.filter((word) => left.includes(word))).toEqual([]);
      for (const [n, text] of [
        [1, 'again'],
        [2, 'one more'],
      ] as const)
        expect((await sendLate(n, text)).answer).toEqual({ ok: false, code: 'erased' });
      expect(await store.eraseCustomer({ siteId, customerId, actor: 'agt_1', now: LATER })).toBeNull();
      const [bob] = await store.findCustomers({ siteId, type: 'user_id', value: 'bob', minTrust: 3 });
      expect((await store.timeline({ siteId, customerId: bob?.id ?? '', limit: 5 }))?.items).toMatchObject([{ name: 'Order Completed' }]);
    });

    it('[C12] [ID24] what a source repeats after an erasure stays erased, a rebuild brings nothing back, another site erases nobody', async () => {
      const store = opened();
      const { siteId, customerId, words, event, secret } = await erasedPerson(store, 'cnr');
      const repeated = event('Signed Up', { plan: words.at(-1) ?? '' }, { user: 'carol' });
      const once = await store.record({ siteId, sourceId: secret, events: [repeated], now: NOON });
      expect(once.accepted).toBe(1);
      const [carol] = await store.findCustomers({ siteId, type: 'user_id', value: 'carol', minTrust: 3 });
      const id = carol?.id ?? '';
      expect(await store.eraseCustomer({ siteId: 'sit_other', customerId: id, actor: 'api', now: LATER })).toBeNull();
      await store.eraseCustomer({ siteId, customerId: id, actor: 'api', now: LATER });
      await store.record({ siteId, sourceId: secret, events: [repeated], now: LATER });
      expect(await store.findCustomers({ siteId, type: 'user_id', value: 'carol', minTrust: 0 })).toEqual([]);
      await store.rebuild({ siteId });
      expect(await store.customer({ siteId, id })).toBeNull();
      expect(await store.customer({ siteId, id: customerId })).toMatchObject({ customer: { id: customerId } });
    });

    it('[ID14] [ID24] whoever was merged into an erased customer is erased with them', async () => {
      const store = opened();
      const { siteId, customerId, tell, customerOf } = await erasedPerson(store, 'cnr');
      await tell('Order Completed', { order_id: 'O-dora' }, { user: 'dora' });
      const dora = await customerOf('dora');
      const asked = { siteId, from: dora, into: customerId, actor: 'agt_1', override: { reason: 'the same person' }, dryRun: false };
      expect((await store.mergeCustomers({ ...asked, now: NOON + 1 })).ok).toBe(true);
      expect(await store.eraseCustomer({ siteId, customerId: dora, actor: 'agt_1', now: LATER })).toBeNull(); // not a root any more
      expect(await store.eraseCustomer({ siteId, customerId, actor: 'agt_1', now: LATER })).toMatchObject({ customers: 2 });
      expect(await store.customer({ siteId, id: dora })).toBeNull();
      expect(await store.findCustomers({ siteId, type: 'user_id', value: 'dora', minTrust: 0 })).toEqual([]);
      expect(await store.trackedItem({ siteId, type: 'order', number: 'O-dora', now: LATER })).toBeNull();
    });

    it('[K112] a guest whose last page begins so is found by it; nobody who is known, merged or erased', async () => {
      const store = opened();
      const { siteId, event, open, customerOf } = await engineStage(store);
      const on = async (said: EventIdentifier, url: string): Promise<void> => {
        const seen = { ...event('', { context: { page: { url } } }, { identifiers: [said], channel: 'web' }), type: 'page' as const };
        await store.record({ siteId, sourceId: open, events: [seen], now: NOON });
      };
      const device = (value: string): EventIdentifier => ({ type: 'anonymous_id', value, trust: 0, proven: true });
      const page = 'https://relay.example/demo/cards.html?a=1';
      const asked = { siteId, address: 'https://relay.example/demo/', limit: 10 };
      await on(device('elsewhere'), 'https://shop.example/demo/');
      await on(verifiedUser('known'), page);
      await on(device('becomes known'), page);
      const [from = ''] = await store.guestsSeenOn(asked);
      const override = { reason: 'the same person' };
      const merge = { siteId, from, into: await customerOf('known'), actor: 'agt_1', override, dryRun: false, now: NOON };
      expect(await store.mergeCustomers(merge)).toMatchObject({ ok: true });
      expect(await store.guestsSeenOn(asked)).toEqual([]);
      await on(device('guest'), page);
      const [guest = '', ...others] = await store.guestsSeenOn(asked);
      expect(others).toEqual([]);
      expect(await store.guestsSeenOn({ ...asked, address: 'https://%' })).toEqual([]);
      expect(await store.guestsSeenOn({ ...asked, siteId: 'sit_other' })).toEqual([]);
      await store.eraseCustomer({ siteId, customerId: guest, actor: 'agt_1', now: LATER });
      expect(await store.guestsSeenOn(asked)).toEqual([]);
      expect(await store.customer({ siteId, id: await customerOf('known') })).not.toBeNull();
      await store.endDemo({ siteId, actor: 'agt_1', detail: { customers: '1' }, now: LATER });
      expect(await store.findSite({ id: siteId })).toMatchObject({ demo: false });
      const [line] = (await store.auditLines({ siteId, action: 'demo', limit: 5 })).items;
      expect(line).toMatchObject({ actor: 'agt_1', action: 'demo.removed', detail: { customers: '1' } });
    });
  });
}
