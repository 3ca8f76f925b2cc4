// The pinned note, above the thread (K65). One that is not loaded yet shows when it is.
import type { VNode } from 'preact';
import { foldNotes } from '../../state/notes.js';
import type { OpenConversationState } from '../../state/store.js';
import { textOf } from '../../state/thread.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useStyle } from '../../ui/use-style.js';
import { NoteText } from '../NoteText.js';
import { DEEDS_STYLE } from './deeds-style.js';

export function PinnedNote({ open, noteId }: { open: OpenConversationState; noteId: string }): VNode | null {
  useStyle(DEEDS_STYLE);
  const entries = open.view?.int.entries ?? [];
  const entry = entries.find((one) => one.id === noteId);
  if (entry === undefined) return null;
  return (
    <section class="pinned" aria-label={t('Pinned note')} tabIndex={0}>
      <Icon name="bookmark" size={14} />
      <NoteText text={foldNotes(entries).edited.get(noteId) ?? textOf(entry.body)} />
    </section>
  );
}
