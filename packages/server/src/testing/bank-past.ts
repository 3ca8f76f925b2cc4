// What a bank knows about Mia Berg before she opens the chat, as events of its server: for tests that need a customer with a past.
import type { Channel, Json } from '@throughline/types';
import type { EventIdentifier, IngestEvent } from '../ports/store-customers.js';

export const NOW = Date.UTC(2026, 10, 22, 12);
/** One hour in ms. */
export const HOUR = 3_600_000;
const MIA: EventIdentifier = { type: 'user_id', value: 'mia', trust: 3, proven: true };

let serial = 0;
/** One call of a server about Mia, `ageMs` before NOW. */
export function event(
  name: string,
  channel: Channel,
  ageMs: number,
  data: Record<string, Json>,
  over: Partial<IngestEvent> = {},
): IngestEvent {
  serial += 1;
  return {
    index: serial,
    messageId: `m${serial}`,
    type: name === '' ? 'page' : 'track',
    name,
    title: name === '' ? 'Viewed a page' : name,
    channel,
    department: null,
    visibility: 'shared',
    data,
    identifiers: [MIA],
    traits: {},
    traitTrust: 3,
    occurredAt: NOW - ageMs,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
    ...over,
  };
}
/** Seven channels, one customer. */
export const bankPast = (): IngestEvent[] => [
  event(
    'Branch Visit Logged',
    'branch',
    40 * HOUR,
    { fields: { name: 'Mia Berg', address: 'Hafenweg 3' } },
    { traits: { name: 'Mia Berg', email: 'mia@example.org' } },
  ),
  event('Form Draft Saved', 'mobile_app', 30 * HOUR, {
    form: 'Mortgage',
    step: 'documents',
    filled: 14,
    total: 22,
    fields: { monthly_income: '4200' },
  }),
  event('Form Draft Saved', 'mobile_app', 29 * HOUR, {
    form: 'Mortgage',
    step: 'documents',
    filled: 15,
    total: 22,
    fields: { monthly_income: '4200' },
  }),
  event('Error Shown', 'mobile_app', 28 * HOUR, { what: 'document upload', code: 'upload_failed' }),
  event('IVR Input Received', 'ivr', 27 * HOUR, { key: 'claim_id', value: 'CL-7741' }),
  event('Promise Made', 'voice', 26 * HOUR, {
    text: 'unlock the upload',
    due_at: new Date(NOW - HOUR).toISOString(),
    department: 'Mortgages',
  }),
  event('Order Completed', 'order', 25 * HOUR, { order_id: 'o-77', total: 12.5, currency: 'EUR' }),
  event('Email Received', 'email', 24 * HOUR, { subject: 'Claim', text: 'my claim is cl-7741' }),
  event('', 'web', HOUR, { path: '/loans', context: { page: { url: 'https://bank.example/loans?x=1' }, userAgent: 'Chrome/1 Windows' } }),
];
