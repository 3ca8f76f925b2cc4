import type { Json } from '@throughline/types';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BERLIN } from '../../testing/zones.js';
import { EUR, invoice, ordered, promised, reconcileInput as after } from '../../testing/reconcile-input.js';
import { saying } from '../../testing/sayings.js';
import { commitmentEventOf, foldCommitment, statusAt } from '../commitments/commitment.js';
import { commitmentView } from '../commitments/view.js';
import type { Saying } from '../items/saying.js';
import { officeHours } from '../time/calendar.js';
import { alertsFor } from './alerts-of.js';
import { fulfilmentOf } from './fulfilments.js';
import { clusters } from './linked.js';
import { reconcile } from './reconcile.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const calendar = officeHours(BERLIN);
const at = (iso: string): number => Date.parse(iso);

const statusesOf = (...sayings: Saying[]): string[] => reconcile(after(sayings)).commitments.map(({ status }) => status);
const codesOf = (...sayings: Saying[]): string[] =>
  reconcile(after(sayings)).mismatches.flatMap(({ itemId, list }) => list.map(({ code }) => `${itemId} ${code}`));

it('[C34] [C59] an invoice above the promised price breaks the promise and tells both departments, before anybody asks', () => {
  const input = after([promised(), ordered, invoice(199)]);
  const result = reconcile(input);
  expect(result.mismatches).toMatchObject([
    {
      itemId: 'invoice/i-9',
      list: [{ code: 'price_differs', differenceMinor: 3_980, currency: 'EUR', departments: ['sales', 'billing'] }],
    },
  ]);
  expect(result.mismatches[0]?.list[0]?.refs.map(({ interactionId }) => interactionId)).toEqual(['p', 'inv i-9']);
  expect(result.commitments).toMatchObject([{ status: 'broken', statusAt: at('2026-03-20T05:00:00Z'), fulfilledAt: null }]);
  expect(alertsFor(result, input).map(({ code, text, severity, departments }) => [code, text, severity, departments.join()])).toEqual([
    ['commitment_broken', 'Promised price not honoured: 159.20 EUR on the first bill', 'critical', 'sales,billing'],
    ['mismatch_price', 'Invoice i-9 is 39.80 EUR above the promised price', 'critical', 'sales,billing'],
  ]);
});

it('[C34] accepted is the promise, else the quote that was taken in time, else the order of the company itself', () => {
  const own = { ...ordered, channel: 'order' as const };
  const quote = (until: string): Saying =>
    saying('Quote Issued', '2026-03-03T10:00:00Z', { order_id: 'o-77', amount: 150, ...EUR, valid_until: until });
  const difference = (...sayings: Saying[]): (number | null)[] =>
    reconcile(after(sayings)).mismatches.flatMap(({ list }) => list.map(({ differenceMinor }) => differenceMinor));
  expect(difference(own, invoice(199))).toEqual([3_980]);
  expect(difference(ordered, invoice(199))).toEqual([]); // only the visitor's page says what it cost
  expect(difference(own, quote('2026-03-31'), invoice(199))).toEqual([4_900]);
  expect(difference(own, quote('2026-03-03T12:00:00Z'), invoice(199))).toEqual([3_980]);
  expect(difference(own, quote('2026-03-31'), promised(), invoice(199))).toEqual([3_980]);
  expect(difference(promised({ order_id: 'o-78' }), own, invoice(159.2))).toEqual([]);
  expect(difference(promised({ expires_at: '2026-03-04T10:10:00Z' }), invoice(199), ordered)).toEqual([]);
});

it('[C34] what was promised after an invoice, or to pay back, is no price of it; later months are not the first invoice', () => {
  const credit = saying('Promise Made', '2026-03-04T11:00:00Z', { text: 'a credit of 39.80 EUR', amount: 39.8, order_id: 'o-77', ...EUR });
  expect(codesOf(promised(), ordered, credit, invoice(159.2), invoice(199, { id: 'i-10', time: '2026-04-20T05:00:00Z' }))).toEqual([]);
  expect(statusesOf(promised(), ordered, invoice(159.2), invoice(199, { id: 'i-10', time: '2026-04-20T05:00:00Z' }))).toEqual(['kept']);
  const late = saying('Promise Made', '2026-03-21T11:00:00Z', { text: '100 EUR', amount: 100, order_id: 'o-77', ...EUR });
  expect(codesOf(late, invoice(199))).toEqual([]);
});

it('[C34] invoices in parts may make up the price; the same invoice twice is a duplicate; a cancelled invoice accuses nobody', () => {
  const second = (total: number): Saying => invoice(total, { id: 'i-10', time: '2026-03-22T05:00:00Z' });
  expect(codesOf(promised(), ordered, invoice(100), second(59.2))).toEqual([]);
  expect(codesOf(promised(), ordered, invoice(79.6), second(79.6))).toEqual([]);
  expect(codesOf(promised(), ordered, invoice(159.2), second(159.2))).toEqual(['invoice/i-10 duplicate_invoice']);
  const cancelled = saying('Invoice Cancelled', '2026-03-21T05:00:00Z', { invoice_id: 'i-9' });
  expect(codesOf(promised(), ordered, invoice(199), cancelled, second(159.2))).toEqual([]);
  // It stays broken, and was made good.
  expect(reconcile(after([promised(), ordered, invoice(199), cancelled, second(159.2)])).commitments).toMatchObject([
    { status: 'broken', fulfilledAt: at('2026-03-22T05:00:00Z') },
  ]);
});

it('[C34] delivered is compared with ordered, once nothing is on its way', () => {
  const order = saying(
    'Order Completed',
    '2026-03-04T10:20:00Z',
    { order_id: 'o-1', products: [{ sku: 'a', name: 'A', quantity: 2 }] },
    { channel: 'order' },
  );
  const parcel = (id: string, sku: string, quantity: number, name = 'Shipment Delivered'): Saying =>
    saying(name, '2026-03-06T10:00:00Z', { order_id: 'o-1', shipment_id: id, products: [{ sku, name: sku.toUpperCase(), quantity }] });
  expect(codesOf(order, parcel('s1', 'a', 2))).toEqual([]);
  expect(codesOf(order, parcel('s1', 'a', 1))).toEqual(['shipment/s1 quantity_differs']);
  expect(codesOf(order, parcel('s1', 'a', 1), parcel('s2', 'a', 1, 'Order Shipped'))).toEqual([]);
  expect(codesOf(order, parcel('s1', 'a', 1), parcel('s2', 'a', 1))).toEqual([]);
  expect(codesOf(order, parcel('s1', 'a', 3))).toEqual(['shipment/s1 quantity_differs']);
  expect(codesOf(order, parcel('s1', 'b', 2))).toEqual(['shipment/s1 item_differs']);
});

const notice = (time: string, due: string): Saying =>
  saying(
    'notice.sent',
    time,
    { kind: 'transactional', channel: 'email', text: 'new date', item: { type: 'provisioning', number: 'PV-31' }, due_at: due },
    { department: 'provisioning', channel: 'email' },
  );
const state = (time: string, data: Record<string, string>): Saying =>
  saying('tracked_item.updated', time, { type: 'provisioning', number: 'PV-31', ...data });

it('[C33] [C61] a newer date in time cancels the earlier one; the item is not late, its date moved', () => {
  const sayings = [
    state('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }),
    notice('2026-05-05T07:06:00Z', '2026-05-07T10:00:00Z'),
    state('2026-05-06T08:00:00Z', { eta_until: '2026-05-09T10:00:00Z' }),
    notice('2026-05-06T08:01:00Z', '2026-05-09T10:00:00Z'),
  ];
  const input = after(sayings);
  expect(reconcile(input).commitments.map(({ status }) => status)).toEqual(['cancelled', 'open']);
  expect(input.commitments.map(({ text, madeBy }) => `${madeBy} promised ${text}`)).toEqual(
    Array(2).fill('provisioning promised PV-31 live'),
  );
  expect(codesOf(...sayings)).toEqual(['provisioning/PV-31 eta_moved']);
  expect(alertsFor(reconcile(input), { ...input, now: at('2026-05-07T06:15:00Z') })).toEqual([]);
  expect(alertsFor(reconcile(input), { ...input, now: at('2026-05-09T10:00:00.001Z') }).map(({ code, text }) => [code, text])).toEqual([
    ['commitment_broken', 'Promise not kept: PV-31 live'],
    ['item_late', 'Provisioning PV-31 is late'],
  ]);
  // Too late an announcement changes nothing about the first one.
  expect(
    statusesOf(
      notice('2026-05-05T07:06:00Z', '2026-05-07T10:00:00Z'),
      notice('2026-05-08T07:06:00Z', '2026-05-09T10:00:00Z'),
      state('2026-05-09T08:00:00Z', { status: 'live' }),
    ),
  ).toEqual(['broken', 'kept']);
});

it('[C34] delivered after its date is late, a state that goes back is told', () => {
  const late = state('2026-05-08T07:05:00Z', { status: 'live' });
  expect(codesOf(state('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }), late)).toEqual([
    'provisioning/PV-31 delivery_late',
  ]);
  expect(codesOf(late, state('2026-05-09T07:05:00Z', { status: 'prepared' }))).toEqual(['provisioning/PV-31 status_backwards']);
});

const callBack = saying(
  'Promise Made',
  '2026-03-26T14:30:00Z',
  { text: 'call you back', due_at: 'tomorrow', commitment_id: 'c1' },
  { department: 'care' },
);
const word = (time: string, status: string): Saying => saying('commitment.updated', time, { commitment_id: 'c1', status });
const call = (time: string, more: Record<string, string> = {}): Saying =>
  saying('Call Logged', time, { direction: 'outbound', ...more }, { channel: 'voice' });

it('[C33] kept in time, broken when late, cancelled by a person in time', () => {
  expect(statusesOf(callBack)).toEqual(['open']);
  expect(after([callBack]).commitments[0]?.dueAt).toBe(at('2026-03-27T16:00:00Z'));
  expect(statusAt('open', at('2026-03-27T16:00:00Z'), at('2026-03-27T16:00:00.001Z'))).toBe('broken');
  expect(statusesOf(callBack, call('2026-03-27T15:00:00Z'))).toEqual(['kept']);
  expect(statusesOf(callBack, call('2026-03-27T15:00:00Z', { outcome: 'no_answer' }))).toEqual(['open']);
  expect(statusesOf(callBack, call('2026-03-26T14:00:00Z'))).toEqual(['open']);
  expect(reconcile(after([callBack, call('2026-03-28T15:00:00Z')])).commitments).toMatchObject([
    { status: 'broken', statusAt: at('2026-03-27T16:00:00Z'), fulfilledAt: at('2026-03-28T15:00:00Z') },
  ]);
  expect(statusesOf(callBack, word('2026-03-27T12:00:00Z', 'cancelled'))).toEqual(['cancelled']);
  expect(statusesOf(callBack, word('2026-03-29T12:00:00Z', 'cancelled'))).toEqual(['broken']);
  expect(statusesOf(callBack, word('2026-03-27T12:00:00Z', 'kept'))).toEqual(['kept']);
  // A person knows that this call was about something else.
  expect(statusesOf(callBack, call('2026-03-27T10:00:00Z'), word('2026-03-27T12:00:00Z', 'open'))).toEqual(['open']);
});

it('[C33] the act must be the one that was promised', () => {
  const say = (text: string, more: Record<string, string> = {}): Saying =>
    saying('Promise Made', '2026-03-26T14:30:00Z', { text, order_id: 'o-1', due_at: 'within 5 days', ...more });
  const done = (name: string, data: Record<string, string> = {}): Saying =>
    saying(name, '2026-03-27T10:00:00Z', { order_id: 'o-1', ...data });
  const kept: [string, Saying, string][] = [
    ['refund the shipping costs', done('Order Refunded'), 'kept'],
    ['refund the shipping costs', done('Order Refunded', { order_id: 'o-2' }), 'open'],
    ['refund the shipping costs', done('Order Updated'), 'open'],
    ['ship it today', done('Order Updated'), 'open'],
    ['ship it today', done('Order Shipped'), 'kept'],
    ['ship it today', done('tracked_item.updated', { type: 'order', number: 'O-1', status: 'shipped' }), 'kept'],
    ['deliver it', done('Order Shipped'), 'open'],
    ['deliver it', done('tracked_item.updated', { type: 'order', number: 'o-1', status: 'delivered' }), 'kept'],
    ['send a replacement', done('Email Sent'), 'open'],
    ['send a replacement', done('Replacement Sent'), 'kept'],
    ['Ich schicke Ihnen die Gutschrift', done('Credit Issued'), 'kept'],
    ['let you know', done('notice.sent', { kind: 'transactional' }), 'kept'],
    ['let you know', done('notice.sent', { kind: 'marketing' }), 'open'],
    ['unlock the upload', done('Order Updated'), 'open'],
  ];
  for (const [text, act, status] of kept) expect([text, act.name, ...statusesOf(say(text), act)]).toEqual([text, act.name, status]);
});

it('[C31] a visitor promises nothing in our name, and keeps nothing', () => {
  expect(commitmentEventOf({ ...callBack, unverified: true })).toBeNull();
  expect(fulfilmentOf(saying('Order Refunded', '2026-03-27T15:00:00Z', { order_id: '1' }, { unverified: true }))).toBeNull();
  expect(fulfilmentOf(saying('Order Updated', '2026-03-27T15:00:00Z', { order_id: '1' }, { channel: 'web' }))).toBeNull();
  expect(commitmentEventOf(saying('commitment.updated', '2026-03-27T15:00:00Z', { status: 'kept' }))).toBeNull();
});

it('[C31] the API shows who promised what, until when, and its state now', () => {
  const folded = foldCommitment([commitmentEventOf(callBack, calendar)?.event ?? []].flat());
  if (folded === null) throw new Error('no promise');
  const view = commitmentView({ ...folded, id: 'c1', customerId: 'cus', statusAt: null, fulfilledAt: null }, at('2026-03-28T00:00:00Z'));
  expect(view).toMatchObject({
    text: 'call you back',
    madeBy: 'care',
    dueAt: '2026-03-27T16:00:00.000Z',
    status: 'broken',
    refs: [{ type: 'interaction' }],
  });
});

const EVERYTHING = [
  promised(),
  ordered,
  { ...ordered, id: 'o2', name: 'Order Updated', channel: 'order' as const, occurredAt: ordered.occurredAt + 5 },
  invoice(199),
  invoice(159.2, { id: 'i-10', time: '2026-03-22T05:00:00Z' }),
  invoice(159.2, { id: 'i-11', time: '2026-03-22T05:00:00Z' }),
  saying('Invoice Cancelled', '2026-03-21T05:00:00Z', { invoice_id: 'i-9' }),
  saying('Quote Issued', '2026-03-03T10:00:00Z', { order_id: 'o-77', amount: 150, ...EUR }),
  saying('Order Shipped', '2026-03-05T10:00:00Z', { order_id: 'o-77', shipment_id: 's', products: [{ sku: 'x' }] }),
  saying('Order Delivered', '2026-03-06T10:00:00Z', { order_id: 'o-77', shipment_id: 's' }),
  saying('Order Refunded', '2026-03-24T10:00:00Z', { order_id: 'o-77', total: 39.8, ...EUR }),
  callBack,
  call('2026-03-27T10:00:00Z'),
  call('2026-03-28T10:00:00Z'),
  word('2026-03-27T09:00:00Z', 'kept'),
  word('2026-03-27T12:00:00Z', 'open'),
  notice('2026-05-05T07:06:00Z', '2026-05-07T10:00:00Z'),
  notice('2026-05-06T08:01:00Z', '2026-05-09T10:00:00Z'),
  state('2026-05-05T07:05:00Z', { status: 'switched', eta_until: '2026-05-07T10:00:00Z' }),
  state('2026-05-06T08:00:00Z', { eta_until: '2026-05-09T10:00:00Z' }),
  state('2026-05-10T08:00:00Z', { status: 'live' }),
];

it('[C22] [C33] [C34] whatever happened and in whatever order we heard of it, the verdict is the same; amounts are whole', () => {
  fc.assert(
    fc.property(
      fc.subarray(EVERYTHING).chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
      fc.integer({ min: at('2026-03-01'), max: at('2026-06-01') }),
      ([some, shuffled], now) => {
        const input = after(some);
        const result = reconcile(input);
        expect(reconcile(after(shuffled))).toEqual(result);
        expect(alertsFor(reconcile(after(shuffled)), { ...after(shuffled), now })).toEqual(alertsFor(result, { ...input, now }));
        for (const { list } of result.mismatches) {
          for (const { differenceMinor, refs } of list) {
            expect(differenceMinor === null || Number.isSafeInteger(differenceMinor)).toBe(true);
            expect(refs.length).toBeGreaterThan(0);
          }
        }
        for (const { status, statusAt: since, refs } of result.commitments) {
          expect(since === null).toBe(status === 'open');
          expect(refs.length).toBeGreaterThan(0);
        }
      },
    ),
    { ...params, numRuns: 300 },
  );
});

it('[C33] [C34] linked promises and items settled apart say what all of them say at once', () => {
  const unnamed = [
    promised({ commitment_id: 'u' }),
    { ...promised({ commitment_id: 'q', amount: 99 }), id: 'q', occurredAt: promised().occurredAt + 1_000 },
    saying('Promise Made', '2026-01-01T10:00:00Z', { text: '10 EUR', amount: 10, ...EUR }, { id: 'early' }),
    saying('Promise Made', '2026-03-10T10:00:00Z', { text: '12 EUR', amount: 12, order_id: 'i-12', ...EUR }, { id: 'of invoice' }),
    invoice(99, { id: 'i-12', order: 'o-78', time: '2026-03-19T05:00:00Z' }),
    saying('Order Completed', '2026-03-18T10:20:00Z', { order_id: 'o-78', total: 99, ...EUR }, { id: 'o78', channel: 'order' }),
    invoice(10, { id: 'i-13', order: 'o-79', time: '2026-03-19T05:00:00Z' }),
  ];
  fc.assert(
    fc.property(fc.subarray([...EVERYTHING, ...unnamed]), (some) => {
      const input = after(some);
      const parts = clusters(input).map((cluster) => reconcile({ ...input, ...cluster }));
      const all = reconcile(input);
      expect(parts.flatMap(({ commitments }) => commitments).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(all.commitments);
      expect(parts.flatMap(({ mismatches }) => mismatches).sort((a, b) => (a.itemId < b.itemId ? -1 : 1))).toEqual(all.mismatches);
    }),
    { ...params, numRuns: 300 },
  );
});

it('[C33] [C38] a notice that went out by itself keeps no promise; one about an order keeps what was promised for it', () => {
  const told = (more: Record<string, Json>): Saying =>
    saying('notice.sent', '2026-03-27T15:00:00Z', { kind: 'transactional', text: 'It is late', ...more });
  const promise = (more: Record<string, string> = {}): Saying =>
    saying('Promise Made', '2026-03-27T10:00:00Z', { text: 'keep you informed', ...more });
  expect(statusesOf(promise(), told({ automatic: true, item: { type: 'order', number: 'o-77' } }))).toEqual(['open']);
  expect(statusesOf(promise({ order_id: 'o-78' }), told({ item: { type: 'order', number: 'o-77' } }))).toEqual(['open']);
  expect(statusesOf(promise({ order_id: 'O-77' }), told({ item: { type: 'order', number: 'o-77' } }))).toEqual(['kept']);
  expect(statusesOf(promise(), told({}))).toEqual(['kept']);
});
