// Hand over to an agent or a team, with a note the receiver reads before the thread (K60).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { limits } from '@throughline/types';
import { Dialog } from '../ui/Dialog.js';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';
import { useKeepNote } from './use-keep-note.js';
import { PeopleField, targetOf, usePeople } from './people.js';

/** @param begun the note of a hand-over that was refused */
export function TransferDialog({ conv, begun = '' }: { conv: string; begun?: string | undefined }): VNode {
  const { store, actions, panels } = useConsole();
  const target = useSignal('');
  const typed = useSignal('');
  const note = useSignal(begun);
  const ids = useId();
  const owner = store.openRow.value?.assigneeId ?? null;
  const queue = { value: 'queue:', name: t('Back to the queue'), about: t('Anyone can take it'), status: null };
  const everybody = usePeople(owner);
  const people = owner === null ? everybody : [...everybody, queue];
  const receiver = target.value === '' || target.value === queue.value ? undefined : people.find((one) => one.value === target.value);
  const session = store.session.value;
  const me = session.state === 'signed_in' ? session.session.agent.name : '';
  const usual = [t('Needs an approval'), t('Belongs to another department'), t('Speaks another language'), t('End of my shift')];
  const keepNote = useKeepNote();
  const close = (): void => {
    panels.dialog.value = null;
  };
  function submit(event: Event): void {
    event.preventDefault();
    if (target.value === '') return;
    const words = note.value;
    close();
    void actions.transfer(conv, targetOf(target.value), words).then((answer) => keepNote('transfer', conv, words, answer));
  }
  return (
    <Dialog title={t('Transfer')} onClose={close}>
      <form onSubmit={submit}>
        <p class="dialog-lead">{t('The whole context goes along, frozen as it is now. The customer repeats nothing.')}</p>
        <PeopleField legend={t('To')} people={people} chosen={target} typed={typed} />
        <div class="field">
          <label for={`${ids}-note`}>{t('Note for the receiver')}</label>
          <textarea
            id={`${ids}-note`}
            rows={3}
            dir="auto"
            maxLength={limits.NOTE_MAX_CHARS}
            aria-describedby={`${ids}-hint`}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
          <div class="choice-row" role="group" aria-label={t('Usual reasons')}>
            {usual.map((words) => (
              <button
                key={words}
                type="button"
                class="choice"
                onClick={() => (note.value = note.value.trim() === '' ? `${words}. ` : `${words}. ${note.value}`)}
              >
                {words}
              </button>
            ))}
          </div>
          <p class="field-hint" id={`${ids}-hint`}>
            {t('Only your team sees it. Why you hand over, what is still open.')}
          </p>
        </div>
        {receiver !== undefined && (
          <div class="handover">
            <p class="handover-title">{t('{who} reads first', { who: receiver.name })}</p>
            <p dir="auto">
              {note.value.trim() === ''
                ? t('From {who}, without a note', { who: me })
                : t('From {who}: {note}', { who: me, note: note.value.trim() })}
            </p>
            <p class="field-hint">{t('Then the brief, facts and promises. The customer sees who takes over as soon as they join.')}</p>
          </div>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={target.value === ''}>
            {t('Transfer')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
