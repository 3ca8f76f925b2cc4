// The four panes (§2): rail, list, thread, context. Narrower screens show fewer of them, never less of what they say (K16).
import type { VNode } from 'preact';
import { CloseDialog } from './CloseDialog.js';
import { ConnectionBar } from './ConnectionBar.js';
import { ContextPanel } from './ContextPanel.js';
import { ConversationList } from './ConversationList.js';
import { Rail } from './Rail.js';
import { ShortcutsDialog } from './ShortcutsDialog.js';
import { SourceSheet } from './SourceSheet.js';
import { ThreadPane } from './ThreadPane.js';
import { TransferDialog } from './TransferDialog.js';
import { useConsole } from './console-context.js';
import { useShortcuts } from './use-shortcuts.js';

export function Inbox(): VNode {
  const { store, panels } = useConsole();
  useShortcuts();
  const open = store.open.value;
  const dialog = panels.dialog.value;
  const route = store.route.value;
  return (
    <div class={`shell ${open === null ? 'shell-list' : 'shell-thread'} ${panels.contextOpen.value ? 'shell-context' : ''}`}>
      <a class="skip-link" href="#thread">
        Skip to the conversation
      </a>
      <Rail />
      <ConversationList />
      <main class="pane pane-thread" id="thread" data-pane tabIndex={-1} aria-label="Conversation">
        <ConnectionBar />
        <ThreadPane />
      </main>
      {open !== null && <ContextPanel />}
      {dialog === 'transfer' && open !== null && <TransferDialog conv={open.id} />}
      {dialog === 'close' && open !== null && <CloseDialog conv={open.id} />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      {route.page === 'inbox' && route.sources.length > 0 && <SourceSheet sources={route.sources} />}
      <div class="visually-hidden" role="status">
        {store.status.value}
      </div>
    </div>
  );
}
