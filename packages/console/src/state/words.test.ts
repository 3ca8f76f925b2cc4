import { expect, it } from 'vitest';
import { NOW } from '../testing/fixtures.js';
import { speak } from './t.js';
import {
  alertWords,
  CHANNELS,
  channelWords,
  clockTime,
  dayWords,
  durationWords,
  initials,
  moneyWords,
  sentence,
  trustWords,
  whenWords,
  withChannelWords,
} from './words.js';

it('waiting times are short and true', () => {
  expect([0, 59_999, 60_000, 3_599_999, 3_600_000, 5_400_000, 90_000_000].map(durationWords)).toEqual([
    'now',
    'now',
    '1 min',
    '59 min',
    '1 h',
    '1 h 30 min',
    '1 d',
  ]);
});

it('times say the day when it is not today', () => {
  expect(whenWords(NOW, NOW)).toBe(clockTime(NOW));
  expect(whenWords(NOW - 86_400_000, NOW)).toBe(`2 Mar ${clockTime(NOW - 86_400_000)}`);
  expect(whenWords(NOW - 400 * 86_400_000, NOW)).toBe('27 Jan 2025');
  expect(dayWords(NOW, NOW)).toBe('Today');
  expect(dayWords(NOW - 86_400_000, NOW)).toBe('Yesterday');
});

it('[K14] a frozen line reads channels as words, and only where they name a source', () => {
  expect(withChannelWords('Address (branch 2 Mar 10:05); order number (web_chat 09:40)')).toBe(
    'Address (Branch 2 Mar 10:05); order number (Chat 09:40)',
  );
  expect(withChannelWords('my web order and the branch')).toBe('my web order and the branch');
  expect(withChannelWords('10 Apr sms, told that CL-7741 is late')).toBe('10 Apr SMS, told that CL-7741 is late');
  expect(withChannelWords('09:34 web_chat, refund approved')).toBe('09:34 Chat, refund approved');
});

it('[K119] a channel in another script leaves the numbers of a frozen line where they stand', () => {
  speak('ar', { Branch: 'الفرع' });
  expect(withChannelWords('Address (branch 2 Mar 10:05)')).toBe('Address (\u2068الفرع\u2069 2 Mar 10:05)');
  speak('en', {});
});

it('codes are words, and an unknown one stays readable', () => {
  expect(alertWords('repeat_contact(3)')).toBe('Repeat contact 3');
  expect(alertWords('commitment_broken')).toBe('Broken promise');
  expect(alertWords('something_new(2)')).toBe('Something new 2');
  expect(sentence('form_draft-saved')).toBe('Form draft saved');
  expect(new Set(CHANNELS.map(channelWords)).size).toBe(CHANNELS.length);
  expect([0, 1, 2, 3].map(trustWords)).toEqual(['Anonymous', 'Unverified', 'Attested', 'Verified']);
});

it('money is shown from minor units, by its currency', () => {
  expect(moneyWords({ amountMinor: 15_920, currency: 'EUR' })).toBe('€159.20');
  expect(moneyWords({ amountMinor: 1_500, currency: 'JPY' })).toBe('JP¥1,500');
});

it('an avatar has letters for any name', () => {
  expect([initials('Mara Lindqvist'), initials('mara@x.example'), initials('')]).toEqual(['ML', 'MX', '?']);
});
