import { expect, it } from 'vitest';
import { clientAddress } from './client-address.js';

it('[S55] a forged X-Forwarded-For changes nothing unless the peer is a trusted proxy; then the rightmost untrusted hop counts', () => {
  expect(clientAddress('203.0.113.9', '1.1.1.1', [])).toBe('203.0.113.9');
  expect(clientAddress('::ffff:203.0.113.9', undefined, [])).toBe('203.0.113.9');
  expect(clientAddress('10.0.0.2', '6.6.6.6, 198.51.100.7', ['10.0.0.2'])).toBe('198.51.100.7');
  expect(clientAddress('10.0.0.2', '6.6.6.6, 198.51.100.7, 10.0.0.3', ['10.0.0.2', '10.0.0.3'])).toBe('198.51.100.7');
  expect(clientAddress('10.0.0.2', '', ['10.0.0.2'])).toBe('10.0.0.2');
});
