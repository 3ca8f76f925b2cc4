// Asks a colleague or a team for help without handing over (K61): they read along and answer in notes. Who was asked stands above, until the
// question is ended.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { limits } from '@throughline/types';
import type { ConversationRow } from '@throughline/types';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { useConsole } from '../console-context.js';
import { useKeepNote } from '../use-keep-note.js';
import { PeopleField, targetOf, usePeople } from '../people.js';

/** @param begun the note of a question that was refused */
export function ConsultDialog({ row, begun }: { row: ConversationRow; begun: string }): VNode {
  const { store, actions, panels } = useConsole();
  const chosen = useSignal('');
  const typed = useSignal('');
  const note = useSignal(begun);
  const keepNote = useKeepNote();
  const id = useId();
  const everybody = usePeople(null);
  const idOf = (value: string): string => value.slice(value.indexOf(':') + 1);
  const asked = everybody.filter(({ value }) => row.consulted.includes(idOf(value)));
  const people = everybody.filter(({ value }) => value !== `agent:${store.agentId.value}` && !row.consulted.includes(idOf(value)));
  const close = (): void => {
    panels.dialog.value = null;
  };
  function submit(event: Event): void {
    event.preventDefault();
    if (chosen.value === '') return;
    const words = note.value.trim();
    close();
    void actions
      .deed(row.id, 'consult', { ...targetOf(chosen.value), ...(words === '' ? {} : { note: words }) })
      .then((answer) => keepNote('consult', row.id, words, answer));
  }
  return (
    <Dialog title={t('Ask a colleague')} onClose={close}>
      <form onSubmit={submit}>
        <p class="dialog-lead">
          {t('They read along and answer in notes. The conversation stays with its owner, the customer sees nothing.')}
        </p>
        {asked.length > 0 && (
          <ul class="asked-list" role="list" aria-label={t('Asked already')}>
            {asked.map((one) => (
              <li key={one.value}>
                <bdi class="target-name">{one.name}</bdi>
                <button
                  type="button"
                  class="link-button"
                  aria-label={t('End the question to {who}', { who: one.name })}
                  onClick={() => void actions.deed(row.id, 'consult', { ...targetOf(one.value), done: true })}
                >
                  {t('End')}
                </button>
              </li>
            ))}
          </ul>
        )}
        <PeopleField legend={t('Whom')} people={people} chosen={chosen} typed={typed} />
        <div class="field">
          <label for={id}>{t('What you need to know')}</label>
          <textarea
            id={id}
            rows={3}
            dir="auto"
            maxLength={limits.NOTE_MAX_CHARS}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={chosen.value === ''}>
            {t('Ask')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
