import { expect, it } from 'vitest';
import { createMemoryLimiter } from './memory-limiter.js';

const FAST = { burst: 2, perMinute: 60 };
const SLOW = { burst: 1, perMinute: 1 / 60 };

function manual() {
  let now = 1_000_000;
  const clock = { now: () => now, after: () => () => undefined };
  return { clock, pass: (ms: number) => (now += ms) };
}

it('buckets that are full again by their own refill are forgotten, others are kept', async () => {
  const { clock, pass } = manual();
  const limiter = createMemoryLimiter(clock);
  for (let i = 0; i < 20_000; i += 1) await limiter.take(`passer-by ${i}`, FAST);
  await limiter.take('slow', SLOW);
  expect(limiter.size()).toBe(20_001);
  pass(59_999);
  await limiter.take('later', FAST);
  expect(limiter.size()).toBe(20_002); // not yet: at most one sweep a minute
  pass(1);
  await limiter.take('later', FAST);
  expect(limiter.size()).toBe(2);
  expect(await limiter.take('slow', SLOW)).toMatchObject({ ok: false });
});

it('an hour is not enough for a bucket that takes longer to fill', async () => {
  const { clock, pass } = manual();
  const limiter = createMemoryLimiter(clock);
  const daily = { burst: 24, perMinute: 1 / 60 };
  await limiter.take('a', daily, 24);
  pass(2 * 3_600_000);
  expect(await limiter.take('a', daily, 3)).toMatchObject({ ok: false });
  expect(await limiter.take('a', daily, 2)).toEqual({ ok: true });
});

it('never keeps more than its cap; the oldest goes first', async () => {
  const limiter = createMemoryLimiter(manual().clock, { bucketsMax: 3 });
  for (const key of ['a', 'b', 'c', 'a', 'd']) await limiter.take(key, SLOW);
  expect(limiter.size()).toBe(3);
  expect(await limiter.take('b', SLOW)).toMatchObject({ ok: false });
  expect(await limiter.take('a', SLOW)).toEqual({ ok: true });
});

it('what is given back fills the bucket to its burst and no further', async () => {
  const limiter = createMemoryLimiter(manual().clock);
  await limiter.take('a', FAST, 2);
  await limiter.give('a', FAST, 5);
  expect(await limiter.take('a', FAST, 2)).toEqual({ ok: true });
  expect(await limiter.take('a', FAST)).toMatchObject({ ok: false });
});

it('a clock that goes back stops nothing', async () => {
  const { clock, pass } = manual();
  const limiter = createMemoryLimiter(clock);
  await limiter.take('a', FAST);
  pass(-500_000);
  await limiter.take('b', FAST);
  pass(60_000);
  await limiter.take('c', FAST);
  pass(60_000);
  await limiter.take('c', FAST);
  expect(limiter.size()).toBeLessThan(3);
});
