import { expect, it } from 'vitest';
import fc from 'fast-check';
import { takeTokens } from './token-bucket.js';
import type { Bucket } from './token-bucket.js';

const RATE = { burst: 20, perMinute: 30 };

it('[S40] lets a burst of 20 through, refuses the 21st and says when it may come', () => {
  let bucket: Bucket | undefined;
  for (let i = 0; i < 20; i += 1) {
    const taken = takeTokens(bucket, RATE, 1, 1_000);
    expect(taken.ok).toBe(true);
    bucket = taken.bucket;
  }
  const refused = takeTokens(bucket, RATE, 1, 1_000);
  expect(refused).toMatchObject({ ok: false, retryMs: 2_000 });
  expect(takeTokens(refused.bucket, RATE, 1, 3_000).ok).toBe(true);
});

it('[S40] a full batch passes a full bucket, and over any minute at most burst + 30 pass', () => {
  expect(takeTokens(undefined, RATE, 20, 0).ok).toBe(true);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 }), (gaps) => {
      let now = 0;
      let bucket: Bucket | undefined;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (now > 60_000) break;
        const taken = takeTokens(bucket, RATE, 1, now);
        bucket = taken.bucket;
        if (taken.ok) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(50);
    }),
  );
});
