import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactJson, redactText } from './redact.js';
import { luhn } from './redact-patterns.js';
import { growth } from '../../testing/growth.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };

function cardNumber(body: string): string {
  for (let check = 0; check < 10; check += 1) if (luhn(body + String(check))) return body + String(check);
  throw new Error('one check digit always fits');
}

describe('redactText', () => {
  it.each([
    ['4111111111111111', '[card •1111]'],
    ['4111111111111112', '4111111111111112'],
    ['GB82WEST12345698765432', '[iban •5432]'],
    ['GB82WEST12345698765431', 'GB82WEST12345698765431'],
    ['my card is 4111 1111 1111 1111, exp 12/27', 'my card is [card •1111], exp 12/27'],
    ['4111-1111-1111-1111 12 25', '[card •1111] 12 25'],
    ['3782 822463 10005', '[card •0005]'],
    ['４１１１１１１１１１１１１１１１', '[card •1111]'],
    ['4111\u200b1111\u200b1111\u200b1111', '[card •1111]'],
    ['card4111111111111111', 'card[card •1111]'],
    ['pay DE89 3704 0044 0532 0130 00 please', 'pay [iban •3000] please'],
    ['gb82 west 1234 5698 7654 32', '[iban •5432]'],
    ['CVV 123', 'CVV [cvv]'],
    ['security code: 0421', 'security code: [cvv]'],
    ['123 is my cvc', '[cvv] is my cvc'],
    ['4111111111111111 cvv 123', '[card •1111] cvv [cvv]'],
    ['ssn 123-45-6789', 'ssn [ssn]'],
    ['000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000', '000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000'],
    ['my social security number is 123456789', 'my social security number is [ssn]'],
    ['booking 123456789', 'booking 123456789'],
    ['call +4915112345678', 'call +4915112345678'],
    ['my credit card number is 4111111111111112', 'my credit card number is [card •1112]'],
    ['Visa 4111 1111 1111 1112', 'Visa [card •1112]'],
    ['gift card number 4111111111111112', 'gift card number 4111111111111112'],
    ['lindenhurst ny 11757 2025550151', 'lindenhurst ny 11757 2025550151'],
    ['order o-77 on 2026-11-22, 12.50 EUR', 'order o-77 on 2026-11-22, 12.50 EUR'],
    ['123e4567-e89b-42d3-a456-426614174000 4111 1111 1111 1111', '123e4567-e89b-42d3-a456-426614174000 [card •1111]'],
    ['cus_41111111111111114111111111111111', 'cus_41111111111111114111111111111111'],
  ])('[C18] %s', (input, output) => {
    expect(redactText(input).text).toBe(output);
  });

  it('[C18] counts its marks', () => {
    expect(redactText('4111111111111111 and 5500005555555559').redactions).toBe(2);
  });

  it('[C18] no valid card number survives, however it is grouped, and twice changes nothing', () => {
    const digits = (min: number, max: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((d) => d.join(''));
    fc.assert(
      fc.property(digits(14, 15), fc.constantFrom('', ' ', '-', '.', '\u00a0'), fc.string(), (body, gap, around) => {
        const number = cardNumber(`4${body.slice(1)}`);
        const written = number.replace(/(.{4})(?=.)/g, `$1${gap}`);
        const text = `${around} ${written} ${around}`;
        const once = redactText(text).text;
        expect(once).not.toContain(written);
        expect(redactText(once)).toEqual({ text: once, redactions: 0 });
      }),
      params,
    );
  });

  it('[C18] takes linear time on hostile input', () => {
    for (const piece of ['1', '1 ', 'GB82 ', 'cvv ', '123-45-', '1234 ', 'a1b2c3d4-', '!', 'ssn ', 'credit card ', 'card number 1234 ']) {
      expect(growth((length) => redactText(piece.repeat(length / piece.length)))).toBeLessThan(10);
    }
  });
});

describe('redactJson', () => {
  it('[C18] cleans raw payloads: strings, numbers, keys, and digits named by their field or prompt', () => {
    const raw = {
      card: 4111111111111111,
      list: ['x 4111111111111111'],
      cvv: '123',
      securityCode: 99,
      ssn: '123456789',
      at: 1764000000000,
      ivr: { prompt: 'Please enter your security code', digits: '321' },
      n: null,
      ok: true,
      '4111111111111111': 'key',
    };
    const clean = redactJson(raw);
    expect(clean.value).toEqual({
      card: '[card •1111]',
      list: ['x [card •1111]'],
      cvv: '[cvv]',
      securityCode: 99,
      ssn: '[ssn]',
      at: 1764000000000,
      ivr: { prompt: 'Please enter your security code', digits: '[cvv]' },
      n: null,
      ok: true,
      '[card •1111]': 'key',
    });
    expect(clean.redactions).toBe(6);
  });
});
