// Spelling, placeholders, masks, names and shared devices: the small rules of docs/identity.md with their vectors.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlockedValue } from './blocked-values.js';
import { nameOf } from './display-name.js';
import { maskIdentifier } from './mask.js';
import { normaliseIdentifier } from './normalise.js';
import { sha1 } from './sha1.js';
import { sharedDeviceCustomerId } from './shared-device.js';
import { canonicalJson, effectiveTraits } from './traits.js';
import { utf8 } from './utf8.js';

describe('identifiers', () => {
  it('[ID2] one spelling per identifier', () => {
    expect(normaliseIdentifier('email', '  Ann.B+shop@Example.COM ')).toBe('ann.b+shop@example.com');
    expect(normaliseIdentifier('email', 'ａｎｎ@example.com')).toBe('ann@example.com');
    expect(normaliseIdentifier('email', 'no address')).toBeNull();
    expect(normaliseIdentifier('phone', '+49 (0151) 234-5678')).toBe('+4901512345678');
    expect(normaliseIdentifier('phone', '0151 234 5678')).toBe('01512345678');
    expect(normaliseIdentifier('phone', 'call me')).toBeNull();
    expect(normaliseIdentifier('user_id', ' User-42 ')).toBe('User-42');
    expect(normaliseIdentifier('user_id', 'e\u0301')).toBe('\u00e9');
    expect(normaliseIdentifier('user_id', 'x'.repeat(256))).toBeNull();
    expect(normaliseIdentifier('user_id', 'a\0b')).toBeNull();
  });

  it('[ID2] normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('email', 'phone', 'user_id', 'caller_id', 'custom:crm'), fc.string({ unit: 'binary' }), (type, raw) => {
        const once = normaliseIdentifier(type, raw);
        if (once !== null) expect(normaliseIdentifier(type, once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('[ID3] placeholders name nobody, in any case, also quoted', () => {
    const blocked = [
      '',
      '0',
      '000-0000',
      '---',
      '-1',
      'NULL',
      '"null"',
      "'Undefined'",
      'NaN',
      'anonymous',
      '[object Object]',
      ' guest ',
      'distinct_id',
      '"\'none\'"',
    ];
    for (const value of blocked) expect(isBlockedValue(value), value).toBe(true);
    for (const value of ['0a', 'nullable', 'u1', 'test1', 'annone']) expect(isBlockedValue(value), value).toBe(false);
    expect(isBlockedValue('Demo', new Set(['demo']))).toBe(true);
  });

  it('[ID12] the customer of a shared device is a UUID of site and device', () => {
    expect(sharedDeviceCustomerId('site_1', 'anon-7f3a')).toBe('1d88dc73-99b5-506e-bc24-a808141d1373');
  });

  it('hashes and encodes like the platform does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const bytes = utf8(text);
        expect(bytes).toEqual([...Buffer.from(text, 'utf8')]);
        expect(Buffer.from(sha1(Uint8Array.from(bytes))).toString('hex')).toBe(createHash('sha1').update(text).digest('hex'));
      }),
      { numRuns: 500 },
    );
  });

  it('[ID15] a trait: highest trust, then newest, then smallest; the order of arrival changes nothing', () => {
    const value = fc.record({
      key: fc.constantFrom('name', 'plan'),
      value: fc.constantFrom('"a"', '"b"', '"c"'),
      trust: fc.integer({ min: 0, max: 3 }),
      at: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect([...effectiveTraits([...values].reverse())]).toEqual([...effectiveTraits(values)]);
      }),
      { numRuns: 1_000 },
    );
    const signed = { key: 'name', value: '"Ann"', trust: 3, at: 1 };
    const typed = { key: 'name', value: '"Eve"', trust: 1, at: 9 };
    expect(effectiveTraits([signed, typed]).get('name')).toEqual({ value: '"Ann"', trust: 3 });
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  it('[ID21] masks show enough to recognise and too little to use', () => {
    expect(maskIdentifier('email', 'ann@example.com')).toBe('a••@example.com');
    expect(maskIdentifier('phone', '+4915112345678')).toBe('•••5678');
    expect(maskIdentifier('user_id', 'ab')).toBe('•••');
    expect(maskIdentifier('user_id', 'user_42')).toBe('•••42');
  });

  it('[ID15] a claimed address never becomes the name', () => {
    const traits = (entries: [string, string, number][]) =>
      new Map(entries.map(([key, value, trust]) => [key, { value: JSON.stringify(value), trust }]));
    expect(nameOf(traits([['name', 'Ann Lee', 1]]), null, 'cus_123456789')).toBe('Ann Lee');
    expect(
      nameOf(
        traits([
          ['firstName', 'Ann', 3],
          ['lastName', 'Lee', 3],
        ]),
        null,
        'cus_123456789',
      ),
    ).toBe('Ann Lee');
    expect(nameOf(traits([['email', 'ann@example.com', 2]]), null, 'cus_123456789')).toBe('ann@example.com');
    expect(nameOf(traits([['email', 'ann@example.com', 1]]), null, 'cus_123456789')).toBe('Customer 456789');
    expect(nameOf(traits([]), '204', 'cus_123456789')).toBe('Customer 204');
  });
});
