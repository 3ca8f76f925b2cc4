// Under which names an address is charged (S42): a household shares an IPv6 /64, a provider hands out /48s and /24s by the thousand.

export interface AddressGroups {
  /** IPv4 address, or IPv6 /64. */
  narrow: string;
  /** IPv4 /24, or IPv6 /48: ten times the rate. */
  wide: string;
}

const GROUPS_OF_64 = 4;
const GROUPS_OF_48 = 3;

export function addressGroups(address: string): AddressGroups {
  if (!address.includes(':')) return { narrow: address, wide: `${address.split('.').slice(0, 3).join('.')}.0/24` };
  const groups = expand(address);
  return { narrow: `${groups.slice(0, GROUPS_OF_64).join(':')}::/64`, wide: `${groups.slice(0, GROUPS_OF_48).join(':')}::/48` };
}

/** The eight groups of an IPv6 address, `::` written out, zone left out. */
function expand(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ''));
}
