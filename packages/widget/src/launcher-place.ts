// Where the visitor wants the launcher (W126): on the other side, or not at all for this visit, which ends with the tab.
import type { PanelHost } from './seams/panel.js';

const keyOf = ({ site }: PanelHost): string => `tl:${site}:hidden`;

/** Puts it where it was wanted before. */
export function placeLauncher(host: PanelHost): void {
  const side = host.keep.get('side');
  if (side === 'start' || side === 'end') put(host, side);
  try {
    if (sessionStorage.getItem(keyOf(host))) host.launcher.button.hidden = true;
  } catch {
    // Blocked storage: hidden until the next page only.
  }
}

function put({ launcher, options }: PanelHost, side: 'start' | 'end'): void {
  options['position'] = side; // so that `update` of another option leaves it there
  launcher.frame.className = side;
}

export function moveLauncher(host: PanelHost): void {
  const side = host.launcher.frame.className === 'start' ? 'end' : 'start';
  host.keep.set('side', side);
  put(host, side);
}

export function hideLauncher(host: PanelHost): void {
  host.launcher.button.hidden = true;
  host.emit('launcher:hide', undefined);
  if (host.options['consent'] === 'denied') return host.close();
  try {
    sessionStorage.setItem(keyOf(host), '1');
  } catch {
    // As above.
  }
  host.close();
}
