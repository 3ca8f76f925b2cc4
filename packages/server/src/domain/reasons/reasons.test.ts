import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classify, countsOf, learn } from './naive-bayes.js';
import { tokensOf } from './reason-tokens.js';
import { ruleReason } from './rules.js';
import { suggestReason } from './suggest.js';
import type { ReasonInput } from './suggest.js';
import { DEFAULT_REASONS, isBillingMismatch, isComplaint } from './taxonomy.js';
import { upstreamLink } from './upstream.js';
import { verbatimFor } from './verbatim.js';

const nothing: ReasonInput = {
  choice: null,
  pageReason: null,
  agentTag: null,
  text: '',
  locale: 'en',
  counts: [],
  siteRules: [],
  taxonomy: DEFAULT_REASONS,
};
const history = countsOf([
  { code: 'product.how_to', tokens: tokensOf('how to pair the lamp with the hub') },
  { code: 'product.how_to', tokens: tokensOf('pairing the lamp again') },
  { code: 'order_delivery.return', tokens: tokensOf('lamp goes back please') },
]);

it('[M1] has 44 leaves in 14 categories, each with a cause, an owner, a kind of contact and an action', () => {
  expect(DEFAULT_REASONS).toHaveLength(44);
  expect(new Set(DEFAULT_REASONS.map(({ code }) => code)).size).toBe(44);
  expect(new Set(DEFAULT_REASONS.map(({ category }) => category)).size).toBe(14);
  expect(DEFAULT_REASONS.find(({ code }) => code === 'invoice.hard_to_read')).toEqual({
    code: 'invoice.hard_to_read',
    category: 'invoice',
    label: 'Invoice hard to read',
    upstreamCause: 'invoice_readability',
    ownerDepartment: 'finance',
    contactType: 'complaint_transaction',
    action: 'simplify',
  });
  expect(isComplaint('order_delivery.late')).toBe(true);
  expect(isComplaint('order_delivery.where_is_it')).toBe(false);
  expect(['invoice.duplicate', 'sales_promise.price_differs', 'invoice.hard_to_read', null].map(isBillingMismatch)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it.each([
  ['en', 'My first bill is wrong, I was promised 20% off.', 'invoice.inaccurate'],
  ['en', 'Any news on CL-7741?', 'claim_application_status.status_check'],
  ['en', 'How do I export everything?', 'product.how_to'],
  ['en', 'The upload still fails', 'product.defect'],
  ['en', 'Hi, where is my order o-77?', 'order_delivery.where_is_it'],
  ['en', 'I have been charged twice this month', 'invoice.duplicate'],
  ['en', 'I already explained this to your colleague', 'service_interaction.repeated_myself'],
  ['de', 'Meine Rechnung ist zu hoch.', 'invoice.inaccurate'],
  ['de-AT', 'Wo bleibt mein Paket?', 'order_delivery.where_is_it'],
  ['de', 'Ich habe mein Passwort vergessen', 'account_access.login'],
])('[C27] a keyword rule (%s) reads "%s" as %s and says by which words', (locale, text, code) => {
  const hit = ruleReason(text, locale);
  expect(hit?.code).toBe(code);
  expect(hit?.matched).not.toBe('');
});

it('[C27] says nothing for small talk or a language without rules; the rules of the site come first', () => {
  expect(ruleReason('Hello, how are you today?', 'en')).toBeNull();
  expect(ruleReason('my bill is wrong', 'fr')).toBeNull();
  const siteRules = [{ code: 'product.compatibility', words: ['blue box', 'bridge*'] }];
  expect(ruleReason('The Blue-Box bill is wrong', 'en', siteRules)).toEqual({
    code: 'product.compatibility',
    confidence: 0.95,
    matched: 'blue box',
  });
  expect(ruleReason('unboxed', 'fr', [{ code: 'x', words: ['box', ''] }])).toBeNull();
});

it('[C27] prefers the choice, then the page, the tag, rules, and the history of the site', () => {
  const all: ReasonInput = {
    ...nothing,
    choice: { label: 'Dispute a card charge' },
    pageReason: 'order_delivery.return',
    agentTag: 'product.defect',
    text: 'my bill is wrong',
    counts: history,
  };
  const without = (patch: Partial<ReasonInput>): ReturnType<typeof suggestReason> => suggestReason({ ...all, choice: null, ...patch });
  expect(suggestReason(all)).toEqual({
    code: 'dispute_a_card_charge',
    label: 'Dispute a card charge',
    upstreamCause: null,
    source: 'ivr',
    confidence: 1,
  });
  expect(suggestReason({ ...all, choice: { label: 'Invoice inaccurate', via: 'prechat' } })).toMatchObject({
    code: 'invoice.inaccurate',
    upstreamCause: 'invoice_accuracy',
    source: 'prechat',
  });
  expect(without({})).toMatchObject({ code: 'order_delivery.return', source: 'page' });
  expect(without({ pageReason: null })).toMatchObject({ code: 'product.defect', source: 'agent' });
  expect(without({ pageReason: null, agentTag: null })).toMatchObject({ code: 'invoice.inaccurate', source: 'rule' });
  expect(without({ pageReason: null, agentTag: null, text: 'lamp and hub pairing' })).toMatchObject({
    code: 'product.how_to',
    label: 'How to use it',
    source: 'classifier',
  });
  const asked = { ...nothing, text: 'lamp and hub pairing' };
  expect(suggestReason({ ...asked, counts: history })?.confidence).toBeLessThan(0.6); // three conversations are no history
  const more = countsOf(
    Array.from({ length: 20 }, () => ({ code: 'product.how_to', tokens: tokensOf('pair the lamp') })),
    history,
  );
  expect(suggestReason({ ...asked, text: 'pair the lamp', counts: more })?.confidence).toBeGreaterThan(0.6);
  expect(suggestReason({ ...nothing, text: 'words nobody ever used', counts: history })).toBeNull();
  expect(suggestReason({ ...nothing, text: 'Hello! Any news on AB-12? Thanks', about: 'order' })?.code).toBe('order_delivery.where_is_it');
});

it('[C27] naive Bayes: Laplace 1 by hand, ties by code, the Step as prior', () => {
  const counts = countsOf([
    { code: 'b', tokens: ['red', 'blue'] },
    { code: 'a', tokens: ['red', 'green', 'green'] },
  ]);
  // p(a) ∝ ½ · 2/(3+3), p(b) ∝ ½ · 2/(2+3)
  expect(classify(['red'], counts)).toEqual([
    { code: 'b', confidence: expect.closeTo(6 / 11, 9) },
    { code: 'a', confidence: expect.closeTo(5 / 11, 9) },
  ]);
  expect(classify(['never seen'], counts).map(({ code }) => code)).toEqual(['a', 'b']);
  expect(classify(['red'], counts, new Map([['a', 9], ['b', 1]]))[0]?.code).toBe('a'); // prettier-ignore
  expect(classify(['red'], [])).toEqual([]);
});

it('[C27] the order of learning does not matter, and confidences add up to 1', () => {
  const seed = 27_001;
  const document = fc.record({
    code: fc.constantFrom('a', 'b', 'c'),
    tokens: fc.array(fc.constantFrom('u', 'v', 'w', 'x'), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 12 }), fc.array(fc.constantFrom('u', 'v', 'z')), (documents, asked) => {
      const online = documents.reduce<ReturnType<typeof learn>>((counts, { code, tokens }) => learn(counts, code, tokens), []);
      const result = classify(asked, online);
      expect(classify(asked, countsOf(documents.toReversed()))).toEqual(result);
      expect(result.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
    }),
    { seed, numRuns: 200 },
  );
});

it('[C27] counts a bounded number of tokens, whatever somebody pastes', () => {
  expect(tokensOf('Charged for ORDER-77')).toContain('charg for');
  expect(tokensOf('word '.repeat(100_000)).length).toBeLessThan(20);
  expect(tokensOf('a1 '.repeat(9_999))).toContain('#');
  expect(tokensOf('注文はまだ')).toContain('注文');
  expect(tokensOf('')).toEqual([]);
});

it('[C28] quotes the sentence that says most about the reason, else the first that says anything', () => {
  const message = (text: string): { text: string }[] => [{ text }];
  const plain = { reasonCode: null, locale: 'en', counts: [], siteRules: [] };
  const long =
    'Hello there. I moved to a new flat in March and everything took a very long time with the movers. Now my bill is wrong again.';
  expect(verbatimFor(message(long), { ...plain, reasonCode: 'invoice.inaccurate' })?.text).toBe('Now my bill is wrong again.');
  expect(verbatimFor(message(long), plain)?.text).toBe(
    'I moved to a new flat in March and everything took a very long time with the movers.',
  );
  expect(verbatimFor(message('I was told today. When does it work?'), plain)?.text).toBe('I was told today. When does it work?');
  expect(verbatimFor(message('Hi! Thank you.'), plain)?.text).toBe('Hi!');
  expect(verbatimFor(message('Card 4111 1111 1111 1111 was charged twice by you'), plain)?.text).not.toContain('4111 1111');
  const lamp = { ...plain, reasonCode: 'product.how_to', counts: history };
  expect(
    verbatimFor(
      message(`${'I bought a new lamp and a new hub for the hall last week in town. '}Now pairing the lamp with the hub again and again.`),
      lamp,
    )?.text,
  ).toBe('Now pairing the lamp with the hub again and again.');
  expect(verbatimFor([], plain)).toBeNull();
  const cut = verbatimFor(message(`The delivery ${'went somewhere else '.repeat(20)}`), plain)?.text ?? '';
  expect(cut.length).toBeLessThanOrEqual(140);
  expect(cut).toMatch(/(?:went|somewhere|else)…$/);
});

it('[M2] links the first that applies: what we did wrong within 30 days, then the last page, then the last Step', () => {
  const DAY_MS = 86_400_000;
  const now = 100 * DAY_MS;
  const page = { rule: 'page', at: now - 60_000, interactionId: 'int_p', cause: null } as const;
  const older = { rule: 'broken_commitment', at: now - 2 * DAY_MS, interactionId: 'int_c', cause: 'sales_promise' } as const;
  const mismatch = { rule: 'mismatch', at: now - 20 * DAY_MS, interactionId: 'int_m', cause: 'sales_promise' } as const;
  expect(upstreamLink([page, older, mismatch], now)).toEqual({ interactionId: 'int_m', rule: 'mismatch', cause: 'sales_promise' });
  expect(upstreamLink([page, { ...mismatch, at: now - 31 * DAY_MS }], now)?.rule).toBe('page');
  expect(upstreamLink([{ ...mismatch, at: now + 1 }], now)).toBeNull();
  expect(upstreamLink([{ ...page, interactionId: 'int_o', at: 5 }, page], now)?.interactionId).toBe('int_p');
});
