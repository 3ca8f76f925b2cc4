// Random customers for property tests: interactions of every kind the context reads, with texts nobody asked for.
import fc from 'fast-check';
import { primitives } from '@throughline/types/decode';
import { isStorableText } from '@throughline/types';
import type { Interaction, Json } from '@throughline/types';
import { SIGNIFICANT_NAMES } from '../domain/context/significant-names.js';
import type { ContextMaterial } from '../domain/context/material.js';
import { emptyMaterial, foldInteractions } from './context-material.js';

export const NOW = Date.UTC(2026, 10, 22, 12);
const CUSTOMER = emptyMaterial().customer.id;
const DAY_MS = 86_400_000;

const NAMES = [...SIGNIFICANT_NAMES, 'Form Draft Saved', 'Order Completed', 'Invoice Issued', 'Something Else', ''];
const KEYS = [
  'fields',
  'form',
  'step',
  'order_id',
  'claim_id',
  'text',
  'subject',
  'key',
  'value',
  'digits',
  'choice',
  'label',
  'prompt',
  'what',
  'query',
  'title',
  'due_at',
  'department',
  'amount',
  'currency',
  'url',
  'path',
  'name',
  'address',
  'account_no',
  'password',
];

/** Storable text with surprises: marks, card numbers, direction overrides, scripts without spaces, very long words. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }).filter(isStorableText),
  fc.constantFrom(
    'order o-77',
    'my claim is CL-7741',
    'ann@example.com',
    '4111 1111 1111 1111',
    '\u202etxet',
    '注文した商品がまだ届いていません',
    'x'.repeat(400),
    'Hi',
    'EUR',
    '"',
    '2026-11-23T10:00:00Z',
    '2026-11-20',
    '12.50',
    'a b '.repeat(90),
  ),
);
const someJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: someText },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 ** 13 }) },
  { weight: 1, arbitrary: fc.constantFrom(true, null) },
  { weight: 2, arbitrary: fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), someText), someText, { maxKeys: 6 }) },
);

export function someInteraction(text: fc.Arbitrary<Json> = someJson): fc.Arbitrary<Interaction> {
  return fc
    .record({
      serial: fc.nat(99_999),
      name: fc.constantFrom(...NAMES),
      channel: fc.constantFrom(...primitives.Channel.options),
      visibility: fc.constantFrom('shared' as const, 'shared' as const, 'department' as const, 'restricted' as const),
      department: fc.option(fc.constantFrom('sales', 'Cards'), { nil: null }),
      data: fc.dictionary(fc.constantFrom(...KEYS), text, { maxKeys: 8 }),
      age: fc.integer({ min: 0, max: 40 * DAY_MS }),
      lag: fc.nat(5),
      unverified: fc.boolean(),
    })
    .map(({ serial, name, channel, visibility, department, data, age, lag, unverified }) => ({
      id: `int_${serial}`,
      siteId: 'site_1',
      sourceId: 'src_1',
      messageId: `m${serial}`,
      customerIdAtIngest: CUSTOMER,
      channel,
      department,
      visibility,
      type: name === '' ? 'page' : 'track',
      name,
      title: name,
      data,
      occurredAt: NOW - age,
      receivedAt: NOW - age + lag,
      originalTimestamp: null,
      flags: [],
      unverified,
      conversationId: null,
      causationId: null,
      correlationId: null,
    }));
}

/** Distinct interactions of one customer. */
export const somePast = (max: number, one: fc.Arbitrary<Interaction> = someInteraction()): fc.Arbitrary<Interaction[]> =>
  fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: max, size: 'max' });

/** A whole material around a past. */
export function someMaterial(past: fc.Arbitrary<Interaction[]>, text: fc.Arbitrary<string> = someText): fc.Arbitrary<ContextMaterial> {
  const channel = fc.constantFrom(...primitives.Channel.options);
  const at = fc.integer({ min: NOW - 40 * DAY_MS, max: NOW });
  const owner = {
    visibility: fc.constantFrom('shared' as const, 'shared' as const, 'department' as const, 'restricted' as const),
    department: fc.option(fc.constantFrom('sales', 'Cards'), { nil: null }),
  };
  return fc
    .record({
      past,
      messages: fc.array(fc.record({ at, text }), { maxLength: 6 }),
      online: fc.boolean(),
      chat: fc.boolean(),
      traits: fc.array(
        fc.record({ key: fc.constantFrom('name', 'email', 'phone', 'segment', 'locale'), text, trust: fc.nat(3), at, channel, ...owner }),
        { maxLength: 6 },
      ),
      identifiers: fc.array(
        fc.record({ type: fc.constantFrom('email', 'phone', 'user_id'), value: text, trust: fc.constantFrom(0 as const, 2 as const) }),
        { maxLength: 5 },
      ),
      suggestions: fc.uniqueArray(
        fc.record({ id: fc.nat(99).map((n) => `sug_${n}`), reasonCode: fc.constant('claimed_identifier'), masked: text, at }),
        { selector: ({ id }) => id, maxLength: 4 },
      ),
      earlier: fc.uniqueArray(
        fc.record({
          id: fc.nat(99).map((n) => `cnv_${n}`),
          channel,
          status: fc.constant('closed'),
          openedAt: at,
          closedAt: fc.option(at, { nil: null }),
          outcome: fc.option(text, { nil: null }),
          firstText: text,
        }),
        { selector: ({ id }) => id, maxLength: 6 },
      ),
      sources: fc.uniqueArray(
        fc.record({
          id: fc.nat(99).map((n) => `src_${n}`),
          name: text,
          kind: fc.constantFrom('public' as const, 'secret' as const, 'relay' as const),
          lastAt: fc.option(at, { nil: null }),
          gapP95Ms: fc.option(fc.integer({ min: 1_000, max: 5 * DAY_MS }), { nil: null }),
        }),
        {
          selector: ({ id }) => id,
          maxLength: 4,
        },
      ),
    })
    .map(({ past: interactions, messages, online, chat, traits, identifiers, suggestions, earlier, sources }) => ({
      ...emptyMaterial(),
      ...foldInteractions(CUSTOMER, interactions),
      traits: traits.map(({ text: value, ...trait }) => ({ ...trait, customerId: CUSTOMER, value: JSON.stringify(value) })),
      identifiers,
      suggestions,
      earlier,
      sources,
      messages: messages.map((message, i) => ({ ...message, id: `ent_${i}`, seq: i + 1 })),
      conversation: chat
        ? {
            id: 'cnv_now',
            channel: 'web_chat' as const,
            openedAt: NOW - 60_000,
            waitingSince: NOW - 60_000,
            transfers: 0,
            verification: { level: 0 as const, methods: [], at: null },
            reopenedSeq: 0,
            department: null,
            reAsked: [],
            reasonCode: null,
            waitedBeforeSeconds: 0,
          }
        : null,
      handoff: { ...emptyMaterial().handoff, online },
    }));
}
