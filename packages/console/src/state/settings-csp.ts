// What a pasted Content Security Policy lacks for the widget, in words (§17). Pure. Only the directives the widget needs are judged.

export interface PolicyGap {
  /** As it has to be named: `script-src`, or the `default-src` that holds for it. */
  directive: string;
  missing: readonly string[];
}

/** Directive → its sources, lower case where that does not matter. A page's header or a meta tag's content, or one directive a line. */
function directivesOf(policy: string): ReadonlyMap<string, readonly string[]> {
  const text = policy
    .replace(/^\s*content-security-policy(-report-only)?\s*:/i, '')
    .replace(/\r?\n(?=\s*(?:[a-z]+-)+(?:src|uri|to|ancestors)\b)/gi, ';');
  const found = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    const directive = name?.toLowerCase() ?? '';
    if (directive !== '' && !found.has(directive)) found.set(directive, sources); // of two, the first one counts
  }
  return found;
}

const DEFAULT_PORTS: Record<string, string> = { 'https:': '443', 'http:': '80', 'wss:': '443', 'ws:': '80' };
const portOf = (url: URL): string => (url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? '') : url.port);

/** Whether a source of a policy allows an address, as browsers match them. */
function allows(source: string, wanted: URL, own: string | null): boolean {
  const text = source.toLowerCase();
  if (text === "'self'") return own !== null && own === wanted.origin.replace(/^ws/, 'http');
  if (text === '*') return true;
  if (/^[a-z][a-z0-9+.-]*:$/.test(text)) return text === wanted.protocol || (text === 'http:' && wanted.protocol === 'https:');
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?((?:\*\.)?[^/:]+|\*)(?::(\d+|\*))?(\/.*)?$/.exec(text);
  if (parts === null) return false;
  const [, scheme, host = '', port, path = ''] = parts;
  if (scheme !== undefined && `${scheme}:` !== wanted.protocol) return false;
  const name = wanted.hostname.toLowerCase();
  if (host !== '*' && (host.startsWith('*.') ? !name.endsWith(host.slice(1)) : host !== name)) return false;
  if (port === undefined ? portOf(wanted) !== DEFAULT_PORTS[wanted.protocol] : port !== '*' && port !== portOf(wanted)) return false;
  return path === '' || path === '/' || (path.endsWith('/') ? wanted.pathname.startsWith(path) : wanted.pathname === path);
}

/**
 * @param needed `script-src   https://chat.example/` and `connect-src  …`, as the install page prints them
 * @returns empty: the widget works under this policy. Null: this is no policy.
 */
export function policyGaps(policy: string, needed: string): PolicyGap[] | null {
  const given = directivesOf(policy);
  if (![...given.keys()].some((name) => /-src(-elem|-attr)?$/.test(name))) return null;
  const gaps: PolicyGap[] = [];
  for (const line of needed.split('\n')) {
    const [name = '', ...addresses] = line.trim().split(/\s+/);
    const element = name === 'script-src' ? 'script-src-elem' : name;
    const directive = [element, name, 'default-src'].find((one) => given.has(one));
    if (directive === undefined) continue; // nothing forbids it
    const sources = given.get(directive) ?? [];
    const missing = addresses.filter((address) => {
      const url = new URL(address.endsWith('/') ? address : `${address}/`);
      return !sources.some((source) => allows(source, url, null));
    });
    if (missing.length > 0) gaps.push({ directive: directive === 'default-src' ? name : directive, missing });
  }
  return gaps;
}
