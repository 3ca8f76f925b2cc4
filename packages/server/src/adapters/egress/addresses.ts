// Addresses that belong to nobody outside (S75): private, loopback, link-local, metadata, carrier NAT, documentation, multicast, and every
// way of writing an IPv4 address inside an IPv6 one. A webhook to one of them would read the operator's own network.
import { BlockList, isIP } from 'node:net';

const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96], // unspecified, loopback, IPv4-compatible
  ['::ffff:0:0', 96], // IPv4-mapped
  ['64:ff9b::', 96], // NAT64
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23], // Teredo and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const inside = new BlockList();
for (const [net, prefix] of IPV4) inside.addSubnet(net, prefix, 'ipv4');
const inside6 = new BlockList();
for (const [net, prefix] of IPV6) inside6.addSubnet(net, prefix, 'ipv6');

/** True for an address on the public internet; false for everything else, names included. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const version = isIP(bare);
  if (version === 4) return !inside.check(bare, 'ipv4');
  return version === 6 && !inside6.check(bare, 'ipv6');
}
