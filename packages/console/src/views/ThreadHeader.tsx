// Who this is, in which state, and what can be done about the conversation. The headline stays here when the context is away (K16).
import type { VNode } from 'preact';
import type { OpenConversationState } from '../state/store.js';
import { Icon } from '../ui/Icon.js';
import { Avatar, ChannelMark, VerifiedMark } from '../ui/marks.js';
import { viewRoute } from '../state/route.js';
import { statusWords } from '../state/words.js';
import { useConsole } from './console-context.js';

export function ThreadHeader({ open }: { open: OpenConversationState }): VNode {
  const { store, actions, panels } = useConsole();
  const row = store.openRow.value;
  const name = row?.customer.name ?? open.context?.customer.displayName ?? 'Customer';
  const owner =
    row === null || row.assigneeId === null
      ? null
      : row.assigneeId === store.agentId.value
        ? 'you'
        : store.names.value.agent(row.assigneeId);
  const busy = open.acting !== null || store.connection.value.state !== 'online';
  return (
    <header class="pane-head thread-head">
      <button
        type="button"
        class="icon-button thread-back"
        aria-label="Back to the list"
        onClick={() => actions.go(viewRoute(store.view.value))}
      >
        <Icon name="back" size={20} />
      </button>
      <Avatar name={name} />
      <div class="thread-who">
        <h2 class="thread-name">
          <bdi>{name}</bdi>
          <VerifiedMark trust={row?.customer.trust ?? 0} />
        </h2>
        <p class="thread-sub">
          {row !== null && <ChannelMark channel={row.channel} />}
          {row !== null && (
            <span>
              {statusWords(row.status)}
              {owner === null ? '' : `, with ${owner}`}
            </span>
          )}
          {open.online !== null && <span class={open.online ? 'online' : 'offline'}>{open.online ? 'Online' : 'Offline'}</span>}
        </p>
      </div>
      <div class="thread-actions">
        {row !== null && row.status !== 'closed' && row.assigneeId === null && (
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => !busy && void actions.claim(open.id)}>
            Claim
          </button>
        )}
        {row !== null && row.status !== 'closed' && (
          <>
            <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && (panels.dialog.value = { name: 'transfer' })}>
              Transfer
            </button>
            <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && (panels.dialog.value = { name: 'close' })}>
              Close<span class="visually-hidden"> conversation</span>
            </button>
          </>
        )}
        {row?.status === 'closed' && (
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => !busy && void actions.reopen(open.id)}>
            Reopen
          </button>
        )}
        <button
          type="button"
          class="icon-button context-toggle"
          aria-label={panels.contextOpen.value ? 'Hide customer context' : 'Show customer context'}
          aria-expanded={panels.contextOpen.value}
          onClick={() => (panels.contextOpen.value = !panels.contextOpen.value)}
        >
          <Icon name="panel" size={20} />
        </button>
      </div>
      {open.context !== null && <p class="thread-headline">{open.context.headline.text}</p>}
    </header>
  );
}
