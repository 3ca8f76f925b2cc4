import { isStorableText } from '@throughline/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.js';
import { isEmpty, parseQuery } from './query.js';
import { fold, keysIn, phoneKeys, searchWords, wordsIn } from './words.js';

const NOW = Date.UTC(2026, 0, 31, 12);

describe('words of a text', () => {
  it('[K75] are folded: no case, no diacritics, no punctuation', () => {
    expect(wordsIn('Große ÜBERWEISUNG, Łódź – naïve café!').map(({ word }) => word)).toEqual([
      'grosse',
      'uberweisung',
      'lodz',
      'naive',
      'cafe',
    ]);
    expect(fold('İSTANBUL')).toBe(fold('istanbul'));
  });

  it('[K75] where words are not spaced each sign is a word', () => {
    expect(wordsIn('abc東京 タワー1').map(({ word }) => word)).toEqual(['abc', '東', '京', 'タ', 'ワ', 'ー', '1']);
  });

  it('[K75] numbers are found however they are written', () => {
    const keys = (text: string): string[] => keysIn(text).map(({ key }) => key);
    expect(keys('order ORD-2024-0815.')).toContain('ord20240815');
    expect(keys('ord20240815')).toContain('ord20240815');
    expect(keys('call +49 (151) 234 56 78')).toContain('491512345678');
    const ends = (text: string): string[] => phoneKeys(text).filter((key) => key.startsWith('p'));
    expect(ends('0151 2345678')).toEqual(ends('+49 151 2345678'));
    expect(phoneKeys('12 34')).toEqual([]);
  });

  it('[K75] a document has words that no store can take apart differently: letters and digits, marked numbers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = searchWords([text]);
        expect(words === '' || words.split(' ').every((word) => /^=?[\p{L}\p{N}\p{M}]+$/u.test(word))).toBe(true);
      }),
    );
  });
});

describe('a query', () => {
  it('[K75] takes operators out of the words', () => {
    const query = parseQuery(
      'from:me refund tag:"late parcel" state:closed channel:email has:file before:2026-01-10 after:7d "by Friday"',
      NOW,
    );
    expect(query).toMatchObject({
      ...{ from: ['me'], tag: ['late parcel'], state: ['closed'], channel: ['email'], has: ['file'], unknown: [] },
      ...{ before: Date.UTC(2026, 0, 10), after: NOW - 7 * 86_400_000, words: ['refund', 'by', 'friday'], phrases: [['by', 'friday']] },
    });
  });

  it('[K75] what is no operator is a word, and told where it looks like one', () => {
    const query = parseQuery('state:lost https://shop.test/x note: before:soon', NOW);
    expect(query.unknown).toEqual(['state:lost', 'before:soon']);
    expect(query.words).toEqual(['state', 'lost', 'https', 'shop', 'test', 'x', 'note', 'before', 'soon']);
  });

  it('[K75] a whole number is asked for as one, and as its parts', () => {
    const query = parseQuery('ORD-2024-0815', NOW);
    expect(query.exact).toContain('=ord20240815');
    expect(query.words).toEqual(['ord', '2024', '0815']);
  });

  it('[K75] blank and punctuation ask for nothing', () => {
    for (const typed of ['', '   ', '?!', '""']) expect(isEmpty(parseQuery(typed, NOW))).toBe(true);
  });

  it('[K75] anything typed is read, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const { words, exact } = parseQuery(typed, NOW);
        expect([...words, ...exact].every((word) => /^=?[\p{L}\p{N}\p{M}]+$/u.test(word))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an excerpt', () => {
  it('[K76] marks what was asked for, in the text as it was written', () => {
    const { text, highlights } = excerptOf('Ihre Überweisung ORD-2024-0815 ist da', parseQuery('uberw ord20240815', NOW));
    expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(['Überweisung', 'ORD-2024-0815']);
  });

  it('[K76] shows the match of a long text', () => {
    const { text, highlights } = excerptOf(`${'lorem ipsum '.repeat(60)}the refund came ${'dolor '.repeat(80)}`, parseQuery('refund', NOW));
    expect(text.length).toBeLessThanOrEqual(200);
    expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(['refund']);
  });

  it('[K76] is storable text with ordered ranges inside it, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.string({ unit: 'grapheme', maxLength: 20 }), (source, typed) => {
        const { text, highlights } = excerptOf(source, parseQuery(typed, NOW));
        expect(isStorableText(text.replaceAll('\0', ''))).toBe(true);
        let end = 0;
        for (const range of highlights) {
          expect(range[0] >= end && range[1] > range[0] && range[1] <= text.length).toBe(true);
          end = range[1];
        }
      }),
    );
  });
});
