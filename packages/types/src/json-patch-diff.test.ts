import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyPatch, diffJson } from './json-patch-diff.js';
import { JsonPatch } from './json-patch.js';
import type { Json } from './model/primitives.js';

const seed = process.env['FC_SEED'];
const params = (numRuns: number) => (seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) });
const key = fc.oneof(fc.constantFrom('a', 'b', 'a/b', '~', '~1', '', '0', '__proto__'), fc.string({ maxLength: 3 }));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, 0, 1, 'x', ''),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(key, tie('json'), { maxKeys: 5 }),
  ),
}));

it('[C50] a patch leads from one document to the other, and leaves the first as it is', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const frozen = JSON.stringify(before);
      const patch = diffJson(before, after);
      expect(JsonPatch.safeParse(patch).success).toBe(true);
      expect(applyPatch(before, patch)).toEqual(after);
      expect(JSON.stringify(before)).toBe(frozen);
      expect(diffJson(before, before)).toEqual([]);
    }),
    params(1_000),
  );
});

it('[C50] what comes or goes at one place of a list is one operation', () => {
  const list = [{ id: 1 }, { id: 2 }, { id: 3 }];
  expect(diffJson({ list }, { list: [{ id: 0 }, ...list] })).toEqual([{ op: 'add', path: '/list/0', value: { id: 0 } }]);
  expect(diffJson({ list }, { list: list.slice(1) })).toEqual([{ op: 'remove', path: '/list/0' }]);
  expect(diffJson({ list }, { list: [{ id: 1 }, { id: 2, late: true }, { id: 3 }] })).toEqual([
    { op: 'add', path: '/list/1/late', value: true },
  ]);
});

it.each([
  ['/b', { op: 'replace' as const, path: '/b', value: 1 }],
  ['/list/9', { op: 'remove' as const, path: '/list/9' }],
  ['/list/01', { op: 'replace' as const, path: '/list/01', value: 1 }],
  ['/a/x', { op: 'add' as const, path: '/a/x', value: 1 }],
  ['the whole', { op: 'remove' as const, path: '' }],
])('[C50] a patch that leads nowhere is refused: %s', (_, operation) => {
  expect(() => applyPatch({ a: 1, list: [1] }, [operation])).toThrow(Error);
});
