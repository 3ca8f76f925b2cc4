// The four panes (§2): rail, list, thread, context; or the rail beside alerts or a customer. Narrower screens show fewer panes, never less
// of what they say (K16). Dialogs and pages that are not needed to read and answer are loaded after the first paint (K126).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { lazyView } from '../ui/lazy-view.js';
import { ConnectionBar } from './ConnectionBar.js';
import { ContextPanel } from './ContextPanel.js';
import { ConversationList } from './ConversationList.js';
import { Rail } from './Rail.js';
import { listTools, noConversations } from './list-parts.js';
import { railMenu } from './rail-parts.js';
import { PaneGuard } from './PaneGuard.js';
import { ThreadPane } from './ThreadPane.js';
import { useConsole } from './console-context.js';
import { contextLive, contextMore } from './context-parts.js';
import { deeds } from './deed-parts.js';
import { composerTools, messageMore } from './message-parts.js';
import { writingTools } from './writing-part.js';
import { useShortcuts } from './use-shortcuts.js';
import { inLanguage, t } from '../state/t.js';

const later = {
  dialogs: lazyView(async () => (await import('./Dialogs.js')).Dialogs),
  pages: lazyView(async () => (await import('./Pages.js')).Pages, true),
  palette: lazyView(async () => (await import('./palette/Palette.js')).Palette),
};

const PAGE_WORDS = inLanguage(
  () =>
    ({
      alerts: t('Alerts'),
      search: t('Search'),
      customers: t('Customers'),
      customer: t('Customer'),
      settings: t('Settings'),
      setup: t('Settings'),
    }) as const,
);

export function Inbox(): VNode {
  const { store, panels } = useConsole();
  useShortcuts();
  useEffect(() => {
    contextLive.preload();
    contextMore.preload();
    later.dialogs.preload();
    later.pages.preload();
    later.palette.preload();
    listTools.preload();
    noConversations.preload();
    railMenu.preload();
    messageMore.preload();
    composerTools.preload();
    writingTools.preload();
    for (const part of Object.values(deeds)) part.preload();
    void import('./hint-offers.js').catch((error: unknown) => console.error('the hints did not load', error));
  }, []);
  const open = store.openId.value;
  const route = store.route.value;
  const isInbox = route.page === 'inbox';
  const sheet = (route.page === 'inbox' || route.page === 'customer') && route.sources.length > 0;
  const shape = isInbox ? (open === null ? 'shell-list' : 'shell-thread') : 'shell-page';
  return (
    <div class={`shell ${shape} ${panels.contextOpen.value ? 'shell-context' : ''}`}>
      <a class="skip-link" href="#thread">
        {t('Skip to the conversation')}
      </a>
      <Rail />
      {isInbox && (
        <PaneGuard>
          <ConversationList />
        </PaneGuard>
      )}
      {isInbox ? (
        <main class="pane pane-thread" id="thread" data-pane tabIndex={-1} aria-label={t('Conversation')}>
          <ConnectionBar />
          <deeds.ProblemBar.View />
          <PaneGuard of={open}>
            <ThreadPane />
          </PaneGuard>
        </main>
      ) : (
        <main class="pane pane-page" id="thread" data-pane tabIndex={-1} aria-label={PAGE_WORDS()[route.page]}>
          <ConnectionBar />
          <deeds.ProblemBar.View />
          <PaneGuard of={route.page}>
            <later.pages.View />
          </PaneGuard>
        </main>
      )}
      {isInbox && open !== null && (
        <PaneGuard of={open}>
          <ContextPanel />
        </PaneGuard>
      )}
      {(panels.dialog.value !== null || sheet) && <later.dialogs.View />}
      {panels.paletteOpen.value && <later.palette.View />}
      <div class="visually-hidden" role="status">
        {store.status.value}
      </div>
    </div>
  );
}
