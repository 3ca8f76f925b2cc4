import { expect, it } from 'vitest';
import type { Playbook } from './built-in.js';
import { guidanceFor, holdsNotice } from './guidance.js';
import type { GuidanceFacts } from './guidance.js';
import { matchWhere } from './match.js';

const calm: GuidanceFacts = { alerts: [], sentiment: { state: 'neutral' }, complaint: { open: false } };

it('[J5] matches dot paths through lists: all keys of an object, any of a list, and operators', () => {
  const facts = { alerts: [{ code: 'vip' }, { code: 'item_late' }], effort: { score: 47 }, customer: { tier: 'gold', tags: ['a', 'b'] } };
  expect(matchWhere(facts, { 'alerts.code': ['item_late', 'x'] })).toEqual([{ path: 'alerts.code', value: 'item_late' }]);
  expect(matchWhere(facts, { 'alerts.code': 'vip', 'effort.score': { gte: 40, lt: 50 } })).toHaveLength(2);
  expect(matchWhere(facts, { 'alerts.code': 'vip', 'effort.score': { gt: 47 } })).toBeNull();
  expect(matchWhere(facts, { 'customer.tags': 'b' })).toEqual([{ path: 'customer.tags', value: 'b' }]);
  expect(matchWhere(facts, { 'customer.tier': { startsWith: 'go', contains: 'ld', in: ['gold'], eq: 'gold', exists: true } })).toHaveLength(
    1,
  );
  expect(matchWhere(facts, { 'customer.name': { exists: false } })).toEqual([{ path: 'customer.name', value: null }]);
  expect(matchWhere(facts, { 'customer.tier': { exists: false } })).toBeNull();
  expect(matchWhere(facts, { 'effort.score': { lte: 47, gte: 48 } })).toBeNull();
  for (const where of [{}, { '__proto__.x': 'y' }, { 'constructor.name': 'Object' }, { 'customer.tier': {} }])
    expect(matchWhere(facts, where)).toBeNull();
});

it('[C35] a leaving customer is asked what is missing; the line says which alert called for it', () => {
  expect(guidanceFor({ ...calm, alerts: [{ code: 'churn_risk' }], risk: { churn: 'high' } })).toEqual([
    {
      playbookId: 'leaving-customer',
      kind: 'do',
      text: 'Ask what is missing before anything else',
      because: ['alerts.code:churn_risk', 'risk.churn:high'],
    },
  ]);
  expect(guidanceFor(calm)).toEqual([]);
});

it('[C35] a wrong bill after a broken promise: no offers, and the promise first, in two lines', () => {
  const lines = guidanceFor({
    ...calm,
    alerts: ['commitment_broken', 'mismatch_price', 'repeat_contact', 'item_late'].map((code) => ({ code })),
  });
  expect(lines.map(({ kind, playbookId }) => `${kind} ${playbookId}`)).toEqual(['avoid no-offers', 'do broken-promise']);
});

it('[C35] while a complaint is open or the mood is negative, no line makes an offer, marked as one or not', () => {
  const playbook = (patch: Partial<Playbook>): Playbook => ({
    id: 'p',
    kind: 'do',
    text: 'Mention the family plan',
    when: [{ 'alerts.code': 'vip' }],
    priority: 99,
    ...patch,
  });
  const vip = { ...calm, alerts: [{ code: 'vip' }] };
  const offers = [
    playbook({ offer: true }),
    playbook({ id: 'q', text: 'Give a Discount of 10 %' }),
    playbook({ id: 'r', text: 'Rabatte nennen' }),
  ];
  expect(guidanceFor(vip, offers)).toHaveLength(2);
  expect(guidanceFor({ ...vip, complaint: { open: true } }, offers)).toEqual([]);
  expect(guidanceFor({ ...vip, sentiment: { state: 'very_negative' } }, offers)).toEqual([]);
  expect(guidanceFor({ ...vip, complaint: { open: true } }, [playbook({ kind: 'avoid', text: 'No offers' })])).toHaveLength(1);
});

it('[C35] holds reminders and marketing while the bill is in dispute, marketing while somebody is angry, and never what must be known', () => {
  const none = { openBillingMismatchCase: false, openComplaint: false, mood: 'neutral' } as const;
  const held = (holders: Parameters<typeof holdsNotice>[1]): boolean[] =>
    (['transactional', 'dunning', 'marketing'] as const).map((kind) => holdsNotice(kind, holders));
  expect(held(none)).toEqual([false, false, false]);
  expect(held({ ...none, openBillingMismatchCase: true })).toEqual([false, true, true]);
  expect(held({ ...none, openComplaint: true })).toEqual([false, false, true]);
  expect(held({ ...none, mood: 'negative' })).toEqual([false, false, true]);
});
