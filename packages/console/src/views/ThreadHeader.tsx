// Who this is, in which state, and what can be done about the conversation. The headline stays here when the context is away (K16).
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { foldNotes } from '../state/notes.js';
import type { OpenConversationState } from '../state/store.js';
import { t } from '../state/t.js';
import { Icon } from '../ui/Icon.js';
import { Avatar, ChannelMark, VerifiedMark } from '../ui/marks.js';
import { viewRoute } from '../state/route.js';
import { statusWords } from '../state/words.js';
import { useConsole } from './console-context.js';
import { deeds } from './deed-parts.js';

export function ThreadHeader({ open }: { open: OpenConversationState }): VNode {
  const { store, actions, panels } = useConsole();
  const row = store.openRow.value;
  const name = row?.customer.name ?? open.context?.customer.displayName ?? t('Customer');
  const owner =
    row === null || row.assigneeId === null
      ? null
      : row.assigneeId === store.agentId.value
        ? t('you')
        : store.names.value.agent(row.assigneeId);
  const busy = open.acting !== null || store.connection.value.state !== 'online';
  // Claim and Reopen go when they are done: the focus goes where one goes on (K117).
  const pressed = useRef(false);
  useLayoutEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    if (document.activeElement === null || document.activeElement === document.body) panels.focusComposer.value += 1;
  }, [row?.assigneeId, row?.status]);
  const press = (deed: (conv: string) => Promise<void>): void => {
    if (busy) return;
    pressed.current = true;
    void deed(open.id);
  };
  const pinned = open.view === null ? null : foldNotes(open.view.int.entries).pinned;
  return (
    <header class="pane-head thread-head">
      <button
        type="button"
        class="icon-button thread-back"
        aria-label={t('Back to the list')}
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
              {owner === null ? statusWords(row.status) : t('{state}, with {who}', { state: statusWords(row.status), who: owner })}
            </span>
          )}
          {open.online !== null && <span class={open.online ? 'online' : 'offline'}>{open.online ? t('Online') : t('Offline')}</span>}
        </p>
      </div>
      <div class="thread-actions">
        {row !== null && row.status !== 'closed' && row.assigneeId === null && (
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => press(actions.claim)}>
            {t('Claim')}
          </button>
        )}
        {row !== null && row.status !== 'closed' && (
          <>
            <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && (panels.dialog.value = { name: 'transfer' })}>
              {t('Transfer')}
            </button>
            <button
              type="button"
              class="button"
              aria-label={t('Close conversation')}
              aria-disabled={busy}
              onClick={() => !busy && (panels.dialog.value = { name: 'close' })}
            >
              {t('Close')}
            </button>
          </>
        )}
        {row?.status === 'closed' && row.mergedInto === null && (
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => press(actions.reopen)}>
            {t('Reopen')}
          </button>
        )}
        {row !== null && <deeds.ThreadMenu.View row={row} busy={busy} />}
        <button
          type="button"
          class="icon-button context-toggle"
          aria-label={panels.contextOpen.value ? t('Hide customer context') : t('Show customer context')}
          aria-expanded={panels.contextOpen.value}
          onClick={() => (panels.contextOpen.value = !panels.contextOpen.value)}
        >
          <Icon name="panel" size={20} />
        </button>
      </div>
      {row !== null && <deeds.ThreadFacts.View row={row} open={open} />}
      {open.context !== null && (
        <p class="thread-headline" dir="auto">
          {open.context.headline.text}
        </p>
      )}
      {pinned !== null && <deeds.PinnedNote.View open={open} noteId={pinned} />}
    </header>
  );
}
