import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growth } from '../../testing/growth.js';
import { factsOfText } from './extract-text.js';
import type { TextOptions } from './extract-text.js';
import { luhn } from './redact-patterns.js';
import { compilePatterns } from './patterns.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const read = (text: string, options?: TextOptions): string[] => factsOfText(text, options).map((fact) => `${fact.key}=${fact.value}`);
const norms = (text: string, options?: TextOptions): string[] => factsOfText(text, options).map((fact) => fact.norm);

describe('ids', () => {
  it.each([
    ['my policy number is FDS 589654123 and my claim number is NJD 462', ['policy_id=FDS 589654123', 'claim_id=NJD 462']],
    ['booking confirmation number h 12 o 9 q', ['booking_ref=h 12 o 9 q']],
    ['the last 4 digits of my account number are 4456', ['account_no=•4456']],
    ['4481923 is my order number', ['order_id=4481923']],
    ['meine Bestellnummer lautet 12345, Rechnungsnr. RE-2026-17', ['order_id=12345', 'invoice_no=RE-2026-17']],
    ['order number 4481923 hope you can help', ['order_id=4481923']],
    ['transfer 50 to my other account number 8990', []],
    ['I want to order 2 checks', []],
    ['account number is what you asked', []],
  ])('[C23] %s', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });
});

describe('numbers that need a place', () => {
  it('[C23] a phone number must be valid, and without a country code near its word and in the site’s region', () => {
    expect(norms('call me on 0151 12345678', { region: 'DE' })).toEqual(['+4915112345678']);
    expect(norms('call me on 0151 12345678')).toEqual([]);
    expect(norms('I paid on 0151 12345678', { region: 'DE' })).toEqual([]);
    expect(norms('my number: +49 (151) 123-45678.')).toEqual(['+4915112345678']);
    expect(norms('phone 555 0100', { region: 'US' })).toEqual([]);
    expect(read('my phone is +49 151 12345678 and +4915112345678')).toEqual(['phone=+49 151 12345678']);
  });

  it('[C23] dates and amounts are read in the message’s locale', () => {
    expect(norms('12/05/2026')).toEqual(['2026-05-12']);
    expect(norms('12/05/2026', { locale: 'en-US' })).toEqual(['2026-12-05']);
    expect(norms('25/05/2026', { locale: 'en-US' })).toEqual(['2026-05-25']);
    expect(norms('am 12.5. für 1.234,50 €', { locale: 'de-DE' })).toEqual(['--05-12', '1234.5 EUR']);
    expect(norms('$1,234.50 on May 12th, 2026', { locale: 'en-US' })).toEqual(['1234.5 USD', '2026-05-12']);
    expect(norms('1.000 EUR', { locale: 'de' })).toEqual(['1000 EUR']);
    expect(norms('on 31 April, on 30/02/2026 and 2026-13-01')).toEqual([]);
    expect(norms('29 February 2024, 29 February 2023')).toEqual(['2024-02-29']);
  });
});

describe('what the customer introduces', () => {
  it.each([
    ['My name is Mia Berg and I need help', ['name=Mia Berg']],
    ['This is Jörg Müller speaking', ['name=Jörg Müller']],
    ['Ich heiße Jörg Müller.', ['name=Jörg Müller']],
    ['This is terrible', []],
    ['The product name is Foo', []],
    ['my address is 12 Main Street, Springfield, and my phone is off', ['address=12 Main Street, Springfield']],
    ['my e-mail address is a@b.example', ['email=a@b.example']],
    ['postcode SW1A 1AA', ['postcode=SW1A 1AA']],
    ['PLZ 10115', ['postcode=10115']],
    ['it says error 0x80070057', ['error_code=0x80070057']],
    ['there was an error with 2 items', []],
    ['Does the Plus tariff include roaming?', ['product=Plus tariff']],
    ['the card ending in 1111', ['card=•1111']],
  ])('[C23] %s', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });

  it('[C18] [C23] a card in a message leaves the fact that it was given, and no digit beyond the last four', () => {
    const facts = factsOfText('my card is 4111 1111 1111 1111, the one ending 1111');
    expect(facts).toMatchObject([{ key: 'card', value: '•1111', masked: true }]);
    expect(JSON.stringify(facts)).not.toContain('4111');
  });
});

describe('answers', () => {
  it('[C23] a bare value counts only for what was just asked', () => {
    expect(read('jht 345')).toEqual([]);
    expect(read('4481923')).toEqual([]);
    expect(read('jht 345', { asked: ['booking_ref'] })).toEqual(['booking_ref=jht 345']);
    expect(read('yes it is 4481923', { asked: ['order_id'] })).toEqual(['order_id=4481923']);
    expect(read('its mia berg', { asked: ['name'] })).toEqual(['name=mia berg']);
    expect(read('mia 4529', { asked: ['name', 'account_no'] })).toEqual(['name=mia', 'account_no=•4529']);
    expect(read('4200', { asked: ['monthly_income'] })).toEqual(['monthly_income=4200']);
    expect(read('015112345678', { asked: ['phone'], region: 'DE' })).toEqual(['phone=015112345678']);
  });

  it('[C23] two asked ids and one bare number is left alone; what the message names itself is not moved', () => {
    expect(read('fds 589654123', { asked: ['policy_id', 'claim_id'] })).toEqual([]);
    expect(read('fds 589654123 asd 213', { asked: ['policy_id', 'claim_id'] })).toEqual(['policy_id=fds 589654123', 'claim_id=asd 213']);
    expect(read('claim asd 213', { asked: ['policy_id'] })).not.toContain('policy_id=asd 213');
    expect(read('2567 and 8698', { asked: ['ssn', 'account_no'] })).toEqual(['account_no=•8698']);
  });

  it('[C23] a refusal, a counter-question and a long story answer nothing', () => {
    for (const asked of ['order_id', 'name', 'monthly_income', 'address', 'postcode'])
      for (const text of ["I don't know", 'why do you need it?', 'one moment please', 'ok'])
        expect(read(text, { asked: [asked] })).toEqual([]);
    const story = 'two days back my husband put the 1000 into it and now I need to know where it went';
    expect(read(story, { asked: ['account_no'] })).toEqual([]);
  });
});

describe('any text', () => {
  const { compiled } = compilePatterns([{ key: 'meter_number', label: 'meter number', pattern: '[A-Z]{2} ?\\d{4,8}', scope: 'customer' }]);
  const everything: TextOptions = {
    region: 'DE',
    locale: 'de',
    patterns: compiled,
    asked: ['name', 'order_id', 'phone', 'card', 'amount'],
  };
  const words = fc.constantFrom(
    ...[
      'my order number is',
      'CL-7741',
      '4481923',
      'a 4 g 4 f 3',
      'and',
      'phone',
      '+49 151 12345678',
      '12.5.2026',
      '€ 5,00',
      '.',
      ',',
      '\n',
      'name is Mia',
    ],
  );

  it('[C23] is read without an error, the same twice, with bounded facts', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.nat(0x10ffff), { maxLength: 200 }).map((codes) => String.fromCodePoint(...codes)),
          fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
        ),
        (text) => {
          const facts = factsOfText(text, everything);
          expect(factsOfText(text, everything)).toEqual(facts);
          expect(facts.length).toBeLessThanOrEqual(60);
          for (const fact of facts) expect(fact.value.length).toBeLessThanOrEqual(200);
        },
      ),
      params,
    );
  });

  it('[C18] no card number survives extraction, whatever was asked and around it', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 }).map((list) => `4${list.join('')}`);
    fc.assert(
      fc.property(digits, words, words, fc.constantFrom('', ' ', '-'), (body, before, after, gap) => {
        const check = [...'0123456789'].find((last) => luhn(body + last)) ?? '';
        const number = body + check;
        const written = number.replace(/(.{4})(?=.)/g, `$1${gap}`);
        const kept = JSON.stringify(factsOfText(`${before}, ${written}, ${after}`, everything));
        expect(kept).not.toContain(written);
        expect(kept).not.toContain(number);
      }),
      params,
    );
  });

  it('[C23] takes linear time on hostile text', () => {
    for (const piece of ['12 ', 'order number is ', 'my name is a ', '1.1.2020 ', 'phone 123 4567 ', 'a 4 ', 'address 12 abc ', 'AB 12']) {
      expect(growth((length) => factsOfText(piece.repeat(length / piece.length), everything))).toBeLessThan(10);
    }
  });
});
