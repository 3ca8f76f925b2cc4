// What the relay refused, said where it was asked. A lost claim names who won (K56).
import type { VNode } from 'preact';
import type { OpenConversationState } from '../state/store.js';
import { Icon } from '../ui/Icon.js';
import { useConsole } from './console-context.js';

const WORDS = {
  claim: 'This conversation was not claimed',
  transfer: 'This conversation was not transferred',
  release: 'This conversation was not put back',
  close: 'This conversation was not closed',
  open: 'This conversation was not reopened',
} as const;

export function ActionFailure({ open }: { open: OpenConversationState }): VNode | null {
  const { store, actions } = useConsole();
  if (open.failed === null) return null;
  const { action, reason } = open.failed;
  const owner = store.openRow.value?.assigneeId ?? null;
  const winner = owner === null ? 'Somebody' : owner === store.agentId.value ? 'You' : store.names.value.agent(owner);
  const words =
    reason === 'already_claimed'
      ? action === 'claim'
        ? `${winner} claimed this conversation first.`
        : `The owner changed meanwhile: now ${winner === 'You' ? 'you' : winner}. Look again before you hand it on.`
      : `${WORDS[action]}: ${reason}.`;
  return (
    <div class="bar bar-warn" role="alert">
      <Icon name="alert" />
      <span>{words}</span>
      <button type="button" class="button" onClick={() => actions.dismissFailure(open.id)}>
        OK
      </button>
    </div>
  );
}
