import { expect, it } from 'vitest';
import { triggerAt } from './composer-trigger.js';

it('[K50] a slash at the start of a word asks for a saved reply, one inside a word or an address does not', () => {
  expect(triggerAt('/', 1, 'reply')).toEqual({ kind: 'replies', start: 0, typed: '' });
  expect(triggerAt('Hello /ref', 10, 'reply')).toEqual({ kind: 'replies', start: 6, typed: 'ref' });
  expect(triggerAt('Hello /ref more', 10, 'reply')).toEqual({ kind: 'replies', start: 6, typed: 'ref' });
  for (const text of ['and/or', 'https://x.example/a', '1 / 2', '/ref ', 'a//'])
    expect(triggerAt(text, text.length, 'reply'), text).toBeNull();
  expect(triggerAt('/ref', 4, 'note')).toBeNull();
});

it('[K65] an at sign names a colleague in a note, with the words of a name; in an address or a reply it does not', () => {
  expect(triggerAt('@', 1, 'note')).toEqual({ kind: 'mention', start: 0, typed: '' });
  expect(triggerAt('see @Ana Li', 11, 'note')).toEqual({ kind: 'mention', start: 4, typed: 'Ana Li' });
  expect(triggerAt('(@a', 3, 'note')).toEqual({ kind: 'mention', start: 1, typed: 'a' });
  expect(triggerAt('me@x.example', 12, 'note')).toBeNull();
  expect(triggerAt('@a', 2, 'reply')).toBeNull();
});
