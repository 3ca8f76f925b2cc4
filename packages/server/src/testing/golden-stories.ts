// The second half of the named customers: moods, cases, repeats, scopes. See golden-customers.ts.
import { at, earlier, event, iso, verified } from './golden-event.js';
import type { Told } from './golden-event.js';

export const MORE_STORIES: Readonly<Record<string, () => Told>> = {
  'silent-sources': () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Is my payment there?']] },
    over: {
      sources: [
        { id: 'src_1', name: 'Web shop', kind: 'public', lastAt: at('2026-03-12 09:30'), gapP95Ms: 600_000 },
        { id: 'src_2', name: 'Billing system', kind: 'secret', lastAt: at('2026-03-12 06:00'), gapP95Ms: 3_600_000 },
        { id: 'src_3', name: 'Telephone', kind: 'secret', lastAt: null, gapP95Ms: null },
      ],
    },
  }),
  'angry-after-three-messages': () => ({
    now: '2026-03-12 10:05',
    chat: {
      opened: '2026-03-12 10:00',
      says: [
        ['2026-03-12 10:00', 'Thanks, the new app is great.'],
        ['2026-03-12 10:02', 'But your support is slow and useless.'],
        ['2026-03-12 10:04', 'This is a terrible, awful service!! I am furious.'],
      ],
      level: 3,
    },
    over: verified('Mia Berg'),
  }),
  're-asked': () => ({
    now: '2026-03-12 10:00',
    past: [
      event('2026-03-12 09:00', 'web', 'Form Submitted', { form: 'Contact', fields: { order_id: 'o-77', name: 'Mia Berg' } }),
      event('2026-03-12 09:40', 'email', 'Email Received', { subject: 'Order', text: 'My order number is o-77.' }),
    ],
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Again: my order number is o-77.']], reAsked: ['order_id'] },
  }),
  'offered-case': () => ({
    now: '2026-03-12 10:00',
    past: [
      event('2026-03-10 09:00', 'voice', 'case.opened', {
        case_id: 'cas_1',
        title: 'Wrong first bill',
        reason: 'invoice.inaccurate',
        department: 'billing',
        due_at: iso('2026-03-11 17:00'),
      }),
    ],
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Have you looked at it?']], level: 3 },
    over: { ...verified('Mia Berg'), earlier: [earlier('cnv_0', '2026-03-10 09:00', '2026-03-10 09:20', { channel: 'voice' })] },
  }),
  'joined-case-and-other': () => ({
    now: '2026-03-12 10:00',
    past: [
      event('2026-03-01 09:00', 'voice', 'case.opened', {
        case_id: 'cas_1',
        title: 'Broken lamp',
        item: { type: 'order', number: 'o-88' },
      }),
      event('2026-03-08 09:00', 'voice', 'case.opened', { case_id: 'cas_2', title: 'Address change' }),
    ],
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'My order o-88 came broken again']], level: 3 },
    over: verified('Mia Berg'),
  }),
  'card-in-every-message': () => ({
    now: '2026-03-12 10:00',
    past: [event('2026-03-12 09:00', 'email', 'Email Received', { subject: 'Card', text: 'charge on 4111 1111 1111 1111' })],
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'You charged 4111111111111111 twice']], level: 3 },
    over: verified('Mia Berg'),
  }),
  'agent-tagged': () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'It is about my thing']], reason: 'account_access.locked', level: 3 },
    over: verified('Mia Berg'),
  }),
  reopened: () => ({
    now: '2026-03-12 10:00',
    chat: {
      opened: '2026-03-10 10:00',
      says: [
        ['2026-03-10 10:00', 'The lamp never arrived'],
        ['2026-03-12 10:00', 'Now the lamp is here but it is broken'],
      ],
      reopenedSeq: 2,
      level: 3,
    },
    over: verified('Mia Berg'),
  }),
  'wordy-customer': () => ({
    now: '2026-03-05 10:00',
    past: [
      event('2026-03-02 10:05', 'branch', 'Branch Visit Logged', {
        fields: { name: 'Mia Berg', address: 'Hafenweg 3', employer: 'Nordwind' },
      }),
      event('2026-03-03 09:20', 'voice', 'Promise Made', {
        text: 'unlock the upload',
        due_at: iso('2026-03-03 17:00'),
        department: 'mortgages',
      }),
      event('2026-03-04 11:00', 'voice', 'Promise Made', { text: 'send every document again by registered mail', department: 'sales' }),
      event('2026-03-05 09:00', 'web', 'Search No Result', { query: 'why' }),
    ],
    chat: {
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
    over: {
      ...verified('Maximiliane Alexandra von und zu Hohenstein-Waldburg'),
      earlier: [
        earlier('cnv_0', '2026-02-01 10:00', '2026-02-01 10:30', {
          outcome: 'promised to look into it and to call back by the end of the week at the latest',
        }),
      ],
      conversationCount: 2,
    },
  }),
  'scoped-departments': () => {
    const mortgages = { department: 'mortgages', visibility: 'department' } as const;
    return {
      now: '2026-03-03 09:00',
      past: [
        event('2026-03-02 10:05', 'branch', 'Branch Visit Logged', { fields: { name: 'Mia Berg', employer: 'Nordwind' } }, mortgages),
        event('2026-03-02 11:00', 'web', 'Form Submitted', { form: 'Contact', fields: { order_id: 'o-77' } }),
        event(
          '2026-03-02 12:00',
          'mobile_app',
          'Form Submitted',
          { form: 'Loan', fields: { monthly_income: '3200' } },
          { visibility: 'restricted' },
        ),
        event(
          '2026-03-02 13:00',
          'voice',
          'Promise Made',
          { text: 'call back about the rate', due_at: iso('2026-03-02 17:00') },
          mortgages,
        ),
        event('2026-03-03 08:50', 'ivr', 'IVR Input Received', { choice: '2', label: 'Mortgage application' }, mortgages),
      ],
      chat: { opened: '2026-03-03 09:00', says: [], channel: 'voice', level: 2, methods: ['pin'] },
      over: { identifiers: [{ type: 'phone', value: '+491512345678', trust: 2 }] },
    };
  },
};
