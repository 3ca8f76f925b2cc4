import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growth } from '../../testing/growth.js';
import { factsOfText } from './extract-text.js';
import { compilePatterns, findPatterns } from './patterns.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const one = (pattern: string) => compilePatterns([{ key: 'own', label: 'own number', pattern, scope: 'case' }]);
const found = (pattern: string, text: string): string[] =>
  findPatterns(text, one(pattern).compiled).map(({ start, end }) => text.slice(start, end));

describe('a site’s own numbers', () => {
  it.each([
    ['CL-\\d{4}', 'any news on cl-7741, CL-77412 or XCL-7741?', ['cl-7741']],
    ['[A-Z]{3} ?\\d{9}', 'fds 589654123 and FDS589654124', ['fds 589654123', 'FDS589654124']],
    ['M\\d{4}|M-\\d{2,6}', 'M1234 M-1 M-123456', ['M1234', 'M-123456']],
    ['(?:AB|CD)+\\d', 'ABCD1 AB2 X1', ['ABCD1', 'AB2']],
    ['\\d+', 'a1 12 3.4', ['12', '3', '4']],
    ['[^ ]{2,3}', 'ab cde', ['ab', 'cde']],
    ['\\b(Basic|Plus) tariff\\b', 'the plus tariff, no Surplus tariff', ['plus tariff']],
  ])('[C23] %s in %s', (pattern, text, values) => {
    expect(found(pattern, text)).toEqual(values);
  });

  it('[C23] wins over what everybody has, and brings its own key, label and scope', () => {
    const { compiled } = compilePatterns([
      { key: 'meter_number', label: 'meter number', pattern: 'M-\\d{6}', scope: 'customer' },
      { key: 'claim_id', label: 'case file', pattern: 'CL-\\d{4}', scope: 'case' },
    ]);
    expect(factsOfText('order M-123456, any news on CL-7741?', { patterns: compiled })).toMatchObject([
      { key: 'meter_number', label: 'meter number', scope: 'customer', value: 'M-123456' },
      { key: 'claim_id', label: 'case file', value: 'CL-7741', norm: 'CL-7741' },
    ]);
  });

  it.each([
    ['(a+)+', 'quantifier inside'],
    ['(a)\\1', 'back-reference'],
    ['(?=a)b', 'look-around'],
    ['(?<n>a)', 'named group'],
    ['a+?', 'lazy'],
    ['^a$', 'anchor'],
    ['a{2,99}', 'count'],
    ['[a', 'without its ]'],
    ['(a', 'without its )'],
    ['a)', 'without its ('],
    ['*a', 'nothing before'],
    ['x\\by', 'not supported'],
    ['\\b\\b', 'empty'],
    ['a?', 'matches nothing'],
    ['', 'empty'],
    ['x'.repeat(201), 'longer'],
    ['\\d{64}'.repeat(20), 'too large'],
  ])('[C23] refuses %s and says why', (pattern, reason) => {
    const { compiled, refused } = one(pattern);
    expect(compiled).toEqual([]);
    expect(refused).toMatchObject([{ index: 0, key: 'own', reason: expect.stringContaining(reason) }]);
  });

  it('[C23] agrees with the engine of the language on whole values', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '\\d', '[^a]', '(?:ab|c)');
    const piece = fc
      .tuple(atom, fc.constantFrom('', '?', '{1,2}', '{2}'))
      .map(([part, count]) => part + (part.startsWith('(') && count !== '' ? '' : count));
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((list) => list.join(''));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), minLength: 1, maxLength: 8 }), (source, text) => {
        const { compiled } = one(source);
        if (compiled.length === 0) return;
        const whole = new RegExp(`^(?:${source})$`, 'i').test(text);
        expect(findPatterns(text, compiled).some(({ start, end }) => start === 0 && end === text.length)).toBe(whole);
      }),
      params,
    );
  });

  it('[C23] no pattern makes a text slow', () => {
    for (const pattern of ['a*a*a*a*a*b', '(?:a|aa|aaa){1,9}b', '[a-z]+[a-z]+[a-z]+\\d'])
      expect(growth((length) => found(pattern, 'a'.repeat(length)))).toBeLessThan(10);
  });
});
