import { expect, it } from 'vitest';
import { isPublicAddress } from './addresses.js';

it('[S75] refuses every address that is not on the public internet, however it is written', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '[::ffff:7f00:1]',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fd00::1',
    'fe80::1%eth0',
    'ff02::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ];
  expect(inside.filter(isPublicAddress)).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '[2a00:1450::1]'].filter((one) => !isPublicAddress(one))).toEqual([]);
});
