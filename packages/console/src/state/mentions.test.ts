import { expect, it } from 'vitest';
import { mentionsIn, namesIn, speaksTo } from './mentions.js';

const people = [
  { type: 'agent' as const, id: 'agt_1', name: 'Ana' },
  { type: 'agent' as const, id: 'agt_2', name: 'Ana Lima' },
  { type: 'team' as const, id: 'tea_1', name: 'Billing' },
];

it('[K65] people and teams are named with @, the longest name first, each once', () => {
  expect(mentionsIn('@ana lima please, and @Billing. Thanks @Ana Lima', people)).toEqual([
    { type: 'agent', id: 'agt_2' },
    { type: 'team', id: 'tea_1' },
  ]);
  expect(mentionsIn('@Ana: see (@Ana)', people)).toEqual([{ type: 'agent', id: 'agt_1' }]);
  expect(namesIn('for @Billing', people)).toMatchObject([{ start: 4, end: 12 }]);
});

it('[K65] an address or a longer word names nobody', () => {
  expect(mentionsIn('mail x@ana.example, @anabel, @ nobody', people)).toEqual([]);
});

it('[K30] a reply that begins with a colleague’s name is noticed', () => {
  expect(speaksTo('  @Billing can you look?', people)?.id).toBe('tea_1');
  expect(speaksTo('Hello @Billing', people)).toBeNull();
  expect(speaksTo('@you', people)).toBeNull();
});
