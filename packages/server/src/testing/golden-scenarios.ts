// The hand-offs of the six acceptance scenarios (context.md §14) as materials: what an agent must read there is literal.
import type { Interaction } from '@throughline/types';
import { beginCustomer, customer, earlier, event, iso, trait, verified } from './golden-event.js';
import type { GoldenCustomer } from './golden-event.js';

const handoff = { contextId: 'ctx_1', revision: 1, basis: 'handoff', kind: 'bot_to_agent', online: true } as const;

function bank(): { past: Interaction[]; unlock: Interaction; linked: Interaction } {
  const past = [
    event(
      '2026-03-02 10:05',
      'branch',
      'Branch Visit Logged',
      {
        fields: { name: 'Mara Lind', address: 'Torstr. 1', employer: 'Nordwerk' },
        case: { id: 'case-5521', title: 'Mortgage application' },
      },
      { department: 'mortgages' },
    ),
    event('2026-03-02 10:06', 'back_office', 'tracked_item.updated', {
      type: 'application',
      number: 'APP-5521',
      title: 'Mortgage',
      status: 'started',
    }),
    event('2026-03-02 19:31', 'mobile_app', 'Form Draft Saved', {
      form: 'Mortgage application',
      step: 'documents',
      filled: 14,
      total: 22,
      fields: { monthly_income: '3200' },
    }),
    event('2026-03-02 19:34', 'mobile_app', 'Error Shown', { what: 'document upload', code: 'upload_failed' }),
    event('2026-03-03 09:05', 'ivr', 'IVR Input Received', { prompt: 'How can we help?', choice: '2', label: 'Mortgage application' }),
  ];
  const unlock = event(
    '2026-03-03 09:20',
    'voice',
    'Promise Made',
    { text: 'unlock the upload', due_at: iso('2026-03-03 17:00'), department: 'mortgages', made_by: 'Jo' },
    { department: 'mortgages', conversationId: 'cnv_1' },
  );
  const linked = event('2026-03-03 09:41', 'other', 'case.linked', { case_id: 'case-5521', conversation_id: 'cnv_now', how: 'confirmed' });
  return { past, unlock, linked };
}

function bankCustomers(): GoldenCustomer[] {
  beginCustomer();
  const { past, unlock, linked } = bank();
  const mara = verified('Mara Lind');
  return [
    customer('c58-step-4', {
      now: '2026-03-03 09:09',
      past,
      chat: { opened: '2026-03-03 09:05', waiting: '2026-03-03 09:05', says: [], channel: 'voice', level: 2, methods: ['resume_code'] },
      over: { ...mara, handoff: { ...handoff, from: { type: 'ivr' } } },
    }),
    customer('c58-step-6', {
      now: '2026-03-03 09:41',
      past: [...past, unlock, linked],
      chat: { opened: '2026-03-03 09:40', says: [['2026-03-03 09:40', 'The upload still fails']], level: 3, methods: ['jwt'] },
      over: {
        ...mara,
        earlier: [earlier('cnv_1', '2026-03-03 09:05', '2026-03-03 09:21', { channel: 'voice', outcome: 'Upload will be unlocked' })],
        conversationCount: 2,
      },
    }),
  ];
}

function wrongBill(): GoldenCustomer {
  beginCustomer();
  const chat = event('2026-03-03 20:16', 'web_chat', 'conversation.started', { fields: { product: 'Plus tariff' } });
  const deal = event(
    '2026-03-04 11:00',
    'voice',
    'Promise Made',
    { text: '159.20 EUR on the first bill', kind: 'price', amount: 159.2, currency: 'EUR', department: 'sales', made_by: 'Sam' },
    { department: 'sales' },
  );
  const note = event(
    '2026-03-04 11:05',
    'voice',
    'Note Added',
    { text: 'CANARY-NOTE she also asked about the competitor' },
    { department: 'sales', visibility: 'department' },
  );
  const order = event('2026-03-04 11:20', 'web', 'Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' });
  const bill = event(
    '2026-03-20 06:00',
    'billing',
    'Invoice Issued',
    { invoice_id: 'i-9', order_id: 'o-77', total: 199, currency: 'EUR' },
    { department: 'billing' },
  );
  const told = customer('c59-step-6', {
    now: '2026-03-21 09:12',
    past: [chat, deal, note, order, bill],
    chat: {
      opened: '2026-03-21 09:12',
      says: [['2026-03-21 09:12', 'My first bill is wrong, I was promised 20% off.']],
      channel: 'email',
      level: 2,
      methods: ['dmarc'],
      department: 'billing',
    },
    over: { identifiers: [{ type: 'email', value: 'k204@example.com', trust: 2 }], traits: [trait('name', 'Customer 204')] },
  });
  const source = { interactionId: chat.id, kind: 'message', at: chat.occurredAt, channel: 'web_chat', department: null } as const;
  const product = {
    customerId: told.material.customer.id,
    id: 'fct_product',
    key: 'product',
    label: 'product',
    value: 'Plus tariff',
    norm: 'plus tariff',
    masked: false,
    scope: 'case',
    given: 1,
    decision: null,
    sources: [{ ...source, visibility: 'shared', origin: 'given', value: 'Plus tariff' }],
  } as const;
  const facts = [...told.material.facts.filter(({ key }) => key !== 'product'), { ...product, sources: [...product.sources] }];
  return { ...told, material: { ...told.material, facts } };
}

function claim(): GoldenCustomer {
  beginCustomer();
  const claims = (when: string, data: Record<string, string>): Interaction =>
    event(when, 'back_office', 'tracked_item.updated', { type: 'claim', number: 'CL-7741', ...data }, { department: 'claims' });
  return customer('c60-step-5', {
    now: '2026-04-13 09:34',
    past: [
      claims('2026-04-01 09:00', {
        title: 'Water damage',
        status: 'reported',
        eta_until: iso('2026-04-10 18:00'),
        policy_id: 'PO-99182-7',
      }),
      event('2026-04-03 12:00', 'web', 'Document Uploaded', { claim_id: 'CL-7741', document: 'photo-1.jpg' }),
      event('2026-04-03 12:00', 'web', 'Document Uploaded', { claim_id: 'CL-7741', document: 'photo-2.jpg' }),
      claims('2026-04-08 10:00', { status: 'in review' }),
      event('2026-04-10 18:01', 'sms', 'notice.sent', {
        channel: 'sms',
        kind: 'transactional',
        text: 'Your claim takes longer than we said. We are sorry.',
        item: { type: 'claim', number: 'CL-7741' },
      }),
      event('2026-04-13 09:30', 'web', 'Form Submitted', { form: 'Claim status', fields: { claim_number: 'CL-7741' } }),
    ],
    chat: { opened: '2026-04-13 09:34', says: [['2026-04-13 09:34', 'Any news on CL-7741?']], level: 3, methods: ['jwt'] },
    over: { ...verified('Ines Wolf'), traits: [trait('name', 'Ines Wolf')] },
  });
}

function delay(): GoldenCustomer {
  beginCustomer();
  const item = (when: string, until: string): Interaction =>
    event(
      when,
      'back_office',
      'tracked_item.updated',
      {
        type: 'provisioning',
        number: 'PV-31',
        title: 'Fibre connection',
        milestones: [
          { code: 'prepared', label: 'prepared', state: 'done' },
          { code: 'switched', label: 'switched', state: 'current' },
          { code: 'live', label: 'live', state: 'upcoming' },
        ],
        eta_until: iso(until),
      },
      { department: 'provisioning' },
    );
  const notice = (when: string, text: string, due: string): Interaction =>
    event(
      when,
      'email',
      'notice.sent',
      { channel: 'email', kind: 'transactional', text, item: { type: 'provisioning', number: 'PV-31' }, due_at: iso(due) },
      { department: 'provisioning' },
    );
  return customer('c61-step-5', {
    now: '2026-05-07 08:15',
    past: [
      event('2026-05-05 09:00', 'web', 'Signed Up', { plan: 'Fibre 500' }),
      item('2026-05-05 09:05', '2026-05-07 12:00'),
      notice('2026-05-05 09:06', 'live by 7 May 12:00', '2026-05-07 12:00'),
      item('2026-05-06 10:00', '2026-05-09 12:00'),
      notice('2026-05-06 10:01', 'new date 9 May 12:00', '2026-05-09 12:00'),
      event('2026-05-06 10:30', 'email', 'Email Received', { subject: 'Out of office', auto_submitted: 'auto-replied' }),
    ],
    chat: {
      opened: '2026-05-07 08:15',
      says: [['2026-05-07 08:15', 'I was told today. When does it work?']],
      channel: 'email',
      level: 2,
      methods: ['dmarc'],
      department: 'provisioning',
    },
    over: { ...verified('Nora Berg'), traits: [trait('name', 'Nora Berg')] },
  });
}

function dispute(): GoldenCustomer[] {
  beginCustomer();
  const past = [
    event('2026-06-04 10:00', 'ivr', 'IVR Input Received', { prompt: 'account number', digits: '0012345678' }, { department: 'cards' }),
    event('2026-06-04 10:01', 'ivr', 'IVR Input Received', { choice: '3', label: 'Dispute a card charge' }, { department: 'cards' }),
    event('2026-06-04 10:01', 'ivr', 'IVR Input Received', { prompt: 'Card number', digits: '[card •1111]' }, { department: 'cards' }),
  ];
  const chat = { opened: '2026-06-04 10:02', says: [], channel: 'voice', level: 3, methods: ['pin'], waitedBefore: 360 } as const;
  return [
    customer('c62-step-3', {
      now: '2026-06-04 10:08',
      past,
      chat: { ...chat, says: [], methods: ['pin'], waiting: '2026-06-04 10:08' },
      over: { handoff: { ...handoff, from: { type: 'ivr', name: 'Telephone menu' } } },
    }),
    customer('c62-step-4', {
      now: '2026-06-04 10:15',
      past,
      chat: { ...chat, says: [], methods: ['pin'], waiting: '2026-06-04 10:15', transfers: 1 },
      over: {
        handoff: {
          contextId: 'ctx_2',
          revision: 2,
          basis: 'handoff',
          kind: 'transfer',
          online: true,
          from: { type: 'agent', id: 'agt_1', name: 'Cara', note: 'Three charges abroad, she did not travel.' },
          toTeamId: 'team_fraud',
        },
      },
    }),
  ];
}

function leaving(): GoldenCustomer {
  beginCustomer();
  const weeks = ['02-13', '02-20', '02-27', '03-06', '03-13', '03-20'];
  return customer('c63-step-4', {
    now: '2026-04-14 16:00',
    past: [
      ...weeks.map((week) => event(`2026-${week} 10:00`, 'web', 'Report Opened', { report: 'weekly' })),
      event('2026-04-02 06:00', 'billing', 'Payment Failed', { order_id: 's-3' }),
      event('2026-04-03 06:00', 'billing', 'Payment Succeeded', { order_id: 's-3' }),
      event('2026-04-08 14:02', 'web', 'Search No Result', { query: 'export all data' }),
      event('2026-04-08 14:02', 'web', 'Search No Result', { query: 'export all data' }),
      ...['Backups', 'Exports', 'Formats'].map((title) => event('2026-04-08 14:02', 'web', 'Help Article Viewed', { title })),
    ],
    chat: { opened: '2026-04-14 16:00', says: [['2026-04-14 16:00', 'How do I export everything?']], level: 3, methods: ['jwt'] },
    over: { ...verified('Tom Reich'), traits: [trait('name', 'Tom Reich')] },
  });
}

export function goldenScenarios(): GoldenCustomer[] {
  return [...bankCustomers(), wrongBill(), claim(), delay(), ...dispute(), leaving()];
}
