import { expect, it } from 'vitest';
import { addressGroups } from './address-groups.js';

it('[S42] charges an IPv4 address and its /24, an IPv6 /64 and its /48', () => {
  expect(addressGroups('203.0.113.9')).toEqual({ narrow: '203.0.113.9', wide: '203.0.113.0/24' });
  expect(addressGroups('2001:db8:0:1:a::1')).toEqual({ narrow: '2001:db8:0:1::/64', wide: '2001:db8:0::/48' });
  expect(addressGroups('2001:0db8::1')).toEqual(addressGroups('2001:db8:0:0:ffff::2'));
  expect(addressGroups('::1')).toEqual({ narrow: '0:0:0:0::/64', wide: '0:0:0::/48' });
});
