// Views with their counts, who is signed in, and the way out.
import type { VNode } from 'preact';
import type { InboxView } from '@throughline/types';
import { Avatar } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import type { IconName } from '../ui/Icon.js';
import { Wordmark } from '../ui/Wordmark.js';
import { INBOX_VIEWS, viewRoute } from '../state/route.js';
import { useConsole } from './console-context.js';
import { followLink } from './follow-link.js';

export const VIEW_WORDS: Record<InboxView, string> = { mine: 'Mine', unassigned: 'Unassigned', all: 'All', closed: 'Closed' };
const VIEW_ICONS: Record<InboxView, IconName> = { mine: 'person', unassigned: 'queue', all: 'all', closed: 'archive' };

function AlertsLink(): VNode {
  const { store, actions, href } = useConsole();
  const to = { page: 'alerts', view: store.view.value } as const;
  const count = store.alerts.value?.size ?? 0;
  return (
    <a
      href={href(to)}
      class="rail-view"
      {...(store.route.value.page === 'alerts' ? { 'aria-current': 'page' as const } : {})}
      onClick={followLink(() => actions.go(to))}
    >
      <Icon name="bell" />
      <span class="rail-view-name">Alerts</span>
      {count > 0 && <span class="rail-count">{count}</span>}
    </a>
  );
}

export function Rail(): VNode {
  const { store, actions, panels, href } = useConsole();
  const session = store.session.value;
  const counts = store.counts.value;
  const name = session.state === 'signed_in' ? session.session.agent.name : '';
  return (
    <header class="rail" aria-label="Throughline" data-pane tabIndex={-1}>
      <div class="rail-top">
        <Wordmark />
      </div>
      <nav class="rail-views" aria-label="Views">
        {INBOX_VIEWS.map((view) => {
          const to = viewRoute(view);
          return (
            <a
              key={view}
              href={href(to)}
              class="rail-view"
              {...(store.route.value.page === 'inbox' && store.view.value === view ? { 'aria-current': 'page' as const } : {})}
              onClick={followLink(() => actions.go(to))}
            >
              <Icon name={VIEW_ICONS[view]} />
              <span class="rail-view-name">{VIEW_WORDS[view]}</span>
              {view !== 'closed' && counts[view] > 0 && <span class="rail-count">{counts[view]}</span>}
            </a>
          );
        })}
        <AlertsLink />
      </nav>
      <div class="rail-bottom">
        <button type="button" class="rail-view" onClick={() => (panels.dialog.value = { name: 'shortcuts' })}>
          <Icon name="keyboard" />
          <span class="rail-view-name">Shortcuts</span>
        </button>
        <div class="rail-me">
          <Avatar name={name} />
          <span class="rail-me-name">{name}</span>
          <button type="button" class="icon-button" aria-label="Sign out" title="Sign out" onClick={() => void actions.signOut()}>
            <Icon name="out" />
          </button>
        </div>
      </div>
    </header>
  );
}
