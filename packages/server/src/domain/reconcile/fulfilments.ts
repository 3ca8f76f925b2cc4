// What we did that may keep a promise (C33): a call, a letter, a refund, a delivery. Pure.
// A visitor's page cannot do any of it for us, whatever it sends.
import { firstWords, isData, sourceOf } from '../items/saying.js';
import type { Saying } from '../items/saying.js';
import type { Fulfilment } from './model.js';

const ID_MAX_CHARS = 64;
const PAGE_CHANNELS: readonly string[] = ['web', 'web_chat', 'mobile_app', 'partner_site', 'survey'];
const KIND_OF_NAME: ReadonlyMap<string, Fulfilment['kind']> = new Map([
  ['Order Refunded', 'refund'],
  ['Refund Issued', 'refund'],
  ['Refund Completed', 'refund'],
  ['Order Updated', 'order_update'],
  ['Order Shipped', 'shipping'],
  ['Order Fulfilled', 'shipping'],
  ['Shipment Sent', 'shipping'],
  ['Order Delivered', 'delivery'],
  ['Shipment Delivered', 'delivery'],
  ['Replacement Sent', 'replacement'],
  ['Replacement Shipped', 'replacement'],
  ['Credit Issued', 'credit'],
  ['Credit Note Issued', 'credit'],
  ['Voucher Issued', 'credit'],
  ['Outbound Call', 'call'],
  ['Call Made', 'call'],
  ['Call Returned', 'call'],
  ['Email Sent', 'email'],
]);
/** A call that nobody took tells the customer nothing. */
const NOT_REACHED: readonly string[] = ['no_answer', 'no answer', 'busy', 'failed', 'voicemail', 'not_reached'];

/**
 * The fulfilment in `interaction`; null when it is none. A notice counts as written to the customer, unless it sells or duns, or went out by
 * itself: that an item is late keeps nobody's promise. A notice about an order keeps what was promised for it, or for no order.
 */
export function fulfilmentOf(interaction: Saying): Fulfilment | null {
  const { data, occurredAt, unverified, channel } = interaction;
  const kind = unverified || PAGE_CHANNELS.includes(channel) ? noticeKind(interaction) : (noticeKind(interaction) ?? kindOf(interaction));
  if (kind === null) return null;
  return {
    kind,
    at: occurredAt,
    source: sourceOf(interaction, 'known'),
    orderId: firstWords(data, ['order_id', 'orderId'], ID_MAX_CHARS) ?? orderOfNotice(interaction),
  };
}

/** The relay's own record, so it counts on whatever channel the customer got it. */
function noticeKind({ name, data, unverified }: Saying): 'email' | null {
  return name === 'notice.sent' && !unverified && data['kind'] === 'transactional' && data['automatic'] !== true ? 'email' : null;
}

function orderOfNotice({ name, data }: Saying): string | null {
  const { item } = data;
  return name === 'notice.sent' && isData(item) && item['type'] === 'order' ? firstWords(item, ['number'], ID_MAX_CHARS) : null;
}

function kindOf({ name, data, channel }: Saying): Fulfilment['kind'] | null {
  const outbound = data['direction'] === 'outbound';
  const kind = KIND_OF_NAME.get(name) ?? (outbound && channel === 'voice' ? 'call' : outbound && channel === 'email' ? 'email' : null);
  if (kind === 'call' && [data['outcome'], data['result']].some((said) => typeof said === 'string' && NOT_REACHED.includes(said)))
    return null;
  if (kind === 'email' && (data['kind'] === 'marketing' || data['kind'] === 'dunning')) return null;
  return kind;
}
