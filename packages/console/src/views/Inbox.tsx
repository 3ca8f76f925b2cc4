// The four panes (§2): rail, list, thread, context; or the rail beside alerts or a customer. Narrower screens show fewer panes, never less
// of what they say (K16). Dialogs and pages that are not needed to read and answer are loaded after the first paint (K126).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { lazyView } from '../ui/lazy-view.js';
import { ConnectionBar } from './ConnectionBar.js';
import { ContextPanel } from './ContextPanel.js';
import { ConversationList } from './ConversationList.js';
import { Rail } from './Rail.js';
import { ThreadPane } from './ThreadPane.js';
import { useConsole } from './console-context.js';
import { useShortcuts } from './use-shortcuts.js';

const later = {
  dialogs: lazyView(async () => (await import('./Dialogs.js')).Dialogs),
  pages: lazyView(async () => (await import('./Pages.js')).Pages),
};

export function Inbox(): VNode {
  const { store, panels } = useConsole();
  useShortcuts();
  useEffect(() => {
    later.dialogs.preload();
    later.pages.preload();
    void import('../state/hints.js').catch((error: unknown) => console.error('the hints did not load', error));
  }, []);
  const open = store.open.value;
  const route = store.route.value;
  const isInbox = route.page === 'inbox';
  const sheet = (route.page === 'inbox' || route.page === 'customer') && route.sources.length > 0;
  const shape = isInbox ? (open === null ? 'shell-list' : 'shell-thread') : 'shell-page';
  return (
    <div class={`shell ${shape} ${panels.contextOpen.value ? 'shell-context' : ''}`}>
      <a class="skip-link" href="#thread">
        Skip to the conversation
      </a>
      <Rail />
      {isInbox && <ConversationList />}
      {isInbox ? (
        <main class="pane pane-thread" id="thread" data-pane tabIndex={-1} aria-label="Conversation">
          <ConnectionBar />
          <ThreadPane />
        </main>
      ) : (
        <main class="pane pane-page" id="thread" data-pane tabIndex={-1} aria-label={route.page === 'alerts' ? 'Alerts' : 'Customer'}>
          <ConnectionBar />
          <later.pages.View />
        </main>
      )}
      {isInbox && open !== null && <ContextPanel />}
      {(panels.dialog.value !== null || sheet) && <later.dialogs.View />}
      <div class="visually-hidden" role="status">
        {store.status.value}
      </div>
    </div>
  );
}
