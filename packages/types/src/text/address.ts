// Where a link may lead (W162, S110). Pure. Invariants: only http, https, mailto and tel, after URL parsing; no name or password in the
// address; what stands in a link's text cannot pretend to lead elsewhere.

/** A link: its text, where it leads, and what its text does not say. */
export interface LinkNode {
  kind: 'link';
  /** As the URL parser wrote it. */
  href: string;
  label: string;
  /** Host, mail address or number where the label names another or none; empty: the label says it. Foreign letters as punycode. */
  leadsTo: string;
}

interface Parsed {
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}
// Browsers and Node have it; this package names the types of neither.
declare const URL: new (address: string) => Parsed;

const MAIL = /^[^\s@]{1,256}@[^\s@]{1,256}$/;
const NUMBER = /^\+?[\d().-]{2,40}$/; // no * and #: a tap must not run a service code

/** What a person should see of an address; null: it is no link. */
function placeOf({ protocol, username, password, host, pathname, search, hash }: Parsed): string | null {
  if (protocol === 'http:' || protocol === 'https:') return host && !username && !password ? host : null;
  if (protocol === 'mailto:') return MAIL.test(pathname) ? pathname : null;
  return protocol === 'tel:' && NUMBER.test(pathname) && !search && !hash ? pathname : null;
}

function says(label: string, place: string, protocol: string): boolean {
  const said = label.trim().toLowerCase();
  if (protocol === 'tel:') return said.replace(/[^\d+]/g, '') === place.replace(/[^\d+]/g, '');
  if (protocol === 'mailto:') return said.replace(/^mailto:/, '') === place.toLowerCase();
  const from = said.replace(/^https?:\/\//, '');
  return from.startsWith(place) && /^(?:[/?#:]|$)/.test(from.slice(place.length));
}

/** The link `label` → `address`; null when the address may not be one. */
export function linkTo(address: string, label: string): LinkNode | null {
  let url: Parsed;
  try {
    url = new URL(address);
  } catch {
    return null; // no address
  }
  const place = placeOf(url);
  if (place === null) return null;
  return { kind: 'link', href: url.href, label, leadsTo: says(label, place, url.protocol) ? '' : place };
}
