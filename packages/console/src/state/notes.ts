// What became of the notes of a conversation (K65): the newest change of each counts, and at most one is pinned. Pure.
import type { Entry } from '@throughline/types';

export interface Notes {
  /** The text a note has now; absent: as it was written. */
  edited: ReadonlyMap<string, string>;
  deleted: ReadonlySet<string>;
  pinned: string | null;
}

/** @param entries the `int` lane, by seq */
export function foldNotes(entries: readonly Entry[]): Notes {
  const edited = new Map<string, string>();
  const deleted = new Set<string>();
  let pinned: string | null = null;
  for (const { kind, body } of entries) {
    const id = typeof body['noteId'] === 'string' ? body['noteId'] : null;
    if (kind === 'pin') pinned = id;
    else if (id === null) continue;
    else if (kind === 'note_delete') deleted.add(id);
    else if (kind === 'note_edit' && typeof body['text'] === 'string') edited.set(id, body['text']);
  }
  return { edited, deleted, pinned: pinned !== null && deleted.has(pinned) ? null : pinned };
}
