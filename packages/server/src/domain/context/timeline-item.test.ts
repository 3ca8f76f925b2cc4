// What an agent reads of an interaction in the timeline: a title as somebody would say it, and only details that are news (C21).
import { expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { timelineItem } from './timeline-item.js';

const read = (name: string, data: Record<string, Json>, title = name): string => {
  const item = timelineItem({
    id: 'int_1',
    type: 'track',
    name,
    title,
    channel: 'back_office',
    department: null,
    visibility: 'shared',
    data,
    occurredAt: 1,
    receivedAt: 1,
    conversationId: null,
    unverified: false,
  });
  return [item.title, ...item.details.map(({ label, value }) => `${label} ${value}`)].join(' | ');
};

it.each([
  ['commitment.updated', { commitment_id: 'cmt_1', status: 'kept', actor: 'api' }, 'Promise kept'],
  ['case.opened', { case_id: 'cas_1', title: 'Mortgage application', actor: 'usr_1' }, 'Case opened: Mortgage application'],
  ['case.linked', { case_id: 'cas_1', conversation_id: 'cnv_1', how: 'shared_id' }, 'Conversation linked to the case'],
  ['case.linked', { case_id: 'cas_1', how: 'confirmed', item: { number: 'o-77' } }, 'O-77 linked to the case'],
  ['tracked_item.late', { type: 'claim', number: 'CL-7741', milestone: 'in_review' }, 'Claim CL-7741 marked late'],
  ['tracked_item.milestone', { type: 'claim', number: 'CL-7741', milestone: 'in_review', label: 'in review' }, 'Claim CL-7741: in review'],
  [
    'invoice.checked',
    { order_id: 'o-77', invoice_no: 'i-9', mismatch: true, codes: ['price_differs'] },
    'Invoice i-9 does not match what was agreed | order id o-77',
  ],
  [
    'notice.sent',
    { channel: 'sms', kind: 'transactional', text: 'Your router ships today', item: { type: 'order', number: 'o-77' }, actor: 'api' },
    'Told customer (SMS): Your router ships today',
  ],
  ['reason.confirmed', { conversation_id: 'cnv_1', code: 'invoice.inaccurate' }, 'Reason: invoice inaccurate'],
  ['fact.confirmed', { fact_id: 'fct_1', key: 'claim_id', norm: 'CL7741' }, 'Confirmed: claim number'],
])('[C21] %s %j reads as people say it', (name, data, said) => {
  expect(read(name, data, 'as it was titled when it was made')).toBe(said);
});

it('[C21] ids and counts of the relay are no details; money has its currency', () => {
  const promised = { commitment_id: 'cmt_1', kind: 'price', text: 'first bill', amount_minor: 15_920, currency: 'EUR', entry_id: 'ent_1' };
  expect(read('Promise Made', promised, 'Promise: first bill')).toBe('Promise: first bill | text first bill | amount 159.20 EUR');
  expect(read('Document Uploaded', { filename: 'roof.jpg', bytes: 51_200, case_id: 'cas_1' })).toBe(
    'Document Uploaded | filename roof.jpg',
  );
  expect(read('Order Completed', { order_id: 'o-77', total: 649, currency: 'SEK' })).toBe(
    'Order Completed | order id o-77 | total 649.00 SEK',
  );
});
