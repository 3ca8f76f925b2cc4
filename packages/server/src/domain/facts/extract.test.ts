import type { Interaction, Json } from '@throughline/types';
import { describe, expect, it } from 'vitest';
import { factsOf } from './extract.js';
import { growth } from '../../testing/growth.js';
import { factsOfText } from './extract-text.js';

function interaction(name: string, data: Record<string, Json>, over: Partial<Interaction> = {}): Interaction {
  return {
    id: 'int_1',
    siteId: 's',
    sourceId: 'src',
    messageId: 'm',
    customerIdAtIngest: 'cus_1',
    channel: 'web',
    department: null,
    visibility: 'shared',
    type: 'track',
    name,
    title: name,
    data,
    occurredAt: 1_000,
    receivedAt: 1_000,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
    ...over,
  };
}
const short = (facts: { key: string; value: string }[]): string[] => facts.map((fact) => `${fact.key}=${fact.value}`);

describe('text', () => {
  it.each([
    ['my order number is 4481923', ['order_id=4481923']],
    ['Any news on CL-7741?', []],
    ['the claim CL-7741, please', ['claim_id=CL-7741']],
    ['claim cl-7741', ['claim_id=cl-7741']],
    ['Order o-77 came broken', ['order_id=o-77']],
    ['my booking: XK3F9Q for 2 people', ['booking_ref=XK3F9Q']],
    ['order #12345', ['order_id=12345']],
    ['I placed an order in 2024', []],
    ['about my order, call 0151234567', []],
    ['on the 20th I sent the invoice', []],
    ['my account 50000 EUR', ['amount=50000 EUR']],
    ['account no. 99887766', ['account_no=•7766']],
    ['policy P-100 and claim C-2000', ['policy_id=P-100', 'claim_id=C-2000']],
    ['write to Ann.Lee+x@Example.co.uk.', ['email=Ann.Lee+x@Example.co.uk']],
    ['mail me at ann@localhost', []],
    ['4481923', []],
    ['order of 12-05-2026', ['date=12-05-2026']],
  ])('[C23] %s', (text, facts) => {
    expect(short(factsOfText(text))).toEqual(facts);
  });

  it('[C23] takes linear time on hostile text', () => {
    for (const piece of ['!', 'order 1 ', 'a@', '1-', 'claim ', 'x@a.']) {
      expect(growth((length) => factsOfText(piece.repeat(length / piece.length)))).toBeLessThan(10);
    }
  });
});

describe('interactions', () => {
  it('[C23] a form names its keys; an unknown field keeps its own name; passwords and prefilled fields are nothing', () => {
    const fields = { fullName: 'Mia Berg', 'Monthly income': 4200, employer: 'Nordwind', password: 'x', pin: '1', empty: ' ' };
    expect(short(factsOf(interaction('Form Draft Saved', { form: 'mortgage', fields })))).toEqual([
      'monthly_income=4200',
      'employer=Nordwind',
      'name=Mia Berg',
    ]);
    const list = [
      { label: 'Order number', value: 'o-77' },
      { name: 'email', value: 'a@b.example', prefilled: true },
    ];
    expect(short(factsOf(interaction('Form Abandoned', { fields: list })))).toEqual(['order_id=o-77']);
  });

  it('[C23] an IVR prompt names its key; a menu choice is no fact; a redacted card is one', () => {
    expect(short(factsOf(interaction('IVR Input Received', { prompt: 'Please enter your claim number', value: 'CL7741' })))).toEqual([
      'claim_id=CL7741',
    ]);
    expect(short(factsOf(interaction('IVR Input Received', { key: 'account_no', digits: '0012345678' })))).toEqual(['account_no=•5678']);
    expect(factsOf(interaction('IVR Input Received', { choice: '2', label: 'Mortgage application' }))).toEqual([]);
    const card = factsOf(interaction('IVR Input Received', { choice: '3', label: 'Dispute a card charge', digits: '[card •1111]' }));
    expect(card).toMatchObject([{ key: 'card', label: 'card number', value: '•1111', masked: true }]);
  });

  it('[C23] visits, orders, claims, invoices and mail', () => {
    const visit = { name: 'Mia Berg', address: 'Hafenweg 3', employer: 'Nordwind', topic: 'mortgage', branch: 'Mitte', advisor: 'Jo' };
    expect(short(factsOf(interaction('Branch Visit Logged', visit)))).toEqual([
      'address=Hafenweg 3',
      'employer=Nordwind',
      'name=Mia Berg',
      'topic=mortgage',
    ]);
    expect(factsOf(interaction('Order Completed', { order_id: 'o-77' }))).toMatchObject([{ key: 'order_id', origin: 'given' }]);
    expect(factsOf(interaction('Claim Status Changed', { claim_id: 'CL-7741', status: 'x' }))).toMatchObject([
      { key: 'claim_id', origin: 'known' },
    ]);
    expect(short(factsOf(interaction('Invoice Issued', { invoice_id: 'i-9', order_id: 'o-77' })))).toEqual([
      'order_id=o-77',
      'invoice_no=i-9',
    ]);
    expect(short(factsOf(interaction('Email Received', { subject: 'Policy P-100', text: 'my claim is CL-7741' })))).toEqual([
      'policy_id=P-100',
      'claim_id=CL-7741',
    ]);
    expect(factsOf(interaction('Email Opened', { subject: 'Policy P-100' }))).toEqual([]);
  });
});

it('[C23] a page that speaks for a call, a visit or a system is not believed; its own form is', () => {
  const unverified = { unverified: true };
  expect(factsOf(interaction('IVR Input Received', { key: 'claim_id', value: 'CL-1' }, unverified))).toEqual([]);
  expect(factsOf(interaction('Branch Visit Logged', { name: 'Mia' }, unverified))).toEqual([]);
  expect(factsOf(interaction('Claim Status Changed', { claim_id: 'CL-1' }, unverified))).toEqual([]);
  expect(short(factsOf(interaction('Form Draft Saved', { fields: { name: 'Mia' } }, unverified)))).toEqual(['name=Mia']);
});

it('[C23] a form’s phone number is the same fact as the one written in a chat', () => {
  const [form] = factsOf(interaction('Form Submitted', { fields: { phone: '0151 12345678' } }), { region: 'DE' });
  const [chat] = factsOfText('call +49 151 12345678');
  expect(form?.norm).toBe(chat?.norm);
});

it('[C23] what the site’s server says about its customer is known, not given; what a page says is not believed', () => {
  const traits = { traits: { address: 'Hafenweg 3', plan: 'plus', email: 'a@b.example' } };
  expect(factsOf(interaction('identify', traits, { type: 'identify' }))).toMatchObject([{ key: 'address', origin: 'known' }]);
  expect(factsOf(interaction('identify', traits, { type: 'identify', unverified: true }))).toEqual([]);
});
