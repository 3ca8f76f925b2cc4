// The list of first steps as its owner reads it: ticked by what is so, left out by who says so.
import { expect, it } from 'vitest';
import { doneSteps } from './first-steps.js';
import { letter, policyLines, scriptTag } from './install-lines.js';

const NEW = { relayOrigin: 'https://chat.example', origins: ['https://chat.example'], seen: [], answered: false, colleagues: 1 };
const done = (more: Partial<Parameters<typeof doneSteps>[0]>, skipped: Parameters<typeof doneSteps>[1] = new Set()) => [
  ...doneSteps({ ...NEW, ...more }, skipped),
];

it('[K111] a new installation has every step before it; any page is no page of its own', () => {
  expect(done({})).toEqual([]);
  expect(done({ origins: ['*'] })).toEqual([]);
});

it('[K111] each step is done by what is so', () => {
  expect(done({ origins: ['*', 'https://shop.example'] })).toEqual(['site']);
  expect(done({ seen: [{ allowed: false }] })).toEqual([]);
  expect(done({ seen: [{ allowed: false }, { allowed: true }] })).toEqual(['tag']);
  expect(done({ answered: true })).toEqual(['answer']);
  expect(done({ colleagues: 2 })).toEqual(['people']);
});

it('[K111] a step may be left out', () => {
  expect(done({ answered: true }, new Set(['people', 'tag']))).toEqual(['tag', 'answer', 'people']);
});

it('[K111] the letter to a developer holds the tag and the policy whole', () => {
  const tag = scriptTag('https://chat.example/help', 'site_1');
  const policy = policyLines('https://chat.example/help');
  expect(policy).toBe('script-src   https://chat.example/help/\nconnect-src  https://chat.example/help/ wss://chat.example/help/');
  const address = new URL(letter('The chat & you', [tag, policy]));
  expect(address.protocol).toBe('mailto:');
  expect(address.searchParams.get('subject')).toBe('The chat & you');
  expect(address.searchParams.get('body')).toBe(`${tag}\r\n\r\n${policy}`);
});
