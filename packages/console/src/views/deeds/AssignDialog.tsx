// Who owns the conversation, without a hand-over note: to oneself, a colleague, a team, or back to the line.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { ConversationRow } from '@throughline/types';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { useConsole } from '../console-context.js';
import { PeopleField, targetOf, usePeople } from '../people.js';

export function AssignDialog({ row }: { row: ConversationRow }): VNode {
  const { store, actions, panels } = useConsole();
  const chosen = useSignal('');
  const typed = useSignal('');
  const me = store.agentId.value;
  const people = usePeople(row.assigneeId);
  const queue = { value: 'queue:', name: t('Back to the queue'), about: t('Anyone can take it'), status: null };
  const close = (): void => {
    panels.dialog.value = null;
  };
  function assign(value: string): void {
    const to = targetOf(value);
    if (to.agentId === me && row.assigneeId === null) void actions.claim(row.id);
    else void actions.transfer(row.id, to, '');
    close();
  }
  return (
    <Dialog title={t('Assign')} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.value !== '') assign(chosen.value);
        }}
      >
        {row.assigneeId !== me && (
          <p class="dialog-lead">
            <button type="button" class="button button-wide" onClick={() => assign(`agent:${me}`)}>
              {t('Assign to me')}
            </button>
          </p>
        )}
        <PeopleField legend={t('To')} people={row.assigneeId === null ? people : [...people, queue]} chosen={chosen} typed={typed} />
        <p class="field-hint">{t('To say why, or what is still open, use Transfer.')}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={chosen.value === ''}>
            {t('Assign')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
