// The host element and the launcher, in plain DOM: all that a visitor who never chats has to load.
// Invariants: the host hangs on the document element, outside <body> (W51, W77); nothing but it is added to the page (W83).
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
  /** Anything but `bubble` draws it hidden. */
  launcher?: unknown;
  /** What the button is called; the relay says it in the visitor's language. */
  label?: unknown;
}

/** @param run `toggle` when it is pressed, `near` when the visitor may press soon: fetch what that needs
 *  @param banished the page keeps removing the host */
export function drawLauncher(
  element: HTMLElement,
  { position, offset, color, launcher, label = 'Open chat' }: LauncherOptions,
  run: (name: 'toggle' | 'near', args: []) => unknown,
  banished: () => unknown,
): Launcher {
  const root = document.documentElement;
  const frame = document.createElement('div');
  const button = document.createElement('button');
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyle);
  shadow.adoptedStyleSheets = [sheet];
  const [x = 20, y = 20] = `${offset}`.match(/\d+/g) ?? [];
  frame.className = `${position}`;
  frame.style.cssText = `--x:${x}px;--y:${y}px;--tl-brand:${/^#[\da-f]{6}$/i.test(`${color}`) ? color : '#1f4ed8'}`;
  Object.assign(button, {
    className: 'launcher',
    ariaLabel: label,
    ariaExpanded: false,
    onclick: () => run('toggle', []),
    onpointerenter: () => run('near', []),
  });
  frame.append(button);
  button.hidden = !!launcher && launcher !== 'bubble';
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
