// What people say in conversations, for search: messages, answers to the site's form, notes. A note that was changed is found by its newest
// text; one that was deleted is not found (K65).
import type { Entry } from '@throughline/types';
import type { Tx } from '../operation.js';
import { dropDocument, putDocument, wordsOf } from './documents.js';
import type { DocumentRow } from './documents.js';

interface Said {
  siteId: string;
  conv: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const member = (value: unknown, name: string): string =>
  typeof value === 'object' && value !== null && name in value ? textOf(Reflect.get(value, name)) : '';

/** The words of an entry's body, as they are shown: text, names of files, answers. */
export function entryTexts(body: Entry['body']): string[] {
  const files = listOf(body['files']).map((file) => member(file, 'name'));
  const answers = listOf(body['answers']).map((answer) => member(answer, 'value'));
  return [textOf(body['text']), ...files, ...answers].filter((text) => text !== '');
}

const KINDS: Readonly<Record<string, string>> = { message: 'message', details: 'message', note: 'note' };

/** Null: nothing to be found by. */
export function entryDocument({ siteId, conv }: Said, entry: Entry): DocumentRow | null {
  const kind = KINDS[entry.kind];
  const texts = entryTexts(entry.body);
  if (kind === undefined || texts.length === 0) return null;
  const { id, lane, seq, ts, author } = entry;
  return {
    ...{ site_id: siteId, kind, customer_id: '', id, conversation_id: conv, lane, seq, at: ts, author: `${author.type}:${author.id}` },
    ...{ files: listOf(entry.body['files']).length > 0 ? 1 : 0, department: null, visibility: 'shared', title: '', body: '' },
    words: wordsOf(siteId, texts),
  };
}

async function followNote(tx: Tx, { siteId }: Said, { kind, body }: Entry): Promise<void> {
  const id = textOf(body['noteId']);
  if (kind === 'note_delete') return dropDocument(tx, { siteId, kind: 'note', customerId: '', id });
  await tx.db
    .updateTable('search_documents')
    .set({ words: wordsOf(siteId, [textOf(body['text'])]), body: textOf(body['text']) })
    .where('site_id', '=', siteId)
    .where('kind', '=', 'note')
    .where('customer_id', '=', '')
    .where('id', '=', id)
    .execute();
}

/** In the order in which they were said. */
export async function indexEntries(tx: Tx, said: Said, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind === 'note_edit' || entry.kind === 'note_delete') {
      await followNote(tx, said, entry);
      continue;
    }
    const row = entryDocument(said, entry);
    if (row !== null) await putDocument(tx, row);
  }
}
