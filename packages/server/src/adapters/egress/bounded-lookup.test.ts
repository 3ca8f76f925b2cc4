import { expect, it } from 'vitest';
import { boundedLookup } from './bounded-lookup.js';

it('[S75] a name server that does not answer holds one lookup, for a bounded time', async () => {
  let asked = 0;
  const answer = [{ address: '203.0.113.9', family: 4 }];
  const lookup = boundedLookup((host) => {
    asked += 1;
    return host === 'silent.example' ? new Promise(() => {}) : Promise.resolve(answer);
  }, 30);
  const silent = await Promise.allSettled([lookup('silent.example'), lookup('silent.example'), lookup('silent.example')]);
  expect(silent.map((one) => (one.status === 'rejected' ? one.reason.code : one.status))).toEqual(['ETIMEDOUT', 'ETIMEDOUT', 'ETIMEDOUT']);
  expect(asked).toBe(1);
  expect(await lookup('shop.example')).toEqual(answer);
  expect(await lookup('shop.example')).toEqual(answer);
  expect(asked).toBe(3);
});
