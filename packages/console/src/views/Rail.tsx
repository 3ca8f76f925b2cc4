// Views with their counts, teams, what was saved, the pages, and who is signed in.
import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import type { IconName } from '../ui/Icon.js';
import { Wordmark } from '../ui/Wordmark.js';
import { savedAddress, teamView } from '../state/list-address.js';
import { VIEWS, viewWords } from '../state/lists.js';
import type { PlainView } from '../state/lists.js';
import { customersRoute, searchRoute, settingsRoute, viewRoute } from '../state/route.js';
import type { Route } from '../state/route.js';
import { mayAdminister } from '../state/roles.js';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';
import { followLink } from './follow-link.js';
import { RailMe } from './RailMe.js';

const VIEW_ICONS: Record<PlainView, IconName> = {
  mine: 'person',
  unassigned: 'queue',
  all: 'all',
  mentions: 'at',
  snoozed: 'moon',
  closed: 'archive',
};
const COUNTED: readonly PlainView[] = ['mine', 'unassigned', 'all', 'mentions', 'snoozed'];

interface RailLinkProps {
  to: Route;
  icon: IconName;
  here: boolean;
  count?: number;
  /** Left out where the rail is a bar at the bottom of a phone. */
  wide?: boolean;
  children: ComponentChildren;
}

function RailLink({ to, icon, here, count = 0, wide = false, children }: RailLinkProps): VNode {
  const { actions, href } = useConsole();
  return (
    <a
      href={href(to)}
      class={`rail-view ${wide ? 'rail-wide' : ''}`}
      {...(here ? { 'aria-current': 'page' as const } : {})}
      onClick={followLink(() => actions.go(to))}
    >
      <Icon name={icon} />
      <span class="rail-view-name">{children}</span>
      {count > 0 && <span class="rail-count">{count}</span>}
    </a>
  );
}

/** Lines of teams and views that were saved; nothing where there are none. */
function MoreLists(): VNode | null {
  const { store } = useConsole();
  const session = store.session.value;
  const teams = session.state === 'signed_in' ? session.session.teams : [];
  const saved = store.savedViews.value ?? [];
  if (teams.length + saved.length === 0) return null;
  const list = store.route.value.page === 'inbox' ? store.list.value : null;
  return (
    <div class="rail-more rail-wide">
      {teams.map((team) => (
        <RailLink
          key={team.id}
          to={viewRoute(teamView(team.id))}
          icon="team"
          here={list?.view === teamView(team.id)}
          count={store.counts.value[teamView(team.id)] ?? 0}
        >
          <bdi>{team.name}</bdi>
        </RailLink>
      ))}
      {saved.map((view) => (
        <RailLink key={view.id} to={viewRoute(savedAddress(view.id))} icon="bookmark" here={list?.saved === view.id}>
          <bdi>{view.doc.name}</bdi>
        </RailLink>
      ))}
    </div>
  );
}

export function Rail(): VNode {
  const { store } = useConsole();
  const session = store.session.value;
  const counts = store.counts.value;
  const page = store.route.value.page;
  const view = store.view.value;
  const settings = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  return (
    <header class="rail" aria-label="Throughline" data-pane tabIndex={-1}>
      <div class="rail-top">
        <Wordmark />
      </div>
      <nav class="rail-views" aria-label={t('Views')}>
        {VIEWS.map((one) => (
          <RailLink
            key={one}
            to={viewRoute(one)}
            icon={VIEW_ICONS[one]}
            here={page === 'inbox' && store.list.value.view === one}
            count={COUNTED.includes(one) ? counts[one] : 0}
            wide={one === 'mentions' || one === 'snoozed' || one === 'closed'}
          >
            {viewWords(one)}
          </RailLink>
        ))}
        <MoreLists />
        <RailLink to={searchRoute(view, '')} icon="search" here={page === 'search'}>
          {t('Search')}
        </RailLink>
        <RailLink to={customersRoute(view)} icon="people" here={page === 'customers' || page === 'customer'} wide>
          {t('Customers')}
        </RailLink>
        <RailLink to={{ page: 'alerts', view }} icon="bell" here={page === 'alerts'} count={store.alerts.value?.size ?? 0}>
          {t('Alerts')}
        </RailLink>
        <RailLink to={settingsRoute(view, settings ? 'install' : 'preferences')} icon="settings" here={page === 'settings'} wide>
          {t('Settings')}
          {store.unsaved.value && (
            <span class="rail-unsaved" title={t('Unsaved changes')}>
              <span class="visually-hidden"> {t('unsaved changes')}</span>•
            </span>
          )}
        </RailLink>
      </nav>
      <RailMe />
    </header>
  );
}
