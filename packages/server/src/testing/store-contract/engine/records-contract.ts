// Settings, reasons, sources, facts and what may be revealed, idempotency keys, hints of what followed.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { accepted, hex, message, NOON } from '../stage.js';
import { DAY, engineStage, HOUR, verifiedUser } from './engine-stage.js';

export function recordsContract(opened: () => Store): void {
  describe('records of the context engine', () => {
    it('[C48] settings are kept per site, with defaults, and change how the next context is written', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      const settings = await store.siteSettings({ siteId });
      expect(settings).toMatchObject({ timezone: 'UTC', locale: 'en', lossDays: 60 });
      await store.setSiteSettings({ siteId, settings: { ...settings, timezone: 'Europe/Berlin', priceToleranceMinor: 5 } });
      expect(await store.siteSettings({ siteId })).toMatchObject({ timezone: 'Europe/Berlin', priceToleranceMinor: 5 });
      await tell('Promise Made', { text: 'call back', due_at: '2026-01-05T16:00:00Z' });
      const context = await store.customerContext({ siteId, customerId: await customerOf('mia'), online: false, now: NOON });
      expect(context?.brief.find(({ slot }) => slot === 'promise')?.text).toContain('due 17:00');
    });

    it('[C48] changes of settings made at once all count', async () => {
      const { store, siteId } = await engineStage(opened());
      const changes = [{ timezone: 'Europe/Berlin' }, { locale: 'de' }, { currency: 'EUR' }, { lossDays: 30 }, { priceToleranceMinor: 7 }];
      await Promise.all(changes.map((change) => store.changeSiteSettings({ siteId, change })));
      expect(await store.siteSettings({ siteId })).toMatchObject(Object.assign({}, ...changes));
    });

    it('[C27] reasons: the defaults, the site’s own over them; a confirmed one teaches the words of its conversation, once', async () => {
      const stage = await engineStage(opened());
      const { store, siteId } = stage;
      const own = { code: 'billing.odd', label: 'Odd bill', category: 'billing', upstreamCause: 'billing', ownerDepartment: 'billing' };
      const defaults = await store.reasons({ siteId });
      await store.putReason({ siteId, reason: own, words: ['odd bill'] });
      expect(await store.reasons({ siteId })).toEqual([...defaults, own]);
      const visitor = await stage.visitor('mia');
      const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, 'My bill looks odd')] });
      const { conv } = accepted(answer);
      const confirm = (code: string, at: number) =>
        stage.tell('reason.confirmed', { conversation_id: conv, code }, { conversationId: conv, at });
      await confirm('product.how_to', NOON + HOUR);
      await confirm(own.code, NOON + 2 * HOUR);
      await confirm('product.how_to', NOON + 1);
      const live = await store.liveRevision({ siteId, conv, online: true, now: NOON + 3 * HOUR });
      expect(live?.next.reason).toMatchObject({ code: own.code, source: 'agent' });
      expect(await store.deleteReason({ siteId, code: own.code })).toBe(true);
      expect(await store.deleteReason({ siteId, code: own.code })).toBe(false);
    });

    it('[C24] what agents decide about a fact holds until the customer says it again', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      await tell('Branch Visit Logged', { address: 'Hafenweg 3' }, { channel: 'branch' });
      const customerId = await customerOf('mia');
      const only = async () =>
        (await store.facts({ siteId, customerId, now: NOON + DAY, limit: 10 }))?.items.find(({ key }) => key === 'address');
      const fact = await only();
      expect(fact).toMatchObject({ status: 'current', value: 'Hafenweg 3', timesGiven: 1 });
      await tell('fact.rejected', { fact_id: fact?.id ?? '' }, { at: NOON + 2 });
      await tell('fact.confirmed', { fact_id: fact?.id ?? '' }, { at: NOON + 1 });
      expect((await only())?.status).toBe('rejected');
      await tell('Branch Visit Logged', { address: 'Hafenweg 3' }, { channel: 'branch', at: NOON + 3 });
      expect((await only())?.status).toBe('current');
      await tell('Branch Visit Logged', { address: 'Neuer Wall 1' }, { channel: 'branch', at: NOON + 4 });
      const all = await store.facts({ siteId, customerId, now: NOON + DAY, limit: 10 });
      expect(all?.items.filter(({ key }) => key === 'address').map(({ value, status }) => [value, status])).toEqual([
        ['Neuer Wall 1', 'current'],
        ['Hafenweg 3', 'superseded'],
      ]);
    });

    it('[C24] [ID14] what an agent decides about an open chat’s words holds through a merge and the chat’s end', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      const visitor = await stage.visitor();
      const said = [message(1, 'It is order AB-1111, I mean order AB-2222')];
      const { conv } = accepted((await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: said })).answer);
      const from = (await store.row({ siteId, conv }))?.customer.id ?? '';
      const orders = async (customerId: string) =>
        (await store.customerContext({ siteId, customerId, online: false, now: NOON + DAY }))?.statedFacts
          .filter(({ key }) => key === 'order_id')
          .map(({ value, confirmed }) => `${value} ${confirmed}`)
          .sort();
      const [first, second] = (await store.customerContext({ siteId, customerId: from, online: false, now: NOON }))?.statedFacts ?? [];
      const rowId = async (id = '') => (await store.fact({ siteId, customerId: from, id, now: NOON }))?.rowId ?? '';
      const ofVisitor = { identifiers: [{ type: 'anonymous_id', value: visitor.anonymousId, trust: 0, proven: true } as const] };
      await tell('fact.rejected', { fact_id: await rowId(first?.factId) }, { ...ofVisitor, at: NOON + 1 });
      await tell('fact.confirmed', { fact_id: await rowId(second?.factId) }, { ...ofVisitor, at: NOON + 1 });
      const kept = [`${second?.value} true`];
      expect(await orders(from)).toEqual(kept);
      await tell('x', {});
      const into = await stage.customerOf('mia');
      const merged = await store.mergeCustomers({
        siteId,
        from,
        into,
        actor: 'api',
        override: { reason: 'same person' },
        dryRun: false,
        now: NOON + 2,
      });
      expect(merged.ok).toBe(true);
      expect(await orders(into)).toEqual(kept);
      const agent = await stage.agent('Ana');
      await stage.submit(agent, { conv, stream: hex(), msgs: [{ n: 1, kind: 'close', body: { outcome: 'done' } }] }, NOON + HOUR);
      expect((await store.row({ siteId, conv }))?.status).toBe('closed');
      expect(await orders(into)).toEqual(kept);
    });

    it('[S134] a masked value is revealed of its own customer alone; a card number never', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      await tell('IVR Input Received', { key: 'account_no', value: '12345678' }, { channel: 'ivr' });
      await tell('IVR Input Received', { value: '4111111111111111' }, { channel: 'ivr' });
      await tell('x', {}, { user: 'tom' });
      const customerId = await customerOf('mia');
      const facts = (await store.facts({ siteId, customerId, now: NOON, limit: 10 }))?.items ?? [];
      const idOf = (key: string): string => facts.find((fact) => fact.key === key)?.id ?? '';
      const reveal = (id: string, of = customerId) => store.revealed({ siteId, customerId: of, type: 'fact', id, now: NOON });
      expect(facts.find(({ key }) => key === 'account_no')?.value).toBe('•5678');
      expect(await reveal(idOf('account_no'))).toBe('12345678');
      expect(idOf('card')).not.toBe('');
      expect(await reveal(idOf('card'))).toBeNull();
      expect(await reveal(idOf('account_no'), await customerOf('tom'))).toBeNull();
      expect(await store.revealed({ siteId, customerId, type: 'identifier', id: 'user_id:•••a', now: NOON })).toBe('mia');
    });

    it('[C17] an idempotency key answers the same request again, refuses another, and is free once released', async () => {
      const { store, siteId } = await engineStage(opened());
      const ask = (bodyHash: string, now = NOON) => store.idempotent({ siteId, key: 'k', bodyHash, now });
      expect(await ask('a')).toBe('reserved');
      expect(await ask('a')).toBe('busy');
      expect(await ask('b')).toBe('conflict');
      await store.settleIdempotent({ siteId, key: 'k', release: true });
      expect(await ask('b')).toBe('reserved');
      await store.settleIdempotent({ siteId, key: 'k', status: 201, body: '{}' });
      await store.settleIdempotent({ siteId, key: 'k', release: true }); // too late: it is settled
      expect(await ask('b')).toEqual({ status: 201, body: '{}' });
      expect(await ask('c', NOON + 2 * DAY)).toBe('reserved');
    });

    it('[C57] a source of its own has its own key, and its rhythm is measured', async () => {
      const { store, siteId, event } = await engineStage(opened());
      const secretKeyHash = hex();
      const id = await store.createSource({
        siteId,
        name: 'Shop',
        channel: 'order',
        department: 'sales',
        visibility: 'shared',
        secretKeyHash,
        now: NOON,
      });
      const found = await store.findSite({ secretKeyHash });
      expect(found).toMatchObject({ id: siteId, keySourceId: id });
      expect(found?.sources.find((source) => source.id === id)).toMatchObject({ kind: 'secret', name: 'Shop', department: 'sales' });
      const customers: string[] = [];
      for (let n = 0; n < 8; n += 1) {
        const recorded = await store.record({ siteId, sourceId: id, events: [event('x', {})], now: NOON + n * 2 * HOUR });
        customers.push(...recorded.written.map(({ customerId }) => customerId));
      }
      const state = async (now: number) =>
        (await store.customerContext({ siteId, customerId: customers[0] ?? '', online: false, now }))?.coverage.sources.find(
          ({ sourceId }) => sourceId === id,
        )?.state;
      expect(await state(NOON + 14 * HOUR + 5 * HOUR)).toBe('live');
      expect(await state(NOON + 14 * HOUR + 7 * HOUR)).toBe('stale');
    });

    it('[C50] says which open conversations a recorded event touches', async () => {
      const stage = await engineStage(opened());
      const visitor = await stage.visitor('mia');
      const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] });
      const { conv } = accepted(answer);
      const recorded = await stage.tell('tracked_item.updated', { type: 'order', number: 'O-1', status: 'shipped' });
      expect(recorded.touched).toEqual([{ conv, customerId: await stage.customerOf('mia') }]);
      expect((await stage.tell('x', {}, { user: 'tom' })).touched).toEqual([]);
      const relayed = await stage.store.record({
        siteId: stage.siteId,
        sourceId: 'relay',
        events: [stage.event('x', {}, { identifiers: [verifiedUser('mia')] })],
        now: NOON,
      });
      expect(relayed.accepted).toBe(1);
    });
  });
}
