// The host element and the launcher, in plain DOM: all that a visitor who never chats has to load.
// Invariants: the host hangs on the document element, outside <body> (W51, W77); nothing but it is added to the page (W83).
import { drawIcon } from './icon-svg.js';
import { launcherStyle } from './launcher-style.js';

const REATTACH_MAX = 10; // W51: a page that removes us more often than this per minute means it
const MINUTE_MS = 60_000;

export interface Launcher {
  readonly element: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Carries the custom properties of brand and place. */
  readonly frame: HTMLElement;
  readonly button: HTMLButtonElement;
  remove(): void;
}

export interface LauncherOptions {
  position?: unknown;
  /** px from the window's inline and block edge, as `20,20` or an array. */
  offset?: unknown;
  /** `#rrggbb`; anything else means the default. */
  color?: unknown;
  /** `none` draws it hidden. */
  launcher?: unknown;
  pressed(): unknown;
  /** The visitor may press soon: fetch what that needs. */
  near(): unknown;
  /** The page keeps removing the host. */
  banished(): unknown;
}

export function drawLauncher(
  element: HTMLElement,
  { position, offset, color, launcher, pressed, near, banished }: LauncherOptions,
): Launcher {
  const root = document.documentElement;
  const frame = document.createElement('div');
  const button = document.createElement('button');
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyle);
  shadow.adoptedStyleSheets = [sheet];
  // Black or white, whichever the icon is seen better in; the panel refines both for text (W151).
  const brand = /^#[0-9a-f]{6}$/i.test(String(color)) ? String(color) : '#1f4ed8';
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(brand.slice(at, at + 2), 16) ** 2.2);
  const bright = red + green * 3.4 + blue / 3 > 280_000; // a luminance of 0.3
  const [x = 20, y = 20] = String(offset).match(/\d+/g) ?? [];
  frame.className = String(position);
  frame.style.cssText = `--x:${x}px;--y:${y}px;--tl-brand:${brand};--tl-on:${bright ? '#000' : '#fff'}`;
  Object.assign(button, {
    type: 'button',
    className: 'launcher',
    ariaLabel: 'Open chat',
    ariaExpanded: 'false',
    onclick: pressed,
    onpointerenter: near,
  });
  button.append(drawIcon('M12 20a8 8 0 1 0-6.9-3.9L4 20l3.9-1.1A8 8 0 0 0 12 20zM8.5 12h.01m3.5 0h.01m3.5 0h.01'));
  frame.append(button);
  button.hidden = launcher === 'none';
  shadow.replaceChildren(frame);
  root.append(element);

  let moves = 0;
  const watch = new MutationObserver(() => {
    if (element.isConnected) return;
    setTimeout(() => (moves -= 1), MINUTE_MS);
    if ((moves += 1) > REATTACH_MAX) banished();
    else root.append(element);
  });
  watch.observe(root, { childList: true });
  return {
    element,
    shadow,
    frame,
    button,
    remove() {
      watch.disconnect();
      element.remove();
    },
  };
}
