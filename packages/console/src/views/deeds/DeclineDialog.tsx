// Gives a conversation back to whoever handed it over, with the reason (K61).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { limits } from '@throughline/types';
import type { ConversationRow } from '@throughline/types';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { useConsole } from '../console-context.js';
import { useKeepNote } from '../use-keep-note.js';
import { useNextRow } from './use-next-row.js';

/** @param begun the reason of a refusal that was itself refused */
export function DeclineDialog({ row, begun }: { row: ConversationRow; begun: string }): VNode {
  const { actions, panels } = useConsole();
  const nextRow = useNextRow();
  const note = useSignal(begun);
  const keepNote = useKeepNote();
  const id = useId();
  const usual = [t('Not my topic'), t('No time before the end of my shift'), t('Needs other rights')];
  const close = (): void => {
    panels.dialog.value = null;
  };
  function submit(event: Event): void {
    event.preventDefault();
    const words = note.value.trim();
    if (words === '') return;
    const goOn = nextRow(row.id);
    const body = { how: 'decline', agentId: null, teamId: null, ifVersion: row.assignVersion, note: words };
    close();
    void actions.deed(row.id, 'assign', body).then((answer) => {
      if (answer.ok) goOn();
      else keepNote('decline', row.id, words, answer);
    });
  }
  return (
    <Dialog title={t('Decline')} onClose={close}>
      <form onSubmit={submit}>
        <p class="dialog-lead">{t('It goes back to whoever handed it over to you, with your reason.')}</p>
        <div class="field">
          <label for={id}>{t('Reason')}</label>
          <textarea
            id={id}
            rows={2}
            dir="auto"
            autoFocus
            required
            maxLength={limits.NOTE_MAX_CHARS}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
        </div>
        <div class="choice-row" role="group" aria-label={t('Usual reasons')}>
          {usual.map((words) => (
            <button key={words} type="button" class="choice" aria-pressed={note.value === words} onClick={() => (note.value = words)}>
              {words}
            </button>
          ))}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={note.value.trim() === ''}>
            {t('Decline')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
