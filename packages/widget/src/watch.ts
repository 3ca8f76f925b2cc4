// What goes on beside the conversation: sound, title, notifications. Hears what any page hears: the events of the host element (W30).
import { createOneTab } from './io/one-tab.js';
import { notify } from './notify.js';
import { createSound } from './io/sound.js';
import { createTitleBadge } from './io/title-badge.js';
import { placeLauncher } from './launcher-place.js';
import type { ExtrasParts } from './seams/later.js';

export const watch: ExtrasParts['watch'] = (host, changed) => {
  const { keep, settings, site } = host;
  const { element, shadow, button } = host.launcher;
  const wanted = (): boolean => settings.sound !== false && !keep.get('quiet');
  const isOpen = (): boolean => button.ariaExpanded === 'true';
  const sound = createSound(shadow, wanted);
  const tabs = createOneTab(site);
  const title = settings.titleBadge === false ? undefined : createTitleBadge();
  const received = (): void =>
    tabs.run(() => {
      if (!isOpen() || !document.hasFocus()) sound.play(); // who looks at it needs no bell
      notify(host, () => isOpen() || button.click());
    });
  const unread = (event: Event): void => title?.count(event instanceof CustomEvent ? Number(event.detail?.count) : 0);
  element.addEventListener('throughline:message:received', received);
  element.addEventListener('throughline:unread', unread);
  title?.count(parseInt(button.dataset['unread'] ?? '') || 0);
  placeLauncher(host);

  return {
    get sound() {
      return wanted();
    },
    hush(quiet) {
      keep.set('quiet', quiet ? '1' : null);
      changed();
    },
    stop() {
      element.removeEventListener('throughline:message:received', received);
      element.removeEventListener('throughline:unread', unread);
      sound.stop();
      tabs.stop();
      title?.stop();
    },
  };
};
