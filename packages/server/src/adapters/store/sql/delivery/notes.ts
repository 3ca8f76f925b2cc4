// Notes that later entries speak of (K65). An edit and a deletion are entries; with the deletion the words of the note and of its edits are
// taken out of the log (P17: the body goes; id, seq, kind and author stay).
import type { Entry } from '@throughline/types';
import type { WrittenNote } from '../../../../domain/conversation/decision.js';
import type { Incoming } from '../../../../domain/conversation/plan-batch.js';
import { removeFiles } from '../files/remove-files.js';
import { filesOf } from '../files/attach-files.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { entryOf, parseObject } from './entry-rows.js';

/** The notes of this conversation that the batch names, by id. */
export async function notesOf(
  tx: Tx,
  { site_id: siteId, id: conv }: Pick<ConversationsTable, 'site_id' | 'id'>,
  messages: readonly Incoming[],
): Promise<Map<string, WrittenNote>> {
  const ids = messages.flatMap(({ decoded }) =>
    decoded.ok && 'noteId' in decoded.command && decoded.command.noteId !== null ? [decoded.command.noteId] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('entries')
    .select(['id', 'author_id', 'body'])
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('lane', '=', 'int')
    .where('kind', '=', 'note')
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, { authorId: row.author_id, deleted: parseObject(row.body)['deleted'] === true }]));
}

/** Carries out the deletions among `entries`, which are being written to the locked conversation. */
export async function blankNotes(tx: Tx, { site_id: siteId, id: conv }: ConversationsTable, entries: readonly Entry[]): Promise<void> {
  const gone = new Set(
    entries.flatMap(({ kind, body: { noteId } }) => (kind === 'note_delete' && typeof noteId === 'string' ? [noteId] : [])),
  );
  if (gone.size === 0) return;
  const rows = await tx.db
    .selectFrom('entries')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('lane', '=', 'int')
    .where('kind', 'in', ['note', 'note_edit'])
    .execute();
  const written = rows.map(entryOf);
  for (const { seq, id, kind, body } of written) {
    const noteId = kind === 'note' ? id : body['noteId'];
    if (typeof noteId !== 'string' || !gone.has(noteId)) continue;
    await tx.db
      .updateTable('entries')
      .set({ body: JSON.stringify(kind === 'note' ? { deleted: true } : { noteId }) })
      .where('site_id', '=', siteId)
      .where('conversation_id', '=', conv)
      .where('lane', '=', 'int')
      .where('seq', '=', seq)
      .execute();
  }
  await removeFiles(tx, { siteId, conv, ids: filesOf(written.filter(({ id }) => gone.has(id))) });
  await tx.db
    .deleteFrom('mentions')
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('entry_id', 'in', [...gone])
    .execute();
}
