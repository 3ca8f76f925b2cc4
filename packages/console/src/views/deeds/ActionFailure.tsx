// What the relay refused, said where it was asked. A lost claim names who won (K56).
import type { VNode } from 'preact';
import type { Deed } from '../../state/deed.js';
import type { OpenConversationState } from '../../state/store.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';

function notDone(deed: Deed): string {
  switch (deed) {
    case 'claim':
      return t('This conversation was not claimed');
    case 'transfer':
      return t('This conversation was not transferred');
    case 'release':
      return t('This conversation was not put back');
    case 'decline':
      return t('This conversation was not given back');
    case 'close':
      return t('This conversation was not closed');
    case 'open':
      return t('This conversation was not reopened');
    case 'merge':
      return t('The conversations were not merged');
    case 'consult':
      return t('Nobody was asked');
    case 'note_edit':
    case 'note_delete':
    case 'pin':
      return t('The note was not changed');
    default:
      return t('This conversation was not changed');
  }
}

export function ActionFailure({ open }: { open: OpenConversationState }): VNode | null {
  const { store, actions, panels } = useConsole();
  if (open.failed === null) return null;
  const { action, reason } = open.failed;
  const owner = store.openRow.value?.assigneeId ?? null;
  const mine = owner === store.agentId.value;
  const who = owner === null ? t('Somebody') : mine ? t('You') : store.names.value.agent(owner);
  const words =
    reason !== 'already_claimed'
      ? `${notDone(action)}: ${reason}.`
      : action === 'claim'
        ? t('{who} claimed this conversation first.', { who })
        : t('The owner changed meanwhile: now {who}. Look again before you hand it on.', { who: mine ? t('you') : who });
  function dismiss(): void {
    actions.dismissFailure(open.id);
    panels.focusComposer.value += 1; // the button is gone (K117)
  }
  return (
    <div class="bar bar-warn" role="alert">
      <Icon name="alert" />
      <span>{words}</span>
      <button type="button" class="button" onClick={dismiss}>
        {t('OK')}
      </button>
    </div>
  );
}
