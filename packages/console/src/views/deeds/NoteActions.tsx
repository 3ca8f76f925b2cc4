// What can be done about a note: pin it for everybody, and correct or delete one's own (K65). A deletion asks for a second press.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { limits, utf8Bytes } from '@throughline/types';
import type { ThreadItem } from '../../state/thread.js';
import { t, tn } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';

export interface NoteActionsProps {
  conv: string;
  item: Extract<ThreadItem, { type: 'note' }>;
}

export function NoteActions({ conv, item: { entry, text, pinned } }: NoteActionsProps): VNode {
  useStyle(DEEDS_STYLE);
  const { store, actions } = useConsole();
  const editing = useSignal<string | null>(null);
  const deleting = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const saving = useRef<HTMLButtonElement>(null);
  const mine = entry.author.id === store.agentId.value;
  const edit = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  const isEditing = editing.value !== null;
  useEffect(() => {
    if (isEditing) field.current?.focus();
    else if (edited.current) edit.current?.focus(); // the field that had the focus is gone (K117)
    edited.current = isEditing;
  }, [isEditing]);
  const tooLong = utf8Bytes((editing.value ?? '').trim()) > limits.TEXT_MAX_BYTES;
  async function save(): Promise<void> {
    const words = (editing.value ?? '').trim();
    if (words === '' || tooLong) return;
    editing.value = null;
    if (words === text) return;
    const answer = await actions.deed(conv, 'note_edit', { noteId: entry.id, text: words });
    if (!answer.ok) editing.value ??= words; // refused: why stands below the thread, what was written stays
  }
  /** A changed text is left by its buttons alone (K82). */
  function leaveField(): void {
    if (editing.value === text) editing.value = null;
    else saving.current?.focus();
  }
  if (editing.value !== null)
    return (
      <span class="note-edit">
        <textarea
          ref={field}
          aria-label={t('Note')}
          dir="auto"
          value={editing.value}
          onInput={(event) => (editing.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
            else if (event.key === 'Escape') leaveField();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span>
          {tooLong && (
            <span class="field-error" role="alert">
              {tn(utf8Bytes((editing.value ?? '').trim()) - limits.TEXT_MAX_BYTES, 'Too long by {n} byte', 'Too long by {n} bytes')}{' '}
            </span>
          )}
          <button ref={saving} type="button" class="button button-small button-note" aria-disabled={tooLong} onClick={() => void save()}>
            {t('Save note')}
          </button>{' '}
          <button type="button" class="button button-small" onClick={() => (editing.value = null)}>
            {t('Cancel')}
          </button>
        </span>
      </span>
    );
  return (
    <span class="note-actions">
      <button
        type="button"
        class="icon-button"
        aria-label={pinned ? t('Unpin note') : t('Pin note')}
        title={pinned ? t('Unpin note') : t('Pin note')}
        aria-pressed={pinned}
        onClick={() => void actions.deed(conv, 'pin', { noteId: pinned ? null : entry.id })}
      >
        <Icon name="bookmark" size={14} />
      </button>
      {mine && (
        <>
          <button ref={edit} type="button" class="link-button" onClick={() => (editing.value = text)}>
            {t('Edit')}
          </button>
          <button
            type="button"
            class="link-button"
            onBlur={() => (deleting.value = false)}
            onClick={(event) => {
              if (!deleting.value) {
                deleting.value = true;
                return;
              }
              event.currentTarget.closest<HTMLElement>('.log')?.focus(); // the note becomes a line without buttons (K117)
              void actions.deed(conv, 'note_delete', { noteId: entry.id });
            }}
          >
            {deleting.value ? t('Delete for everybody?') : t('Delete')}
          </button>
        </>
      )}
    </span>
  );
}
