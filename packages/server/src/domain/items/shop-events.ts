// Segment's names for orders, and ours for invoices and payments (C14), read as items (C36). Pure.
import type { Json } from '@throughline/types';
import { moneyOf, moneyText } from '../commitments/money.js';
import { itemFields } from './item-fields.js';
import type { FoundItem, ItemEvent } from './model.js';
import { firstWords, words } from './saying.js';
import type { Data } from './saying.js';
import { stepOf } from './templates.js';

const ID_MAX_CHARS = 64;
const INVOICE_KEYS = ['invoice_id', 'invoice_no', 'invoice_number'];

type Reader = (data: Data) => FoundItem[];

const orderOf = (data: Data): string | null => firstWords(data, ['order_id', 'orderId'], ID_MAX_CHARS);

/** Fields of the order itself: it belongs to no other one, and the amount is its total. */
function orderFields(data: Data): Partial<ItemEvent> {
  const { orderId: _own, ...fields } = itemFields({ ...data, title: null, amount: null, amount_minor: null });
  return fields;
}

function order(reached: string | null, status: string | null): Reader {
  return (data) => {
    const number = orderOf(data);
    if (number === null) return [];
    const own = words(data['status'], ID_MAX_CHARS);
    const step = reached ?? (own === null ? null : (stepOf('order', own)?.code ?? null));
    const fields = { ...orderFields(data), ...(status === null ? {} : { status }), ...(step === null ? {} : { reached: step }) };
    return [{ type: 'order', number, fields }];
  };
}

/** A shipment: lines are what it holds, not what was ordered, so they are the shipment's. */
function shipment(step: { order: string; shipment: string; status: string }): Reader {
  return (data) => {
    const orderId = orderOf(data);
    const number = firstWords(data, ['shipment_id', 'tracking_number', 'tracking_no'], ID_MAX_CHARS);
    const { lines, etaFrom, etaUntil, links, title: _title, ...rest } = itemFields(data);
    const eta = { ...(etaFrom === undefined ? {} : { etaFrom }), ...(etaUntil === undefined ? {} : { etaUntil }) };
    const found: FoundItem[] = [];
    if (orderId !== null) {
      const linked = links === undefined ? {} : { links };
      found.push({
        type: 'order',
        number: orderId,
        fields: { reached: step.order, status: step.order === 'shipped' ? 'in transit' : step.order, ...eta, ...linked },
      });
    }
    if (number !== null || (orderId !== null && lines !== undefined)) {
      const fields = {
        ...eta,
        reached: step.shipment,
        status: step.status,
        ...(rest.orderId === undefined ? {} : { orderId: rest.orderId }),
      };
      const held = { ...(lines === undefined ? {} : { lines }), ...(links === undefined ? {} : { links }) };
      found.push({ type: 'shipment', number: number ?? orderId ?? '', fields: { ...fields, ...held } });
    }
    return found;
  };
}

/** Money back: a refund of its own, and a word in the order. Without an amount or products the whole order is meant. */
const refunded: Reader = (data) => {
  const orderId = orderOf(data);
  if (orderId === null) return [];
  const money = moneyOf(data, ['amount', 'total', 'revenue']);
  const part = money !== null || data['products'] !== undefined;
  const amount = money === null ? {} : { amountMinor: money.amountMinor, currency: money.currency };
  const note = money === null ? 'refunded' : `refund of ${moneyText(money)}`;
  return [
    { type: 'order', number: orderId, fields: { note, status: part ? 'partly refunded' : 'refunded' } },
    {
      type: 'refund',
      number: firstWords(data, ['refund_id'], ID_MAX_CHARS) ?? orderId,
      fields: { reached: 'paid', status: 'paid', orderId, ...amount },
    },
  ];
};

const invoiceIssued: Reader = (data) => {
  const number = firstWords(data, INVOICE_KEYS, ID_MAX_CHARS);
  return number === null ? [] : [{ type: 'invoice', number, fields: { status: 'issued', reached: 'issued', ...itemFields(data) } }];
};

function invoiceEnds(status: string): Reader {
  return (data) => {
    const number = firstWords(data, INVOICE_KEYS, ID_MAX_CHARS);
    const orderId = orderOf(data);
    return number === null ? [] : [{ type: 'invoice', number, fields: { status, ...(orderId === null ? {} : { orderId }) } }];
  };
}

/** Of an invoice; an order only notes it, paying moves no shipment. What was paid is no total: a part payment must not shrink the invoice. */
function payment(status: string, reached: string | null): Reader {
  return (data) => {
    const number = firstWords(data, INVOICE_KEYS, ID_MAX_CHARS);
    const orderId = orderOf(data);
    if (number === null) return orderId === null ? [] : [{ type: 'order', number: orderId, fields: { note: status } }];
    const related = orderId === null ? {} : { orderId };
    return [{ type: 'invoice', number, fields: { status, ...related, ...(reached === null ? {} : { reached }) } }];
  };
}

const shipped = shipment({ order: 'shipped', shipment: 'in_transit', status: 'in transit' });
const underway = shipment({ order: 'shipped', shipment: 'out_for_delivery', status: 'out for delivery' });
const delivered = shipment({ order: 'delivered', shipment: 'delivered', status: 'delivered' });

export const SHOP_READERS: ReadonlyMap<string, (data: { [key: string]: Json }) => FoundItem[]> = new Map([
  ['Order Completed', order('ordered', 'processing')],
  ['Order Updated', order(null, null)],
  ['Order Cancelled', order(null, 'cancelled')],
  ['Order Refunded', refunded],
  ['Order Packed', order('packed', 'packed')],
  ['Order Shipped', shipped],
  ['Order Fulfilled', shipped],
  ['Order Out For Delivery', underway],
  ['Order Delivered', delivered],
  ['Shipment Created', shipment({ order: 'packed', shipment: 'info_received', status: 'info received' })],
  ['Shipment Sent', shipped],
  ['Shipment Out For Delivery', underway],
  // One shipment of perhaps several: the order itself is not delivered by it.
  ['Shipment Delivered', shipment({ order: 'shipped', shipment: 'delivered', status: 'delivered' })],
  ['Invoice Issued', invoiceIssued],
  ['Invoice Cancelled', invoiceEnds('cancelled')],
  ['Payment Failed', payment('payment failed', null)],
  ['Payment Succeeded', payment('paid', 'paid')],
]);
