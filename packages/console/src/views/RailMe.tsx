// Who is signed in, whether colleagues see them as here, the palette, and the way out (K58).
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { Avatar } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';
import { leave } from './leave.js';
import { railMenu } from './rail-parts.js';

export function RailMe(): VNode {
  const console_ = useConsole();
  const { store, panels } = console_;
  const menu = useId();
  const session = store.session.value;
  const name = session.state === 'signed_in' ? session.session.agent.name : '';
  const away = store.presence.value === 'away';
  const presence = away ? t('Away') : t('Online');
  function signOut(): void {
    if (store.unsaved.value || store.counts.value.mine > 0) panels.dialog.value = { name: 'sign-out' };
    else void leave(console_);
  }
  return (
    <div class="rail-bottom">
      <button type="button" class="rail-view rail-wide" title="Ctrl K" onClick={() => (panels.paletteOpen.value = true)}>
        <Icon name="keyboard" />
        <span class="rail-view-name">{t('Commands')}</span>
      </button>
      <div class="rail-me">
        <button
          type="button"
          class="rail-presence"
          popovertarget={menu}
          aria-label={t('{name}, {presence}. Change your status', { name, presence })}
          title={presence}
        >
          <Avatar name={name} />
          <span class={`presence-dot ${away ? 'presence-away' : ''}`} />
          <span class="rail-me-name">
            <bdi>{name}</bdi>
            <span class="rail-me-status">{presence}</span>
          </span>
        </button>
        <button type="button" class="icon-button rail-wide" aria-label={t('Sign out')} title={t('Sign out')} onClick={signOut}>
          <Icon name="out" />
        </button>
      </div>
      <railMenu.View id={menu} onSignOut={signOut} />
    </div>
  );
}
