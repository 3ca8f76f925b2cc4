import { expect, it } from 'vitest';
import { entry as anEntry, lane, view } from '../testing/fixtures.js';
import { extrasOf, sizeWords } from './message-extras.js';
import { namesOf } from './names.js';
import { systemLine } from './system-line.js';
import { threadItems } from './thread.js';

const file = { id: 'fil_1', name: 'label.png', type: 'image/png', size: 2_048, width: 10, height: 10 };
const names = { ...namesOf([], []), customer: 'Ana' };

it('[P75] what is not a file or an answer is left out, and a plain message holds nothing', () => {
  expect(extrasOf({ text: 'hello' })).toEqual({});
  expect(extrasOf({ text: '', files: [file, { id: 3 }, null], quickReplies: ['Yes', 4] })).toEqual({
    files: [file],
    quickReplies: ['Yes'],
  });
  expect(extrasOf({ text: '', files: 'none', quickReplies: [] })).toEqual({});
});

it('a message of files alone is a message of the thread', () => {
  const items = threadItems(view({ pub: lane('pub', [anEntry('pub', 1, 'message', { body: { text: '', files: [file] } })]) }), names, null);
  expect(items.at(-1)).toMatchObject({ type: 'message', text: '', extras: { files: [file] } });
});

it('[W190] answers to the form are one line that says who answered', () => {
  const body = {
    answers: [
      { field: 'order_number', label: 'Order number', value: '4711' },
      { field: 'city', label: 'City', value: 'Malmö' },
    ],
  };
  expect(systemLine(anEntry('pub', 1, 'details', { body }), names)?.words).toBe('Ana said: Order number 4711 · City Malmö');
  expect(systemLine(anEntry('pub', 1, 'details', { body: {} }), names)).toBeNull();
});

it('[W200] a survey is one line, its comment is quoted, what was skipped is left out', () => {
  const line = (body: Record<string, unknown>) => systemLine(anEntry('pub', 1, 'survey', { body }), names);
  expect(line({ satisfaction: 4, effort: 6, comment: 'Quick' })).toEqual({ words: 'Satisfaction 4 of 5 · Effort 6 of 7', detail: 'Quick' });
  expect(line({ effort: 6 })).toEqual({ words: 'Effort 6 of 7', detail: null });
  expect(line({})).toBeNull();
});

it('sizes are words', () => {
  expect([10, 2_048, 5_000_000].map(sizeWords)).toEqual(['1 KB', '2 KB', '4.8 MB']);
});
