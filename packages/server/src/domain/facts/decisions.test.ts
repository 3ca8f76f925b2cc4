import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldDecision, isConfirmed, isRejected } from './decisions.js';
import type { FactDecision } from './decisions.js';
import type { FactSource } from './merge-source.js';
import { repeatLegs } from './repeat-legs.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const source = (id: number, at: number, over: Partial<FactSource> = {}): FactSource => ({
  interactionId: `int_${id}`,
  kind: 'interaction',
  at,
  channel: 'web',
  department: null,
  visibility: 'shared',
  origin: 'given',
  value: 'x',
  ...over,
});
const decision = (kind: FactDecision['kind'], at: number): FactDecision => ({ kind, at, id: `int_d${at}` });

it('[C22] [C24] decisions about a fact fold to the same in any order', () => {
  const one = fc.record({
    kind: fc.constantFrom<FactDecision['kind']>('confirmed', 'rejected'),
    at: fc.nat(5),
    id: fc.stringMatching(/^[a-c]$/),
  });
  const decisions = fc.uniqueArray(one, { selector: ({ at, id }) => `${at} ${id}`, minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(decisions, (list) => {
      const fold = (items: FactDecision[]): FactDecision | null => items.reduce<FactDecision | null>(foldDecision, null);
      expect(fold(list.toReversed())).toEqual(fold(list));
    }),
    params,
  );
});

it('[C24] a rejected fact is gone until the customer gives it again; a system does not bring it back', () => {
  const sources = [source(1, 10)];
  const gone = (list: FactSource[], held: FactDecision | null) => isRejected(held, list);
  expect(gone(sources, null)).toBe(false);
  expect(gone(sources, decision('rejected', 20))).toBe(true);
  expect(gone([...sources, source(2, 30, { origin: 'known' })], decision('rejected', 20))).toBe(true);
  expect(gone([...sources, source(2, 30)], decision('rejected', 20))).toBe(false);
  expect(gone(sources, decision('confirmed', 20))).toBe(false);
  expect([decision('confirmed', 20), decision('rejected', 20), null].map(isConfirmed)).toEqual([true, false, false]);
});

it('[C25] [C43] what is said again is counted by leg: a chat once, a form once, a system never', () => {
  const repeatedLegs = (sources: FactSource[]): number => repeatLegs([{ sources }]).length;
  const chat = (id: number, at: number, leg: string) => source(id, at, { leg });
  expect(repeatedLegs([chat(1, 10, 'con_a'), chat(2, 20, 'con_a')])).toBe(0);
  expect(repeatedLegs([source(1, 10), chat(2, 20, 'con_a'), chat(3, 30, 'con_a'), chat(4, 40, 'con_b')])).toBe(2);
  expect(repeatedLegs([source(1, 10), source(2, 20, { origin: 'known' })])).toBe(0);
  const form = (id: number, at: number) => source(id, at, { origin: 'form:kyc' });
  expect(repeatedLegs([form(1, 10), form(2, 20)])).toBe(0);
  expect(repeatedLegs([form(1, 10), chat(2, 20, 'con_a')])).toBe(1);
  const facts = [
    { sources: [source(1, 10), chat(2, 20, 'con_a')] },
    { sources: [source(3, 15), chat(4, 20, 'con_a'), chat(5, 30, 'con_b')] },
  ];
  expect(repeatLegs(facts)).toEqual(['con_a', 'con_b']);
  expect(repeatLegs(facts, 25)).toEqual(['con_b']);
});
