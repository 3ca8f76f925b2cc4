import { expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { saying } from '../../testing/sayings.js';
import { UTC } from '../time/zone.js';
import type { CardNotice, CardPromise } from './card-candidates.js';
import { cardsFor } from './cards.js';
import type { CardMaterial, CardSetting, ShownCard } from './cards.js';
import { foldItem } from './fold-item.js';
import { itemEventsOf } from './from-event.js';
import type { StoredItem } from './model.js';

const at = (iso: string): number => Date.parse(iso);
const HOUR = 3_600_000;
const NOON = at('2026-05-06T12:00:00Z');
const SINCE = at('2026-05-01T12:00:00Z');

function item(...said: [string, { [key: string]: Json }][]): StoredItem {
  const events = said.flatMap(([time, data]) =>
    itemEventsOf(saying('tracked_item.updated', time, { type: 'order', number: 'HB-1', ...data })).map(({ event }) => event),
  );
  const folded = foldItem('order', events);
  if (folded === null) throw new Error('no item');
  return { ...folded, customerId: 'cus_1', id: 'itm_1', type: 'order', number: 'HB-1', mismatches: [] };
}
const shippedAt = (time: string, eta = '2026-05-09T10:00:00Z'): StoredItem => item([time, { status: 'shipped', eta_until: eta }]);
const promise = (more: Partial<CardPromise>): CardPromise => ({
  ...{ customerId: 'cus_1', id: 'cmt_1', text: 'send the bookmark', kind: 'action', amountMinor: null, currency: null, expiresAt: null },
  ...{
    madeBy: 'Ann',
    department: null,
    agentId: null,
    conversationId: null,
    entryId: null,
    origin: 'promise',
    orderId: null,
    item: null,
    status: 'open',
    statusAt: null,
    fulfilledAt: null,
  },
  ...{ at: SINCE, refs: [], dueAt: null, itemId: null },
  ...more,
});
const notice = (more: Partial<CardNotice> = {}): CardNotice => ({
  ...{ id: 'int_1', at: NOON - HOUR, kind: 'transactional', text: 'Your parcel takes another way', itemId: null },
  ...more,
});
const material = (more: Partial<CardMaterial> = {}): CardMaterial => ({
  ...{ items: [], promises: [], notices: [], shown: [], dismissed: new Set<string>(), since: SINCE },
  holders: { openBillingMismatchCase: false, openComplaint: false, mood: 'unknown' },
  ...more,
});
const setting = (now = NOON, more: Partial<CardSetting> = {}): CardSetting => ({
  now,
  zone: UTC,
  locale: 'en',
  idOf: (key) => key,
  ...more,
});
const texts = (more: Partial<CardMaterial>, now = NOON): string[] => cardsFor(material(more), setting(now)).cards.map(({ text }) => text);
const told = (card: Partial<ShownCard>): ShownCard => ({ id: 'x', kind: 'milestone', text: 'told', itemId: 'itm_1', at: NOON, ...card });

it('[W212] says a step that was reached since the first sign-in, with its date, once', () => {
  const items = [shippedAt('2026-05-06T09:00:00Z')];
  const first = cardsFor(material({ items }), setting());
  expect(first.fresh).toEqual([
    { id: 'milestone:itm_1:shipped', kind: 'milestone', text: 'HB-1: shipped, expected by 9 May', itemId: 'itm_1', at: NOON },
  ]);
  const again = cardsFor(material({ items, shown: first.fresh }), setting(NOON + 20 * HOUR));
  expect(again).toEqual({ cards: first.fresh, fresh: [] });
  expect(texts({ items: [shippedAt('2026-04-30T09:00:00Z')] })).toEqual([]);
  expect(texts({ items, since: null })).toEqual([]);
  expect(texts({ items }, NOON + 8 * 24 * HOUR)).not.toContain('HB-1: shipped');
});

it('[W212] one card about an item in 12 h, the newest of what there is; what is overtaken is gone', () => {
  const items = [shippedAt('2026-05-06T09:00:00Z')];
  const packed = told({ id: 'milestone:itm_1:packed', at: NOON - 2 * HOUR });
  expect(cardsFor(material({ items, shown: [packed] }), setting()).cards).toEqual([]);
  const early = told({ id: 'milestone:itm_1:packed', at: at('2026-05-05T10:00:00Z') });
  expect(cardsFor(material({ items, shown: [early] }), setting()).fresh.map(({ id }) => id)).toEqual(['milestone:itm_1:shipped']);
  const both = { items, notices: [notice({ itemId: 'itm_1', at: NOON - HOUR })] };
  expect(texts(both)).toEqual(['Your parcel takes another way']);
  // What was older than the card that was told is not brought up half a day later.
  const after = cardsFor(material({ ...both, shown: [told({ id: 'notice:int_1', kind: 'notice' })] }), setting(NOON + 20 * HOUR));
  expect(after.fresh).toEqual([]);
});

it('[W212] a delay takes the place of the step, and two silent days the place of the delay', () => {
  const late = shippedAt('2026-05-05T09:00:00Z', '2026-05-06T10:00:00Z');
  expect(texts({ items: [late] })).toEqual(['HB-1 is late; we are on it']);
  const first = cardsFor(material({ items: [late] }), setting()).fresh;
  const later = cardsFor(material({ items: [late], shown: first }), setting(NOON + 24 * HOUR));
  expect(later.fresh).toEqual([expect.objectContaining({ kind: 'no_news', itemId: 'itm_1' })]);
  expect(later.cards.map(({ text }) => text)).toEqual(['No news on HB-1 yet, we have not forgotten it. Last: shipped, 5 May']);
});

it('[W212] no news: longer than twice the usual step without a date; never for one with a date ahead or at its end', () => {
  const steps: [string, { [key: string]: Json }][] = [
    ['2026-05-01T13:00:00Z', { status: 'ordered' }],
    ['2026-05-02T13:00:00Z', { status: 'packed' }],
    ['2026-05-03T13:00:00Z', { status: 'shipped' }],
  ];
  expect(cardsFor(material({ items: [item(...steps)] }), setting()).cards).toMatchObject([{ kind: 'no_news' }]);
  expect(cardsFor(material({ items: [item(...steps)] }), setting(at('2026-05-05T12:00:00Z'))).cards).toMatchObject([{ kind: 'milestone' }]);
  const dated = item(...steps, ['2026-05-03T13:00:01Z', { eta_until: '2026-05-08T10:00:00Z' }]);
  expect(cardsFor(material({ items: [dated] }), setting()).cards).toMatchObject([{ kind: 'milestone' }]);
  const done = item(...steps, ['2026-05-03T14:00:00Z', { status: 'delivered' }]);
  expect(texts({ items: [done] })).toEqual(['HB-1: delivered']);
});

it('[W212] a promise within a day of its time, and one just broken until it is made good', () => {
  const due = promise({ dueAt: NOON + 5 * HOUR });
  expect(texts({ promises: [due] })).toEqual(['We promised: send the bookmark, by 17:00']);
  expect(texts({ promises: [promise({ dueAt: NOON + 25 * HOUR })] })).toEqual([]);
  expect(texts({ promises: [due] }, NOON + 6 * HOUR)).toEqual(['Not done yet: send the bookmark. We are on it']);
  expect(texts({ promises: [due] }, NOON + 96 * HOUR)).toEqual([]);
  expect(texts({ promises: [promise({ dueAt: NOON - HOUR, status: 'kept' })] })).toEqual([]);
  expect(texts({ promises: [promise({ dueAt: NOON - HOUR, status: 'broken', fulfilledAt: NOON })] })).toEqual([]);
  expect(texts({ promises: [promise({ dueAt: NOON + HOUR, origin: 'quote' })] })).toEqual([]);
});

it('[W212] [C35] no marketing while a complaint is open, also when it was told before; service goes on', () => {
  const notices = [notice(), notice({ id: 'int_2', kind: 'marketing', text: 'Ten per cent off' })];
  expect(texts({ notices })).toHaveLength(2);
  const holders = { openBillingMismatchCase: false, openComplaint: true, mood: 'unknown' } as const;
  const shown = cardsFor(material({ notices }), setting()).fresh;
  expect(texts({ notices, holders, shown })).toEqual(['Your parcel takes another way']);
});

it('[W212] nothing new between 21:00 and 08:00 where the visitor is; what stands there stays', () => {
  const items = [shippedAt('2026-05-06T09:00:00Z')];
  const fresh = (iso: string, zone = UTC): number => cardsFor(material({ items }), setting(at(iso), { zone })).fresh.length;
  expect(['20:59', '21:00', '07:59', '08:00'].map((time, index) => fresh(`2026-05-0${index < 2 ? 6 : 7}T${time}:00Z`))).toEqual([
    1, 0, 0, 1,
  ]);
  expect(fresh('2026-05-06T12:00:00Z', { offsets: [{ from: 0, minutes: 9 * 60 }] })).toBe(0);
  const shown = cardsFor(material({ items }), setting()).fresh;
  expect(cardsFor(material({ items, shown }), setting(at('2026-05-06T23:00:00Z'))).cards).toEqual(shown);
});

it('[W212] a dismissed card never returns, and the next news of the item still comes', () => {
  const items = [shippedAt('2026-05-06T09:00:00Z')];
  const shown = cardsFor(material({ items }), setting()).fresh;
  const dismissed = new Set(shown.map(({ id }) => id));
  expect(cardsFor(material({ items, shown, dismissed }), setting())).toEqual({ cards: [], fresh: [] });
  expect(cardsFor(material({ items, dismissed }), setting(NOON + 20 * HOUR))).toEqual({ cards: [], fresh: [] });
  const delivered = item(['2026-05-06T09:00:00Z', { status: 'shipped' }], ['2026-05-07T09:00:00Z', { status: 'delivered' }]);
  const next = cardsFor(material({ items: [delivered], shown, dismissed }), setting(NOON + 24 * HOUR));
  expect(next.cards.map(({ text }) => text)).toEqual(['HB-1: delivered']);
});

it('[W212] what only the customer’s own page claims makes no card; German where the site is German', () => {
  const items = [shippedAt('2026-05-06T09:00:00Z')];
  const claimed = items.map((one) => ({ ...one, refs: one.refs.map((ref) => ({ ...ref, origin: 'claimed' as const })) }));
  expect(texts({ items: claimed })).toEqual([]);
  expect(cardsFor(material({ items }), setting(NOON, { locale: 'de-DE' })).cards[0]?.text).toBe('HB-1: shipped, erwartet bis 9 Mai');
});
