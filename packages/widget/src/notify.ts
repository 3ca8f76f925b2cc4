// Notifications of the desktop while the page is hidden (W180). Invariants: never asks by itself; says that there is a message and never
// what it says; no service worker (W183), so phones that insist on one have none.
import { t } from './core/words.js';
import type { PanelHost } from './seams/panel.js';

const supported = (): boolean => 'Notification' in window && isSecureContext;

/** The visitor can be offered them: the site wants it, and nobody said yes or no so far. */
export const mayOffer = ({ settings, keep }: PanelHost): boolean =>
  settings.notifications === true && supported() && Notification.permission !== 'denied' && !keep.get('notify');

/** To be called in the click on the offer. */
export async function askToNotify({ keep }: PanelHost): Promise<void> {
  if ((await Notification.requestPermission()) === 'granted') keep.set('notify', '1');
}

/** @param pressed the visitor clicked on it */
export function notify({ keep, settings, site }: PanelHost, pressed: () => void): void {
  if (!document.hidden || !settings.notifications || !keep.get('notify') || !supported() || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(settings.name, { body: t('You have a new message'), tag: `tl:${site}`, silent: true });
    shown.onclick = () => {
      shown.close();
      window.focus();
      pressed();
    };
  } catch {
    keep.set('notify', null); // wants a service worker
  }
}
