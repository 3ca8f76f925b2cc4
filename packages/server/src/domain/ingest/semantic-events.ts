// What Segment's semantic names and ours say about the channel (C14), and which of them only a back office can know.
import type { Channel } from '@throughline/types';

const CHANNEL_OF: ReadonlyMap<string, Channel> = new Map([
  ['IVR Input Received', 'ivr'],
  ['Branch Visit Logged', 'branch'],
  ['Invoice Issued', 'billing'],
  ['Payment Failed', 'billing'],
  ['Claim Status Changed', 'back_office'],
  ['Promise Made', 'voice'],
  ['Quote Issued', 'voice'],
  ['Unsubscribed', 'email'],
]);
const BY_PREFIX: readonly (readonly [RegExp, Channel])[] = [
  [/^Email /, 'email'],
  [/^Live Chat /, 'web_chat'],
];
const SHOPPING = /^(?:Orders? |Products? |Cart |Checkout |Coupon |Payment Info )/;

/** The channel an event name implies; shopping events of a server are orders, those of a page belong to the page. */
export function channelOfName(name: string, fromServer: boolean): Channel | null {
  const known = CHANNEL_OF.get(name);
  if (known !== undefined) return known;
  for (const [pattern, channel] of BY_PREFIX) if (pattern.test(name)) return channel;
  return fromServer && SHOPPING.test(name) ? 'order' : null;
}

const VISITOR_CHANNELS: readonly Channel[] = ['web', 'web_chat', 'mobile_app', 'partner_site', 'survey', 'other'];
const BACK_OFFICE_NAMES: readonly string[] = [
  'IVR Input Received',
  'Branch Visit Logged',
  'Invoice Issued',
  'Invoice Cancelled',
  'Payment Failed',
  'Payment Succeeded',
  'Promise Made',
  'Quote Issued',
  'Order Refunded',
  'Call Made',
  'Call Received',
  'Email Sent',
  'Email Received',
  'Voucher Issued',
];
/** Families of them: `Order Shipped`, `Claim Status Changed`, `Refund Issued` … */
const BACK_OFFICE_FAMILIES =
  /^(?:Shipment|Replacement|Credit|Refund|Outbound Call) | Status Changed$|^Order (?:Packed|Shipped|Fulfilled|Delivered|Out [Ff]or Delivery)$/;
const RELAY_NAMES = /^(?:card|commitment|tracked_item|case|fact|reason|notice|identity|invoice|conversation|handoff|question|survey)\./;

/** Names under which the relay itself records decisions (C14): a page may not use them at all. */
export const isRelayName = (name: string): boolean => RELAY_NAMES.test(name);

/** True when a visitor's page says what only the company can know: shown as unverified, and no promise follows from it. */
export function speaksForBackOffice(name: string, channel: Channel): boolean {
  return !VISITOR_CHANNELS.includes(channel) || BACK_OFFICE_NAMES.includes(name) || BACK_OFFICE_FAMILIES.test(name);
}
