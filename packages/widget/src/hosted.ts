// The hosted page: the widget, open, as large as the window, without launcher. The site is the last part of the address; what the
// fragment says (`#code=…`, a conversation continued from elsewhere) is handed to the widget and taken out of the address.
// Invariant: no message interface: nothing another window says is heard here (S103).
import type {} from './globals.js';
import { hostedStyle } from './ui/hosted-style.js';

interface SiteLook {
  name?: string;
  color?: string;
}

const site = location.pathname.slice(location.pathname.lastIndexOf('/') + 1);
const code = new URLSearchParams(location.hash.slice(1)).get('code');
if (code) history.replaceState(null, '', location.pathname + location.search);

window.throughlineSettings = {
  site,
  open: true,
  launcher: 'none',
  load: 'now',
  track: 'none',
  locale: navigator.language,
  ...(code ? { resume: code } : {}),
};

let dressed: EventTarget | null = null;
/** Dresses the panel when it opens, and opens it again when it was closed: there is nothing behind it. */
addEventListener('throughline:open', ({ target }) => {
  const shadow = target instanceof HTMLElement ? target.shadowRoot : null;
  if (!shadow || target === dressed) return;
  dressed = target;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(hostedStyle);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  const { throughline } = window;
  if (code && typeof throughline === 'function') throughline('open', 'home'); // where it waits to be confirmed
});
addEventListener('throughline:close', () => {
  const { throughline } = window;
  if (typeof throughline === 'function') throughline('open');
});

/** Name and colour of the site; without them the page stays as it is. */
const wear = ({ name, color }: SiteLook): void => {
  if (name) document.title = name;
  if (!color) return;
  const theme = document.createElement('meta');
  Object.assign(theme, { name: 'theme-color', content: color });
  document.head.append(theme);
};
fetch(`../visitor/v1/settings/${encodeURIComponent(site)}`, { credentials: 'omit' })
  .then(async (answer) => answer.ok && wear(await answer.json()))
  .catch(() => console.warn('throughline', 'the relay cannot be reached')); // the widget says so too, where it is seen
