import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase32, toBase32 } from './base32.js';
import { codeOfStep, otpauthAddress, stepAt, stepOfCode } from './totp.js';
import type { HmacSha1 } from './totp.js';

const hmac: HmacSha1 = (key, message) => createHmac('sha1', key).update(message).digest();
const same = (a: string, b: string): boolean => a === b;
const KEY = new TextEncoder().encode('12345678901234567890'); // the secret of RFC 6238, appendix B

it('[S25] computes the codes of RFC 6238, appendix B', () => {
  const codes = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000].map((second) =>
    codeOfStep(hmac, KEY, stepAt(second * 1_000)),
  );
  expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037', '353130']); // the last six of its eight digits
});

it('[S25] takes the code of this step and of the one beside it, and no other', () => {
  const now = 1_111_111_111_000;
  const tried = [-2, -1, 0, 1, 2].map((off) =>
    stepOfCode({ hmac, same }, { key: KEY, code: codeOfStep(hmac, KEY, stepAt(now) + off), now }),
  );
  expect(tried).toEqual([null, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, null]);
  for (const code of ['', '05047', '0504711', 'abcdef']) expect(stepOfCode({ hmac, same }, { key: KEY, code, now })).toBeNull();
});

it('[S25] a secret in base32 is read back as it was', () => {
  expect(toBase32(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI'); // RFC 4648 §10, unpadded
  expect(fromBase32('MZXW6YTBO1')).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect([...(fromBase32(toBase32(bytes)) ?? [])]).toEqual([...bytes]);
    }),
  );
});

it('[S25] names issuer and account for the app', () => {
  expect(otpauthAddress({ issuer: 'Harbour & Pine', account: 'ada@harbour.example', secret: 'ABC' })).toBe(
    'otpauth://totp/Harbour%20%26%20Pine:ada%40harbour.example?secret=ABC&issuer=Harbour%20%26%20Pine',
  );
});
