// May a page of this origin use the site's public key (S130)? Exact scheme, host and port; a wildcard only as the whole leftmost label.
// (Not a suffix test: `https://evil-example.com` ends like `example.com`.)

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443' };
const ENTRY = /^([a-z][a-z0-9+.-]*):\/\/([^/\s]+)\/?$/;
const WILDCARD = '*.';

/** `origins`: `scheme://host[:port]`, `https://*.example.com`, or `*` for any. `origin` is the header as sent; `null` is nobody. */
export function originAllowed(origins: readonly string[], origin: string): boolean {
  return origins.some((entry) => entry === '*' || matches(entry, origin));
}

/** True for what `site:add --origin` takes: an origin without path, a wildcard as the whole leftmost label, or `*`. */
export function isOriginPattern(entry: string): boolean {
  if (entry === '*') return true;
  const parts = ENTRY.exec(entry.trim().toLowerCase());
  if (parts === null) return false;
  const authority = parts[2] ?? '';
  const host = authority.startsWith(WILDCARD) ? authority.slice(WILDCARD.length) : authority;
  return /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/.test(host) && (host === authority || host.includes('.'));
}

function matches(entry: string, origin: string): boolean {
  const parts = ENTRY.exec(entry.trim().toLowerCase());
  if (parts === null) return false;
  const [, scheme = '', authority = ''] = parts;
  const port = DEFAULT_PORTS[scheme];
  const host = port !== undefined && authority.endsWith(port) ? authority.slice(0, -port.length) : authority;
  if (!host.startsWith(WILDCARD)) return origin === `${scheme}://${host}`;
  const prefix = `${scheme}://`;
  const suffix = host.slice(1);
  if (!origin.startsWith(prefix) || !origin.endsWith(suffix)) return false;
  return /^[a-z0-9-]+$/.test(origin.slice(prefix.length, -suffix.length));
}
