import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { saying } from '../../testing/sayings.js';
import { boundEvents, foldItem, isLate, milestoneKey } from './fold-item.js';
import { itemEventsOf } from './from-event.js';
import type { FoldedItem, ItemEvent } from './model.js';
import type { Saying } from './saying.js';
import { itemView, visitorItem } from './view.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const at = (iso: string): number => Date.parse(iso);

/** The one item that `sayings` are about. */
function itemOf(...sayings: Saying[]): FoldedItem | null {
  const said = sayings.flatMap((one) => itemEventsOf(one));
  const type = said[0]?.type ?? 'other';
  return foldItem(
    type,
    said.filter((one) => one.type === type).map(({ event }) => event),
  );
}
const put = (time: string, data: { [key: string]: Json }): Saying =>
  saying('tracked_item.updated', time, { type: 'provisioning', number: 'PV-31', ...data });

const CLAIM = { subject: 'claim/CL-7741', eta_until: '2026-04-10T16:00:00Z' };

it('[C36] [C37] [C60] a claim goes through its template: reported, documents, in review, late', () => {
  const reported = saying('com.example.claim.reported', '2026-04-01T07:00:00Z', CLAIM, { department: 'claims' });
  const upload = (id: string): Saying =>
    saying('Document Uploaded', '2026-04-03T10:00:00Z', { claim_id: 'CL-7741' }, { id, channel: 'web' });
  const review = saying('com.example.claim.in_review', '2026-04-08T08:00:00Z', { subject: 'claim/CL-7741' });
  expect(itemEventsOf(reported)).toMatchObject([{ type: 'claim', number: 'CL-7741' }]);
  expect(itemOf(reported)).toMatchObject({ status: 'reported', milestone: 'reported', title: 'Claim', done: false });
  expect(itemOf(reported, upload('d1'))).toMatchObject({ milestone: 'documents received' });
  const claim = itemOf(reported, upload('d1'), upload('d2'), review);
  expect(claim).toMatchObject({ status: 'in review', milestone: 'in review', milestoneCode: 'in_review', wentBack: false });
  expect(claim?.milestones.map(({ state }) => state)).toEqual(['done', 'done', 'current', 'upcoming', 'upcoming']);
  expect(claim?.refs.map(({ interactionId }) => interactionId)).toEqual(expect.arrayContaining(['d1', 'd2']));
  // A document that comes after the review began moves nothing back.
  expect(itemOf(reported, review, saying('Document Uploaded', '2026-04-09T10:00:00Z', { claim_id: 'CL-7741' }))?.milestone).toBe(
    'in review',
  );
});

it('[C38] late is after the promised end or the planned time of the current milestone, and never once it is done', () => {
  const open = itemOf(put('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }));
  if (open === null) throw new Error('no item');
  expect(open).toMatchObject({ milestone: 'switched', lateAt: at('2026-05-07T10:00:00Z') });
  expect([isLate(open, at('2026-05-07T10:00:00Z')), isLate(open, at('2026-05-07T10:00:00.001Z'))]).toEqual([false, true]);
  expect(milestoneKey(open)).toBe('switched');
  const planned = itemOf(
    put('2026-05-05T07:05:00Z', {
      eta_until: '2026-05-07T10:00:00Z',
      milestones: [
        { code: 'x', label: 'cable laid', state: 'current', planned_at: '2026-05-06T10:00:00Z' },
        { code: 'y', state: 'upcoming' },
      ],
    }),
  );
  expect(planned).toMatchObject({ milestone: 'cable laid', lateAt: at('2026-05-06T10:00:00Z') });
  const live = itemOf(
    put('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }),
    put('2026-05-08T07:00:00Z', { status: 'live' }),
  );
  expect(live).toMatchObject({ done: true, failed: false, lateAt: null });
  expect(itemOf(put('2026-05-05T07:05:00Z', { status: 'cancelled', eta_until: '2026-05-07T10:00:00Z' }))).toMatchObject({
    done: true,
    failed: true,
  });
});

it('[C61] a later end is kept beside the ones promised before', () => {
  const moved = itemOf(
    put('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }),
    put('2026-05-06T08:00:00Z', { eta_until: '2026-05-09T10:00:00Z' }),
  );
  expect(moved).toMatchObject({
    etaUntil: at('2026-05-09T10:00:00Z'),
    etaHistory: [{ until: at('2026-05-07T10:00:00Z') }],
    milestone: 'switched',
  });
});

it('[C36] an older version or time never overwrites a newer one, field by field', () => {
  const newer = put('2026-05-05T08:00:00Z', { status: 'switched', title: 'Fibre', version: 5 });
  const older = put('2026-05-05T09:00:00Z', { status: 'prepared', version: 4, links: [{ label: 'Guide', url: 'https://x.test/g' }] });
  const delayed = put('2026-05-05T10:00:00Z', { title: 'Old name', time: '2026-05-05T07:00:00Z' });
  expect(itemOf(older, delayed, newer)).toMatchObject({
    status: 'switched',
    title: 'Fibre',
    version: 5,
    links: [{ label: 'Guide' }],
    wentBack: false,
  });
});

it('[C34] a milestone before one that was reached is seen as a step back, until it is reached again', () => {
  const steps = [put('2026-05-05T08:00:00Z', { status: 'switched' }), put('2026-05-05T09:00:00Z', { status: 'ordered' })];
  expect(itemOf(...steps)).toMatchObject({ wentBack: true, milestone: 'ordered' });
  expect(itemOf(...steps, put('2026-05-05T10:00:00Z', { status: 'switched' }))).toMatchObject({ wentBack: false });
});

it('[C14] [C36] shopping events make orders, parcels, refunds and invoices', () => {
  const order = {
    order_id: 'o-77',
    total: 159.2,
    currency: 'EUR',
    products: [{ sku: 'p', name: 'Plus', quantity: 2, price: 79.6, image_url: 'javascript:1' }],
  };
  const completed = saying('Order Completed', '2026-03-04T10:20:00Z', order, { channel: 'order' });
  expect(itemOf(completed)).toMatchObject({
    title: 'Plus',
    status: 'processing',
    milestone: 'ordered',
    amountMinor: 15_920,
    lines: [{ sku: 'p', quantity: 2, amountMinor: 15_920, imageUrl: null }],
  });
  const shipped = saying('Order Shipped', '2026-03-05T10:20:00Z', {
    order_id: 'o-77',
    tracking_number: 'T1',
    products: [{ sku: 'p', quantity: 1 }],
  });
  expect(itemEventsOf(shipped).map(({ type, number }) => `${type}/${number}`)).toEqual(['order/o-77', 'shipment/T1']);
  expect(itemOf(completed, shipped)).toMatchObject({ status: 'in transit', milestone: 'shipped', lines: [{ quantity: 2 }] });
  const back = saying('Order Refunded', '2026-03-06T10:20:00Z', { order_id: 'o-77', total: 10, currency: 'EUR' });
  expect(itemEventsOf(back).map(({ type, event }) => [type, event.status, event.amountMinor ?? null])).toEqual([
    ['order', 'partly refunded', null],
    ['refund', 'paid', 1_000],
  ]);
  expect(itemOf(completed, back)).toMatchObject({ amountMinor: 15_920, done: false });
  const invoice = saying('Invoice Issued', '2026-03-20T05:00:00Z', { invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' });
  const paid = saying('Payment Succeeded', '2026-03-21T05:00:00Z', { invoice_id: 'i-9', amount: 50, currency: 'EUR' });
  expect(itemOf(invoice)).toMatchObject({ amountMinor: 19_900, orderId: 'o-77', done: false });
  expect(itemOf(invoice, paid)).toMatchObject({ amountMinor: 19_900, done: true, status: 'paid' });
});

it('[C36] what only a page says may show an order, never overwrite the company, and never make a claim', () => {
  const page = saying(
    'Order Completed',
    '2026-03-09T10:20:00Z',
    { order_id: 'o-1', total: 1, currency: 'EUR', status: 'delivered' },
    { channel: 'web', unverified: true },
  );
  const server = saying('Order Packed', '2026-03-04T10:20:00Z', { order_id: 'o-1' }, { channel: 'order' });
  expect(itemOf(page)).toMatchObject({ amountMinor: 100, refs: [{ origin: 'claimed' }] });
  expect(itemOf(page, server)).toMatchObject({ amountMinor: null, status: 'packed', milestone: 'packed' });
  for (const name of [
    'tracked_item.updated',
    'Invoice Issued',
    'Claim Status Changed',
    'Order Refunded',
    'Payment Failed',
    'com.example.claim.paid',
  ]) {
    const data = { type: 'claim', number: '1', subject: 'claim/1', claim_id: '1', order_id: '1', invoice_id: '1', status: 'paid' };
    expect(itemEventsOf(saying(name, '2026-03-04T10:20:00Z', data, { unverified: true }))).toEqual([]);
  }
  for (const unverified of [true, false])
    expect(itemOf(saying('Document Uploaded', '2026-03-04T10:20:00Z', { claim_id: '1' }, { unverified }))).toBeNull();
});

it('[C54] a restricted source stays among the refs of an item, however often others speak after it', () => {
  const hour = (n: number): string => `2026-05-05T${String(n).padStart(2, '0')}:00:00Z`;
  const hidden = { id: 'hidden', visibility: 'restricted' } as const;
  const restricted = saying('tracked_item.updated', hour(1), { type: 'provisioning', number: 'PV-31', title: 'Fraud check' }, hidden);
  const others = Array.from({ length: 12 }, (_none, n) => put(hour(n + 2), { status: 'ordered' }));
  const item = itemOf(put(hour(0), { title: 'Fibre' }), restricted, ...others);
  expect(item).toMatchObject({ title: 'Fraud check' });
  expect(item?.refs).toHaveLength(8);
  expect(item?.refs.map(({ visibility }) => visibility)).toContain('restricted');
  expect(item?.refs.at(-1)?.at).toBe(at(hour(13)));
});

it('[C39] the customer sees number, lines, ETA and milestones, and neither departments nor mismatches', () => {
  const folded = itemOf(put('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }));
  if (folded === null) throw new Error('no item');
  const stored = { ...folded, customerId: 'cus_1', id: 'itm_1', type: 'provisioning', number: 'PV-31', mismatches: [] } as const;
  const now = at('2026-05-08T00:00:00Z');
  expect(itemView({ ...stored, mismatches: [] }, now)).toMatchObject({
    late: true,
    eta: { until: '2026-05-07T10:00:00.000Z' },
    refs: [{ type: 'interaction' }],
  });
  expect(Object.keys(visitorItem({ ...stored, mismatches: [] }, now)).sort()).toEqual(
    ['done', 'eta', 'id', 'late', 'lines', 'links', 'milestone', 'milestones', 'number', 'status', 'title', 'type', 'updatedAt'].sort(),
  );
});

const anyEvent: fc.Arbitrary<ItemEvent> = fc
  .record({
    id: fc.integer({ min: 0, max: 80 }),
    at: fc.integer({ min: 0, max: 30 }),
    version: fc.option(fc.integer({ min: 0, max: 5 })),
    status: fc.constantFrom('ordered', 'prepared', 'switched', 'live', 'cancelled', 'odd'),
    etaUntil: fc.option(fc.integer({ min: 1, max: 5 })),
    claimed: fc.boolean(),
    amount: fc.integer({ min: -5, max: 5 }),
    says: fc.constantFrom('status', 'eta', 'reached', 'document', 'amount', 'list'),
  })
  .map(({ id, at: when, version, status, etaUntil, claimed, amount, says }) => ({
    id: `int_${id}`,
    at: when,
    version: claimed ? null : version,
    source: {
      interactionId: `int_${id}`,
      kind: 'interaction',
      at: when,
      channel: 'web',
      department: null,
      visibility: 'shared',
      origin: claimed ? 'claimed' : 'known',
      value: '',
    },
    ...(says === 'status' ? { status } : {}),
    ...(says === 'eta' ? { etaUntil } : {}),
    ...(says === 'reached' ? { reached: status } : {}),
    ...(says === 'document' ? { reached: 'prepared', reachedFrom: 'ordered' } : {}),
    ...(says === 'amount' ? { amountMinor: amount, currency: 'EUR' } : {}),
    ...(says === 'list'
      ? { milestones: [{ code: status, label: status, state: 'current', at: null, plannedAt: amount > 0 ? amount : null }] }
      : {}),
  }));

it('[C22] any order of arrival folds to the same item, also when it is bounded at each step', () => {
  const lists = fc.uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 70 });
  fc.assert(
    fc.property(
      lists.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
      ([events, shuffled]) => {
        const whole = foldItem('provisioning', events);
        expect(foldItem('provisioning', shuffled)).toEqual(whole);
        const stepwise = shuffled.reduce<ItemEvent[]>((held, event) => boundEvents([...held, event]), []);
        expect(stepwise).toEqual(boundEvents(events));
        expect(stepwise.length).toBeLessThanOrEqual(61);
      },
    ),
    { ...params, numRuns: 300 },
  );
});

it('[C38] once late, late for good while nothing is said; amounts are whole', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 12 }), fc.nat(40), fc.nat(40), (events, now, more) => {
      const item = foldItem('order', events);
      if (item === null) return;
      expect(isLate(item, now) && !isLate(item, now + more)).toBe(false);
      expect(item.amountMinor === null || Number.isSafeInteger(item.amountMinor)).toBe(true);
      expect(item.done && item.lateAt !== null).toBe(false);
    }),
    { ...params, numRuns: 200 },
  );
});
