// Named customers whose headline, brief, alerts and panel are pinned (C48), beside the hand-offs of the six scenarios.
import type { ContextMaterial } from '../domain/context/material.js';
import { at, beginCustomer, customer, earlier, event, inGerman, iso, page, trait, verified } from './golden-event.js';
import type { GoldenCustomer, Told } from './golden-event.js';
import { MORE_STORIES } from './golden-stories.js';
import { goldenScenarios } from './golden-scenarios.js';

export type { GoldenCustomer } from './golden-event.js';

/** Each is told from scratch, so that its bytes depend on nobody else. */
const STORIES: Readonly<Record<string, () => Told>> = {
  stranger: () => ({
    now: '2026-03-03 12:00',
    chat: {
      opened: '2026-03-03 12:00',
      says: [
        ['2026-03-03 12:00', 'Hello!'],
        ['2026-03-03 12:00', 'Do you ship to Norway?'],
      ],
    },
  }),
  'only-hello': () => ({ now: '2026-03-03 12:00', chat: { opened: '2026-03-03 12:00', says: [['2026-03-03 12:00', 'hi']] } }),
  'claims-to-be-known': () => ({
    now: '2026-03-03 12:00',
    past: [page('2026-03-03 11:58', '/pricing'), page('2026-03-03 11:59', '/pricing')],
    chat: {
      opened: '2026-03-03 12:00',
      says: [['2026-03-03 12:00', 'My claim CL-7741 is at ann@example.com, card 4111 1111 1111 1111']],
    },
    over: { suggestions: [{ id: 'sug_1', reasonCode: 'claimed_identifier', masked: 'email a••@example.com', at: at('2026-03-03 11:59') }] },
  }),
  'third-contact-this-week': () => ({
    now: '2026-03-05 10:00',
    past: [
      event('2026-03-02 09:00', 'ivr', 'IVR Input Received', { choice: '1' }),
      event('2026-03-03 15:00', 'email', 'Email Received', { subject: 'Order o-77 is late', text: 'My order number is o-77.' }),
      event('2026-03-04 11:20', 'web', 'Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' }),
      event('2026-03-04 20:00', 'web', 'Payment Failed', { amount: 12.5, currency: 'EUR', order_id: 'o-77' }),
    ],
    chat: { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', 'Thanks. Still nothing has arrived at my door today.']] },
    over: {
      earlier: [
        earlier('cnv_0', '2026-02-01 10:00', '2026-02-01 10:30', {
          outcome: 'told the delivery date',
          firstText: 'Hi there. When does my order come?',
        }),
      ],
      conversationCount: 2,
    },
  }),
  'japanese-reader': () => ({
    now: '2026-03-05 10:00',
    past: [page('2026-03-05 09:59', '/ja/help')],
    chat: { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', '注文した商品がまだ届いていません。いつ届きますか？']] },
  }),
  'customer-without-conversation': () => ({
    now: '2026-03-05 10:00',
    past: [event('2026-03-04 11:20', 'web', 'Order Completed', { order_id: 'o-77', total: 159.2, currency: 'EUR' })],
    over: verified('Mia Berg'),
  }),
  nobody: () => ({ now: '2026-03-05 10:00' }),
  'promise-broken': () => ({
    now: '2026-03-05 10:00',
    past: [
      event('2026-03-03 11:00', 'voice', 'Promise Made', {
        text: 'call back about the rate',
        due_at: iso('2026-03-04 17:00'),
        department: 'mortgages',
      }),
    ],
    chat: { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', 'Nobody called me back yesterday!']], level: 3 },
    over: verified('Mia Berg'),
  }),
  'promise-kept': () => ({
    now: '2026-03-05 10:00',
    past: [
      event('2026-03-03 11:00', 'voice', 'Promise Made', { text: 'send the form', commitment_id: 'cmt_1', department: 'service' }),
      event('2026-03-03 12:00', 'voice', 'commitment.updated', { commitment_id: 'cmt_1', status: 'kept', actor: 'agt_1' }),
    ],
    chat: { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', 'Thank you, the form is here. Where do I sign it?']], level: 3 },
    over: verified('Mia Berg'),
  }),
  'two-promises': () => ({
    now: '2026-03-05 10:00',
    past: [
      event('2026-03-03 11:00', 'voice', 'Promise Made', {
        text: 'refund the fee',
        due_at: iso('2026-03-04 17:00'),
        department: 'billing',
      }),
      event('2026-03-03 11:05', 'voice', 'Promise Made', { text: 'send a new card', due_at: iso('2026-03-09 17:00'), department: 'cards' }),
    ],
    chat: { opened: '2026-03-05 10:00', says: [['2026-03-05 10:00', 'What about my money and my card?']], level: 3 },
    over: verified('Mia Berg'),
  }),
  'late-order-in-german': () => ({
    now: '2026-03-12 10:00',
    past: [
      event('2026-03-02 09:00', 'back_office', 'tracked_item.updated', {
        type: 'order',
        number: 'o-88',
        title: 'Lampe',
        status: 'shipped',
        eta_until: iso('2026-03-10 18:00'),
      }),
      event('2026-03-11 09:00', 'web', 'Search No Result', { query: 'o-88' }),
      event('2026-03-11 10:00', 'voice', 'Promise Made', {
        text: 'Rückruf zum Paket',
        due_at: iso('2026-03-13 12:00'),
        department: 'logistik',
      }),
    ],
    chat: {
      opened: '2026-03-12 10:00',
      says: [['2026-03-12 10:00', 'Wo bleibt meine Bestellung o-88? Sie sollte schon längst da sein.']],
      level: 3,
    },
    over: inGerman(verified('Mia Berg')),
  }),
  'unknown-in-german': () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Hallo!']] },
    over: inGerman({}),
  }),
  'german-on-an-english-site': () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Ich kann mich seit gestern nicht mehr in meinem Konto anmelden.']] },
  }),
  vip: () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'Please increase my limit for the trip.']], level: 3 },
    over: { ...verified('Mia Berg'), traits: [trait('name', 'Mia Berg'), trait('tier', 'Platinum'), trait('segment', 'wealth')] },
  }),
  'screen-reader-user': () => ({
    now: '2026-03-12 10:00',
    chat: { opened: '2026-03-12 10:00', says: [['2026-03-12 10:00', 'The captcha does not speak to me.']], level: 3 },
    over: {
      ...verified('Mia Berg'),
      traits: [
        trait('name', 'Mia Berg'),
        trait('accessibility', ['screen reader', 'no phone calls']),
        trait('preferred_channel', 'email'),
        trait('do_not_contact', ['sms', 'voice']),
        trait('lifecycle_stage', 'active'),
      ],
    },
  }),
  ...MORE_STORIES,
};

let built: readonly GoldenCustomer[] | null = null;

/** Built once: nothing may change a material. */
export function goldenCustomers(): readonly GoldenCustomer[] {
  built ??= build();
  return built;
}

function build(): GoldenCustomer[] {
  const told = Object.entries(STORIES).map(([name, story]) => {
    beginCustomer();
    return customer(name, story());
  });
  return [...goldenScenarios(), ...told];
}

/** Material and time of one of them. */
export function goldenMaterial(name: string): [ContextMaterial, number] {
  const found = goldenCustomers().find((one) => one.name === name);
  if (found === undefined) throw new Error(`No golden customer is called ${name}`);
  return [found.material, found.now];
}
