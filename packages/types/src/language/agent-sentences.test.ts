import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAgain, askedKeys, mayAsk } from './ask-again.js';
import { detectPromise } from './promise.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const held = readFileSync(new URL('../../../../bench/data/agent-sentences/held.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [text = '', asked = '', promise = ''] = line.split('\t');
    return { text, asked: asked.split(',').filter((key) => key !== ''), promise: promise === '1' };
  });
const facts = [...new Set(held.flatMap((sentence) => sentence.asked))].map((key) => ({ key, label: key.replace(/_/g, ' ') }));

describe('sentences that nobody tuned on', () => {
  it('[C26] re-asks: precision at least 0.9, recall at least 0.8', () => {
    const read = held.map(({ text, asked }) => ({ asked, keys: askAgain(text, facts) }));
    const right = read.flatMap(({ asked, keys }) => keys.filter((key) => asked.includes(key))).length;
    expect(right / read.flatMap(({ keys }) => keys).length).toBeGreaterThanOrEqual(0.9);
    expect(right / read.flatMap(({ asked }) => asked).length).toBeGreaterThanOrEqual(0.8);
  });

  it('[C31] promises: precision at least 0.9, recall at least 0.8', () => {
    const read = held.map(({ text, promise }) => ({ promise, found: detectPromise(text) !== null }));
    const right = read.filter(({ promise, found }) => promise && found).length;
    expect(right / read.filter(({ found }) => found).length).toBeGreaterThanOrEqual(0.9);
    expect(right / read.filter(({ promise }) => promise).length).toBeGreaterThanOrEqual(0.8);
  });
});

describe('asking', () => {
  it.each([
    ["What's your order number?", ['order_id']],
    ['May I please have your username, email address and order ID?', ['email', 'order_id']],
    ['Is it still A-1234?', []],
    ['Can you confirm your order number?', []],
    ['You said your order number is 4481923, right?', []],
    ['Could you give me your order number so I can confirm it?', ['order_id']],
    ['Please do not send me your card number.', []],
    ['Könnten Sie mir Ihre Bestellnummer und Ihre PLZ nennen?', ['order_id', 'postcode']],
  ])('[C26] %s', (draft, keys) => {
    expect(askedKeys(draft)).toEqual(keys);
  });

  it('[C26] only what is already known is asked again; a form’s own key is found by its label', () => {
    const income = { key: 'monthly_income', label: 'monthly income' };
    expect(askAgain("What's your monthly income and your order number?", [income])).toEqual(['monthly_income']);
    expect(askAgain('Your monthly income looks fine.', [income])).toEqual([]);
    expect(askedKeys("What's your order number?", 'de')).toEqual([]);
  });

  it('[C26] whether a sentence asks at all is told without knowing what may be asked for', () => {
    for (const { text } of held) if (askAgain(text, facts).length > 0) expect(mayAsk(text), text).toBe(true);
    expect(
      ['Tell me your shoe size, please.', 'Give me your meter reading.', 'I looked it up for you.', 'Good morning!'].map(mayAsk),
    ).toEqual([true, true, false, false]);
  });
});

describe('promising', () => {
  it.each([
    ["I'll refund 20 EUR by Friday.", { text: 'refund 20 EUR', kind: 'action', action: 'refund', when: 'by Friday' }],
    ["We'll honour the price of 159.20 EUR.", { text: 'honour the price of 159.20 EUR', kind: 'price', action: 'honour', when: null }],
    ['We will deliver it on 12 May.', { text: 'deliver it', kind: 'date', action: 'deliver', when: 'on 12 May' }],
    ['I will call you tomorrow.', { text: 'call you', kind: 'action', action: 'call', when: 'tomorrow' }],
    ["We'll call you back within 48 hours", { text: 'call you back', kind: 'action', action: 'call', when: 'within 48 hours' }],
    ['We will send it in 3–5 business days.', { text: 'send it', kind: 'action', action: 'send', when: 'in 3–5 business days' }],
    ['I will email you by end of day', { text: 'email you', kind: 'action', action: 'email', when: 'by end of day' }],
    ['I shall update you by Monday', { text: 'update you', kind: 'action', action: 'update', when: 'by Monday' }],
    ['Ich rufe Sie morgen zurück.', { text: 'rufe Sie zurück', kind: 'action', action: 'call', when: 'morgen' }],
    ["We can't refund this.", null],
    ['I would have called you.', null],
    ['If you send it back, we will refund it.', null],
    ['Will we refund it?', null],
  ])('[C31] %s', (text, found) => {
    expect(detectPromise(text)).toEqual(found);
  });
});

it('[C26] [C31] any text is read without an error, and a long one quickly', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
      askAgain(text, facts);
      detectPromise(text);
    }),
    params,
  );
  for (const piece of ['please ', 'can you ', 'your ', 'and ', "i'll ", 'by ', '1 ', ', ', 'in 3 ', 'I will get ']) {
    const text = piece.repeat(8_000 / piece.length);
    const start = process.cpuUsage();
    askAgain(text, facts);
    detectPromise(text);
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(400_000); // microseconds; a backtracking pattern takes minutes
  }
});
