// What leaves through webhooks, and what is due to be told: once per lease, by endpoint, forgotten after a month.
import { operationsApi } from '@throughline/types/decode';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../ports/store.js';
import { NOON } from '../stage.js';
import { DAY, engineStage, HOUR, iso } from './engine-stage.js';
import type { EngineStage } from './engine-stage.js';

const LEASE = 1_000;

async function hooked(opened: () => Store) {
  const stage = await engineStage(opened());
  const { store, siteId } = stage;
  const hook = await store.createWebhook({ siteId, url: 'https://x.example/', events: ['commitment.broken'], sealed: 's1', now: NOON });
  const name = { siteId, id: hook.id };
  return {
    ...stage,
    hook,
    name,
    take: (now: number, limit = 100) => store.takeOutbox({ ...name, now, limit, leaseMs: LEASE }),
    due: async (now: number) => (await store.dueWebhooks({ now, limit: 1_000 })).filter((one) => one.siteId === siteId),
    deliveries: async () => (await store.webhookDeliveries({ siteId, webhookId: hook.id, limit: 50 })).items,
  };
}

/** A promise with money, an order, an invoice that asks for more: `commitment.broken` is told. */
async function breakPromise({ tell }: EngineStage, order: string, at = NOON): Promise<void> {
  const agreed = { amount: 159.2, currency: 'EUR', order_id: order };
  await tell('Promise Made', { text: 'on the first bill', ...agreed }, { at });
  await tell('Order Completed', { order_id: order, total: 159.2, currency: 'EUR' }, { at: at + 1, channel: 'order' });
  await tell('Invoice Issued', { ...agreed, invoice_no: `i-${order}`, amount: 199, total: 199 }, { at: at + 2, channel: 'billing' });
}

export function outboxContract(opened: () => Store): void {
  describe('outbox', () => {
    it('[S71] the outbox gives a message once per lease, again after it, and keeps what became of it', async () => {
      const stage = await hooked(opened);
      const { store, siteId, hook, name, take, due, deliveries } = stage;
      await breakPromise(stage, 'o-77');
      const now = NOON + HOUR;
      expect(await due(now)).toEqual([name]);
      const [first, ...more] = await take(now);
      expect(more).toEqual([]);
      expect(first).toMatchObject({ row: { event: 'commitment.broken', attempts: 0 }, webhook: { id: hook.id } });
      expect(first?.webhook.secrets).toEqual([{ sealed: 's1', until: null }]);
      expect(JSON.parse(first?.row.body ?? '')).toMatchObject({ type: 'commitment.broken', data: { siteId } });
      expect(first?.row.body).not.toMatch(/159|first bill|mia/);
      expect([await take(now), await due(now)]).toEqual([[], []]);
      const id = first?.row.id ?? '';
      expect(await take(now + LEASE)).toMatchObject([{ row: { id, attempts: 1 } }]);
      await store.settleOutbox({ siteId, id, outcome: { state: 'delivered' }, status: 204, error: null, now });
      expect([await take(now + DAY), await due(now + DAY)]).toEqual([[], []]);
      expect(await deliveries()).toMatchObject([{ state: 'delivered', lastStatus: 204, nextAt: null }]);
      expect(await store.replayDelivery({ siteId, id, now })).toBe(true);
      expect(await store.replayDelivery({ siteId: 'sit_other', id, now })).toBe(false);
      expect(await take(now + DAY)).toHaveLength(1);
    });

    it('[S73] what waits for an endpoint that is off is not looked at until it is on again', async () => {
      const stage = await hooked(opened);
      const { store, siteId, name, take, due, deliveries } = stage;
      await breakPromise(stage, 'o-1');
      await store.setWebhookState({ ...name, state: 'disabled', now: NOON });
      expect(await deliveries()).toMatchObject([{ state: 'pending', nextAt: null }]);
      const [row] = await deliveries();
      expect(await store.replayDelivery({ siteId, id: row?.id ?? '', now: NOON })).toBe(true);
      expect([await due(NOON + DAY), await take(NOON + DAY)]).toEqual([[], []]);
      expect((await deliveries())[0]?.nextAt).toBeNull();
      await store.setWebhookState({ ...name, state: 'enabled', now: NOON + DAY });
      expect(await take(NOON + DAY)).toHaveLength(1);
    });

    it('[S73] what is settled is forgotten after a while, what still waits is not', async () => {
      const stage = await hooked(opened);
      const { store, siteId, take, deliveries } = stage;
      await breakPromise(stage, 'o-1');
      await breakPromise(stage, 'o-2', NOON + 10);
      const [first] = await take(NOON + HOUR, 1);
      await store.settleOutbox({ siteId, id: first?.row.id ?? '', outcome: { state: 'failed' }, status: 500, error: 'no', now: NOON });
      await store.pruneOutbox({ before: NOON, limit: 10 });
      expect(await deliveries()).toHaveLength(2);
      await store.pruneOutbox({ before: NOON + 30 * DAY, limit: 500 });
      expect(await deliveries()).toMatchObject([{ state: 'pending' }]);
    });

    it('[S71] a new secret signs beside the one before it until that one ends; an older one signs no more', async () => {
      const { store, siteId, name } = await hooked(opened);
      const secrets = async () => (await store.webhooks({ siteId }))[0]?.secrets;
      expect(await store.rotateWebhook({ ...name, sealed: 's2', until: NOON + DAY })).toBe(true);
      const before = { sealed: 's1', until: NOON + DAY };
      expect(await secrets()).toEqual([{ sealed: 's2', until: null }, before]);
      await store.rotateWebhook({ ...name, sealed: 's3', until: NOON + 2 * DAY });
      expect(await secrets()).toEqual([
        { sealed: 's3', until: null },
        { sealed: 's2', until: NOON + 2 * DAY },
      ]);
      expect(await store.rotateWebhook({ siteId: 'sit_other', id: name.id, sealed: 's4', until: NOON })).toBe(false);
    });

    it('[C38] the notice that an item is late is in the log with the lateness: once per customer, item and milestone', async () => {
      const { store, siteId, tell, customerOf } = await engineStage(opened());
      const late = { type: 'claim', number: 'CL-9', status: 'in review', eta_until: iso(NOON + HOUR) };
      for (const user of ['mia', 'bob']) await tell('tracked_item.updated', late, { user });
      await tell('tracked_item.updated', { ...late, number: 'CL-10' }, { visibility: 'restricted' });
      const sweep = () => store.sweepDue({ now: NOON + 2 * HOUR, limit: 100 });
      const followed = (await sweep()).followed.filter((one) => one.siteId === siteId);
      await sweep();
      for (const user of ['mia', 'bob']) {
        const customerId = await customerOf(user);
        expect(followed.flatMap(({ items }) => items)).toContain(customerId);
        const { items = [] } = (await store.timeline({ siteId, customerId, limit: 20 })) ?? {};
        const notices = items.filter(({ name }) => name === 'notice.sent').map(({ channel, title }) => `${channel}: ${title}`);
        expect(notices).toEqual([expect.stringMatching(/^web: .*CL-9 is late; we are on it$/)]);
      }
    });

    it('[C32] a phrase in an event is due in the hours of the department that promises', async () => {
      const stage = await engineStage(opened());
      const { store, siteId, tell } = stage;
      const hours = { 1: [['08:00', '12:00']], 2: [['08:00', '12:00']], 3: [['08:00', '12:00']], 4: [['08:00', '12:00']] };
      const settings = operationsApi.SiteSettings.parse({
        departments: [{ id: 'claims', name: 'Claims', hours: { ...hours, 5: hours[1] } }],
      });
      await store.setSiteSettings({ siteId, settings });
      const monday = Date.parse('2026-03-30T09:00:00Z');
      await tell('Promise Made', { commitment_id: 'p1', text: 'call', due: 'tomorrow', department: 'claims' }, { at: monday });
      await tell('Promise Made', { commitment_id: 'p2', text: 'call', due: 'tomorrow' }, { at: monday, department: 'Claims' });
      await tell('Promise Made', { commitment_id: 'p3', text: 'call', due: 'tomorrow' }, { at: monday });
      const dueOf = async (id: string) => (await store.commitment({ siteId, id, now: monday }))?.dueAt;
      const [noon, five] = ['2026-03-31T12:00:00Z', '2026-03-31T17:00:00Z'].map((text) => iso(Date.parse(text)));
      expect([await dueOf('p1'), await dueOf('p2'), await dueOf('p3')]).toEqual([noon, noon, five]);
    });
  });
}
