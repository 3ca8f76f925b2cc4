// Random pasts in which every text of an entry carries the entry's own mark, so that a test can tell whose words got out (C54, C55).
import fc from 'fast-check';
import type { Channel, Interaction, Json, Visibility } from '@throughline/types';
import { emptyMaterial } from './context-material.js';

const DAY_MS = 86_400_000;
const DEPARTMENTS = ['sales', 'cards', null] as const;

/** No word of any language, no id, no number. */
export const markOf = (interaction: Pick<Interaction, 'id'>): string => `zq${interaction.id.replace(/\D/g, '')}jx`;

type Data = Record<string, Json>;
/** What an entry of each kind says; `mark` stands in every text that somebody wrote. Numbers are shared, so that rows fold together. */
const KINDS: readonly [name: string, channel: Channel, data: (mark: string, now: number) => Data][] = [
  [
    'Branch Visit Logged',
    'branch',
    (mark) => ({ fields: { name: `Mia ${mark}`, employer: mark }, case: { id: 'cas_1', title: `Loan ${mark}` } }),
  ],
  ['IVR Input Received', 'ivr', (mark) => ({ choice: '2', label: `Loans ${mark}` })],
  ['IVR Input Received', 'ivr', (mark) => ({ key: 'claim_id', value: `CL-${mark}-1` })],
  [
    'Form Draft Saved',
    'mobile_app',
    (mark) => ({ form: `Loan ${mark}`, step: mark, filled: 1, total: 2, fields: { monthly_income: mark } }),
  ],
  ['Form Abandoned', 'web', (mark) => ({ form: `Loan ${mark}`, step: mark, filled: 1, total: 2 })],
  ['Error Shown', 'web', (mark) => ({ what: `upload ${mark}`, code: mark })],
  ['Search No Result', 'web', (mark) => ({ query: `export ${mark}` })],
  ['Help Article Viewed', 'web', (mark) => ({ title: `Help ${mark}` })],
  ['Email Received', 'email', (mark) => ({ subject: mark, text: `My order is o-77. This is terrible, ${mark}!` })],
  [
    'Promise Made',
    'voice',
    (mark, now) => ({ text: `call back ${mark}`, due_at: new Date(now - 60_000).toISOString(), commitment_id: 'cmt_1' }),
  ],
  ['Promise Made', 'voice', (mark) => ({ text: `159.20 EUR ${mark}`, amount: 159.2, currency: 'EUR', order_id: 'o-77', department: mark })],
  ['commitment.updated', 'back_office', (mark) => ({ commitment_id: 'cmt_1', status: 'cancelled', note: mark, actor: mark })],
  [
    'Order Completed',
    'order',
    (mark) => ({ order_id: 'o-77', total: 159.2, currency: 'EUR', products: [{ name: `Plus ${mark}`, quantity: 1 }] }),
  ],
  ['Invoice Issued', 'billing', (mark) => ({ invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR', status: mark })],
  ['tracked_item.updated', 'back_office', (mark) => ({ type: 'claim', number: 'CL-7741', title: `Water ${mark}`, status: mark })],
  [
    'tracked_item.updated',
    'back_office',
    (mark, now) => ({
      type: 'claim',
      number: 'CL-7741',
      milestones: [{ code: 'review', label: `In ${mark}`, state: 'current' }],
      eta_until: new Date(now - 60_000).toISOString(),
    }),
  ],
  [
    'case.opened',
    'back_office',
    (mark) => ({ case_id: 'cas_2', title: `Bill ${mark}`, reason: 'invoice.inaccurate', due_at: '2026-11-21T10:00:00Z' }),
  ],
  ['case.updated', 'back_office', (mark) => ({ case_id: 'cas_2', status: 'open', resolution: mark })],
  [
    'notice.sent',
    'sms',
    (mark) => ({ channel: 'sms', kind: 'transactional', text: `Your claim ${mark}`, item: { type: 'claim', number: 'CL-7741' } }),
  ],
  ['Payment Failed', 'billing', (mark) => ({ order_id: `o-${mark}`, amount: 5, currency: 'EUR' })],
  ['', 'web', (mark) => ({ path: `/cancel/${mark}`, url: `https://shop.example/cancel/${mark}`, title: mark })],
];

const VISIBILITIES: readonly Visibility[] = ['shared', 'department', 'restricted'];

/** Distinct interactions of one customer before `now`. */
export function plantedPast(max: number, now: number): fc.Arbitrary<Interaction[]> {
  const one = fc
    .record({
      serial: fc.integer({ min: 100, max: 999 }),
      kind: fc.constantFrom(...KINDS),
      visibility: fc.constantFrom(...VISIBILITIES),
      department: fc.constantFrom(...DEPARTMENTS),
      age: fc.integer({ min: 0, max: 5 * DAY_MS }),
    })
    .map(({ serial, kind: [name, channel, data], visibility, department, age }): Interaction => {
      const id = `int_${serial}`;
      const mark = markOf({ id });
      return {
        id,
        siteId: 'site_1',
        sourceId: 'src_1',
        messageId: id,
        customerIdAtIngest: emptyMaterial().customer.id,
        channel,
        department,
        visibility,
        type: name === '' ? 'page' : 'track',
        name,
        title: `${name} ${mark}`,
        data: data(mark, now),
        occurredAt: now - age,
        receivedAt: now - age,
        originalTimestamp: null,
        flags: [],
        unverified: false,
        conversationId: null,
        causationId: null,
        correlationId: null,
      };
    });
  return fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: max, size: 'max' });
}
