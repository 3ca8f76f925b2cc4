import { expect, it } from 'vitest';
import { entry, lane, view } from '../testing/fixtures.js';
import { foldNotes } from './notes.js';
import { namesOf } from './names.js';
import { threadItems } from './thread.js';

const ada = { type: 'agent', id: 'agt_me', name: 'Ada' } as const;
const note = (seq: number, text: string) => entry('int', seq, 'note', { body: { text }, author: ada });
const change = (seq: number, kind: string, body: Record<string, unknown>) => entry('int', seq, kind, { body, author: ada });

it('[K65] the newest change of a note counts; a deleted one is not pinned any more', () => {
  const entries = [
    note(1, 'first'),
    change(2, 'pin', { noteId: 'ent_int_1' }),
    change(3, 'note_edit', { noteId: 'ent_int_1', text: 'second' }),
    change(4, 'note_edit', { noteId: 'ent_int_1', text: 'third' }),
  ];
  expect(foldNotes(entries)).toMatchObject({ pinned: 'ent_int_1', edited: new Map([['ent_int_1', 'third']]) });
  expect(foldNotes([...entries, change(5, 'note_delete', { noteId: 'ent_int_1' })]).pinned).toBeNull();
  expect(foldNotes([...entries, change(5, 'pin', { noteId: null })]).pinned).toBeNull();
});

it('[K65] a thread shows what a note says now; of a deleted one only that it was there', () => {
  const entries = [
    note(1, 'one'),
    note(2, 'two'),
    change(3, 'note_edit', { noteId: 'ent_int_1', text: 'one, corrected' }),
    change(4, 'note_delete', { noteId: 'ent_int_2' }),
  ];
  const items = threadItems(view({ int: lane('int', entries) }), namesOf([], []), null);
  expect(items.filter((item) => item.type !== 'day')).toMatchObject([
    { type: 'note', text: 'one, corrected', edited: true, pinned: false },
    { type: 'system', words: 'A note of Ada was deleted' },
  ]);
  expect(JSON.stringify(items.map((item) => ('words' in item ? item.words : 'text' in item ? item.text : '')))).not.toContain('two');
});
