import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addSource, decisive } from './merge-source.js';
import type { FactSource, FactSources } from './merge-source.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const none: FactSources = { sources: [], given: 0 };
const source = (id: number, at: number, origin = 'given'): FactSource => ({
  interactionId: `int_${id}`,
  kind: 'interaction',
  at,
  channel: 'web',
  department: null,
  visibility: 'shared',
  origin,
  value: `v${id}`,
});

it('[C22] [C24] any order of arrival gives the same sources, count and spelling, and the list stays short', () => {
  const sources = fc.uniqueArray(
    fc.record({ id: fc.nat(999), at: fc.nat(50), origin: fc.constantFrom('given', 'known', 'form:a', 'form:b') }),
    { selector: (item) => item.id, maxLength: 60 },
  );
  fc.assert(
    fc.property(sources, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (items, keys) => {
      const list = items.map((item) => source(item.id, item.at, item.origin));
      const shuffled = list
        .map((item, i) => ({ item, key: keys[i] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      const first = list.reduce(addSource, none);
      expect(shuffled.reduce(addSource, none)).toEqual(first);
      expect(first.sources.length).toBeLessThanOrEqual(18);
    }),
    params,
  );
});

it('[C25] saying it again counts; saving the same form again does not; what a system knows was never given', () => {
  const twice = [source(1, 10), source(2, 20), source(2, 20)].reduce(addSource, none);
  expect(twice.given).toBe(2);
  const form = [source(1, 30, 'form:kyc'), source(2, 10, 'form:kyc'), source(3, 20, 'form:kyc')].reduce(addSource, none);
  expect(form).toMatchObject({ given: 1, sources: [{ interactionId: 'int_2' }] });
  const known = [source(1, 10), source(2, 99, 'known')].reduce(addSource, none);
  expect(known.given).toBe(1);
  expect(decisive(known.sources)?.interactionId).toBe('int_1');
});
