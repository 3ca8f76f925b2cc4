// Named customers whose contexts are pinned byte by byte (C48). Times are Site-local Europe/Berlin in winter (UTC+1) unless said otherwise.
import type { Channel, Interaction, Json } from '@throughline/types';
import type { ContextMaterial, EarlierConversation } from '../domain/context/material.js';
import { officeHours } from '../domain/time/calendar.js';
import { emptyMaterial, foldInteractions } from './context-material.js';

export interface GoldenCustomer {
  name: string;
  now: number;
  material: ContextMaterial;
}

const BERLIN = officeHours({ offsets: [{ from: 0, minutes: 60 }] });
/** `'2026-03-02 10:05'` read at UTC+1. */
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+01:00`);

let serial = 0;
function event(
  when: string,
  channel: Channel,
  name: string,
  data: Record<string, Json> = {},
  over: Partial<Interaction> = {},
): Interaction {
  serial += 1;
  const id = `int_${String(serial).padStart(4, '0')}`;
  return {
    id,
    siteId: 'site_1',
    sourceId: 'src_1',
    messageId: id,
    customerIdAtIngest: 'cus_000000000000000000000000000000a1',
    channel,
    department: null,
    visibility: 'shared',
    type: name === '' ? 'page' : 'track',
    name,
    title: name === '' ? `Viewed ${String(data['path'])}` : name,
    data,
    occurredAt: at(when),
    receivedAt: at(when),
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
    ...over,
  };
}
const page = (when: string, path: string): Interaction =>
  event(when, 'web', '', {
    path,
    url: `https://bank.example${path}?token=1`,
    title: `Page ${path}`,
    context: { locale: 'de-DE', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36' },
  });

interface Chat {
  opened: string;
  says: [string, string][];
  level?: 0 | 2 | 3;
  methods?: string[];
  waiting?: string;
  transfers?: number;
  channel?: Channel;
}

function customer(name: string, now: string, past: Interaction[], chat: Chat | null, over: Partial<ContextMaterial> = {}): GoldenCustomer {
  const conversation: ContextMaterial['conversation'] =
    chat === null
      ? null
      : {
          id: 'cnv_now',
          channel: chat.channel ?? 'web_chat',
          openedAt: at(chat.opened),
          waitingSince: at(chat.waiting ?? chat.opened),
          transfers: chat.transfers ?? 0,
          reopenedSeq: 0,
          department: null,
          reAsked: [],
          reasonCode: null,
          waitedBeforeSeconds: 0,
          verification: { level: chat.level ?? 0, methods: chat.methods ?? [], at: chat.level === undefined ? null : at(chat.opened) },
        };
  const messages = (chat?.says ?? []).map(([when, text], i) => ({ id: `ent_${i + 1}`, seq: i + 2, at: at(when), text }));
  const material = { ...emptyMaterial(), ...foldInteractions('cus_000000000000000000000000000000a1', past), conversation, messages };
  return {
    name,
    now: at(now),
    material: { ...material, site: { ...material.site, calendar: BERLIN }, conversationCount: chat === null ? 0 : 1, ...over },
  };
}

const earlier = (id: string, opened: string, closed: string | null, over: Partial<EarlierConversation> = {}): EarlierConversation => ({
  id,
  channel: 'web_chat',
  status: closed === null ? 'open' : 'closed',
  openedAt: at(opened),
  closedAt: closed === null ? null : at(closed),
  outcome: null,
  firstText: '',
  ...over,
});
const trait = (key: string, value: string, trust: number): ContextMaterial['traits'][number] => ({
  customerId: 'cus_000000000000000000000000000000a1',
  key,
  value: JSON.stringify(value),
  trust,
  at: at('2026-03-01 08:00'),
  channel: 'web',
});
const verified = (name: string): Partial<ContextMaterial> => ({
  identifiers: [
    { type: 'user_id', value: '881', trust: 3 },
    { type: 'email', value: 'mia@example.org', trust: 2 },
  ],
  traits: [trait('name', name, 3), trait('email', 'mia@example.org', 2), trait('segment', 'private banking', 3)],
});

export function goldenCustomers(): GoldenCustomer[] {
  serial = 0;
  const branch = event(
    '2026-03-02 10:05',
    'branch',
    'Branch Visit Logged',
    { fields: { name: 'Mia Berg', address: 'Hafenweg 3', employer: 'Nordwind' } },
    { department: 'mortgages' },
  );
  const form = event('2026-03-02 19:31', 'mobile_app', 'Form Draft Saved', {
    form: 'Mortgage application',
    step: 'documents',
    filled: 14,
    total: 22,
    fields: { monthly_income: 4200 },
  });
  const error = event('2026-03-02 19:34', 'mobile_app', 'Error Shown', { what: 'document upload', code: 'upload_failed' });
  const choice = event('2026-03-03 09:05', 'ivr', 'IVR Input Received', {
    prompt: 'How can we help?',
    choice: '2',
    label: 'Mortgage application',
  });
  const unlock = event('2026-03-03 09:20', 'voice', 'Promise Made', {
    text: 'unlock the upload',
    due_at: '2026-03-03T17:00:00+01:00',
    department: 'mortgages',
    made_by: 'Jo',
  });
  const bank = [branch, form, error, choice];
  const deal = event('2026-03-04 11:00', 'voice', 'Promise Made', {
    text: '159.20 EUR on the first bill',
    amount: 159.2,
    currency: 'EUR',
    due_at: '2026-03-20T06:00:00+01:00',
    department: 'sales',
  });
  const order = event('2026-03-04 11:20', 'web', 'Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' });
  const card = [
    event('2026-06-04 10:00', 'ivr', 'IVR Input Received', { key: 'account_no', digits: '0012345678' }),
    event('2026-06-04 10:01', 'ivr', 'IVR Input Received', { choice: '3', label: 'Dispute a card charge' }),
    event('2026-06-04 10:01', 'ivr', 'IVR Input Received', { prompt: 'Card number', digits: '[card •1111]' }),
  ];
  return [
    customer(
      'bank-called-after-app',
      '2026-03-03 09:09',
      bank,
      { opened: '2026-03-03 09:09', says: [], channel: 'voice', level: 2, methods: ['resume_code'] },
      verified('Mia Berg'),
    ),
    customer(
      'bank-writes-after-call',
      '2026-03-03 09:41',
      [...bank, unlock],
      { opened: '2026-03-03 09:40', says: [['2026-03-03 09:40', 'The upload still fails']], level: 3, methods: ['jwt'] },
      {
        ...verified('Mia Berg'),
        earlier: [earlier('cnv_1', '2026-03-03 09:09', '2026-03-03 09:21', { channel: 'voice', outcome: 'upload to be unlocked' })],
        conversationCount: 2,
      },
    ),
    customer(
      'promise-broken',
      '2026-03-21 09:12',
      [
        deal,
        order,
        event('2026-03-20 06:00', 'billing', 'Invoice Issued', { invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' }),
      ],
      {
        opened: '2026-03-21 09:12',
        says: [['2026-03-21 09:12', 'My first bill is wrong, I was promised 20% off.']],
        channel: 'email',
        level: 2,
        methods: ['dmarc'],
      },
      { identifiers: [{ type: 'email', value: 'k@example.com', trust: 2 }] },
    ),
    customer('card-dispute-by-phone', '2026-06-04 10:08', card, {
      opened: '2026-06-04 10:02',
      says: [],
      channel: 'voice',
      level: 3,
      methods: ['pin'],
      waiting: '2026-06-04 10:02',
    }),
    customer(
      'card-dispute-transferred',
      '2026-06-04 10:15',
      card,
      { opened: '2026-06-04 10:02', says: [], channel: 'voice', level: 3, methods: ['pin'], waiting: '2026-06-04 10:09', transfers: 1 },
      {
        handoff: {
          contextId: 'ctx_2',
          revision: 2,
          basis: 'handoff',
          kind: 'transfer',
          online: true,
          from: { type: 'agent', id: 'agt_1', name: 'Jo', note: 'suspects fraud' },
          toTeamId: 'team_fraud',
        },
      },
    ),
    customer(
      'silent-customer-returns',
      '2026-04-14 16:00',
      [
        event('2026-04-08 14:02', 'web', 'Search No Result', { query: 'export all data' }),
        event('2026-04-08 14:02', 'web', 'Search No Result', { query: 'export all data' }),
        event('2026-04-08 14:02', 'web', 'Help Article Viewed', { title: 'Backups' }),
        event('2026-04-08 14:02', 'web', 'Help Article Viewed', { title: 'Exports' }),
      ],
      { opened: '2026-04-14 16:00', says: [['2026-04-14 16:00', 'How do I export everything?']], level: 3, methods: ['jwt'] },
      verified('Sam Okafor'),
    ),
    customer('stranger', '2026-03-03 12:00', [], {
      opened: '2026-03-03 12:00',
      says: [
        ['2026-03-03 12:00', 'Hello!'],
        ['2026-03-03 12:00', 'Do you ship to Norway?'],
      ],
    }),
    customer('only-hello', '2026-03-03 12:00', [], { opened: '2026-03-03 12:00', says: [['2026-03-03 12:00', 'hi']] }),
    customer(
      'claims-to-be-known',
      '2026-03-03 12:00',
      [page('2026-03-03 11:58', '/pricing'), page('2026-03-03 11:59', '/pricing')],
      {
        opened: '2026-03-03 12:00',
        says: [['2026-03-03 12:00', 'My claim CL-7741 is at ann@example.com, card 4111 1111 1111 1111']],
      },
      { suggestions: [{ id: 'sug_1', reasonCode: 'claimed_identifier', masked: 'email a••@example.com', at: at('2026-03-03 11:59') }] },
    ),
    customer(
      'third-contact-this-week',
      '2026-03-05 10:00',
      [
        event('2026-03-02 09:00', 'ivr', 'IVR Input Received', { choice: '1' }),
        event('2026-03-03 15:00', 'email', 'Email Received', { subject: 'Order o-77 is late', text: 'My order number is o-77.' }),
        event('2026-03-04 20:00', 'web', 'Payment Failed', { amount: 12.5, currency: 'EUR', order_id: 'o-77' }),
        order,
      ],
      { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', 'Thanks. Still nothing has arrived at my door today.']] },
      {
        earlier: [
          earlier('cnv_0', '2026-02-01 10:00', '2026-02-01 10:30', {
            outcome: 'told the delivery date',
            firstText: 'Hi there. When does my order come?',
          }),
        ],
        conversationCount: 2,
      },
    ),
    customer('japanese-reader', '2026-03-05 10:00', [page('2026-03-05 09:59', '/ja/help')], {
      opened: '2026-03-05 10:00',
      says: [['2026-03-05 10:00', '注文した商品がまだ届いていません。いつ届きますか？']],
    }),
    customer('customer-without-conversation', '2026-03-05 10:00', [...bank, order], null, verified('Mia Berg')),
    customer(
      'wordy-customer',
      '2026-03-05 10:00',
      [...bank, unlock, deal, event('2026-03-05 09:00', 'web', 'Search No Result', { query: 'why' })],
      {
        opened: '2026-03-05 10:00',
        says: [
          [
            '2026-03-05 10:00',
            `${'I would really like to know what on earth is going on with all of this because nobody ever tells me '.repeat(3)}.`,
          ],
        ],
        level: 3,
        methods: ['jwt'],
      },
      {
        ...verified('Maximiliane Alexandra von und zu Hohenstein-Waldburg'),
        earlier: [
          earlier('cnv_0', '2026-02-01 10:00', '2026-02-01 10:30', {
            outcome: 'promised to look into it and to call back by the end of the week at the latest',
          }),
        ],
        conversationCount: 2,
      },
    ),
  ];
}
