// What opens at one's own name: the status colleagues see, preferences, shortcuts, the way out (K58), and on a phone the pages that its rail
// has no room for (K16). Loaded after the first paint (K126).
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import type { IconName } from '../ui/Icon.js';
import { mayAdminister } from '../state/roles.js';
import { customersRoute, settingsRoute } from '../state/route.js';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';

export interface RailMenuProps {
  /** The button that opens it points here. */
  id: string;
  onSignOut(): void;
}

export function RailMenu({ id, onSignOut }: RailMenuProps): VNode {
  const { store, actions, panels } = useConsole();
  const away = store.presence.value === 'away';
  const view = store.view.value;
  const session = store.session.value;
  const administers = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  function hide(): void {
    document.getElementById(id)?.hidePopover();
  }
  function be(status: 'online' | 'away'): void {
    actions.setPresence({ status, idle: false });
    hide();
  }
  const item = (icon: IconName, words: string, go: () => void): VNode => (
    <button
      type="button"
      class="menu-item"
      onClick={() => {
        hide();
        go();
      }}
    >
      <Icon name={icon} /> {words}
    </button>
  );
  return (
    <div id={id} popover="auto" class="popover rail-menu">
      <p class="popover-title">{t('Colleagues see you as')}</p>
      <button type="button" class="menu-item" aria-pressed={!away} onClick={() => be('online')}>
        <span class="presence-dot" /> {t('Online')}
      </button>
      <button type="button" class="menu-item" aria-pressed={away} onClick={() => be('away')}>
        <span class="presence-dot presence-away" /> {t('Away')}
        <span class="menu-hint">{t('No new conversations')}</span>
      </button>
      <hr />
      <div class="menu-narrow">
        {item('people', t('Customers'), () => actions.go(customersRoute(view)))}
        {administers && item('settings', t('Settings'), () => actions.go(settingsRoute(view)))}
      </div>
      {item('settings', t('Preferences'), () => actions.go(settingsRoute(view, 'preferences')))}
      {item('keyboard', t('Shortcuts'), () => (panels.dialog.value = { name: 'shortcuts' }))}
      <button type="button" class="menu-item" onClick={onSignOut}>
        <Icon name="out" /> {t('Sign out')}
      </button>
    </div>
  );
}
