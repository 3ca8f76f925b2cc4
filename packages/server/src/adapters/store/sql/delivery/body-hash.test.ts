import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmac } from './body-hash.js';

it('[P32] the hash of a body is the HMAC-SHA256 of RFC 2104, whatever the length of the key', () => {
  const key = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.string());
  fc.assert(
    fc.property(key, fc.string({ unit: 'grapheme' }), (secret, text) => {
      expect(hmac(secret, text)).toBe(createHmac('sha256', secret).update(text).digest('base64url'));
    }),
  );
});
