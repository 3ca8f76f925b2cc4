// Whose address a request is charged to (S55): the socket's, unless that is a trusted proxy; then the rightmost untrusted hop.

/** `forwardedFor`: the X-Forwarded-For header, if any. `trusted`: exact addresses of the operator's own proxies. */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: readonly string[]): string {
  const plain = plainAddress(peer);
  if (!trusted.includes(plain) || forwardedFor === undefined) return plain;
  const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()));
  for (let i = hops.length - 1; i >= 0; i -= 1) {
    const hop = hops[i];
    if (hop !== undefined && hop !== '' && !trusted.includes(hop)) return hop;
  }
  return plain;
}

/** IPv4 in IPv6 clothes is the same peer. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
