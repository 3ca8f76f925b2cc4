// What a site has to be given before the widget runs on it: the tag, and what a strict page has to allow.

export const scriptTag = (relayUrl: string, siteId: string): string =>
  `<script async src="${relayUrl}/widget.js" data-site="${siteId}"></script>`;

/** The same in an app with a bundler, of `@throughline/widget`. */
export const appLines = (relayUrl: string, siteId: string): string =>
  `import { init } from '@throughline/widget';\n\nawait init({ site: '${siteId}', host: '${relayUrl}' });`;

/** The chat in a window of its own. */
export const chatLink = (relayUrl: string, siteId: string): string => `${relayUrl}/chat/${siteId}`;

/** What a strict page has to allow, as `docs/widget.md` prints it. A base path ends in a slash there. */
export function policyLines(relayUrl: string): string {
  const { origin, pathname } = new URL(relayUrl);
  const path = pathname === '/' ? '' : `${pathname.replace(/\/$/, '')}/`;
  const base = `${origin}${path}`;
  return [`script-src   ${base}`, `connect-src  ${base} ${base.replace(/^http/, 'ws')}`].join('\n');
}

/** A letter in the reader's own mail program: the relay sends nothing and learns no address. */
export const letter = (subject: string, lines: readonly string[]): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join('\r\n\r\n'))}`;
