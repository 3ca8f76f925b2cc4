import { expect, it } from 'vitest';
import { titleOf } from '../ingest/title.js';
import { moneyOf, moneyText } from './money.js';

it.each([
  ['XAF', '5000', 5_000, '5000 XAF'],
  ['KWD', '12.345', 12_345, '12.345 KWD'],
  ['RWF', 700, 700, '700 RWF'],
  ['LYD', '0.250', 250, '0.250 LYD'],
  ['EUR', 159.2, 15_920, '159.20 EUR'],
])('[C34] %s %s is read and shown with its own minor unit, in titles too', (currency, total, amountMinor, text) => {
  expect(moneyOf({ total, currency: currency.toLowerCase() }, ['total'])).toEqual({ amountMinor, currency });
  expect(moneyText({ amountMinor, currency })).toBe(text);
  const said = { type: 'track', name: 'Order Completed', page: {}, previousId: null, groupId: null };
  expect(titleOf({ ...said, properties: { order_id: 'O-1', total, currency } })).toBe(`Order O-1 completed, ${text}`);
});

it.each(['', ' ', 'twelve', '0x10', null, Number.NaN, 1e300])('[C34] %j is no amount', (total) => {
  expect(moneyOf({ total, currency: 'EUR' }, ['total'])).toBeNull();
});
