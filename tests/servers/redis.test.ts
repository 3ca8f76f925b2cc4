import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRedis } from './redis.js';

describe('the Redis of a test run', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('[G44] answers on a socket of its own and leaves nothing behind', async () => {
    vi.stubEnv('REDIS_URL', '');
    const redis = await startRedis();
    expect(existsSync(redis.address)).toBe(true);
    await redis.stop();
    await redis.stop();
    expect(existsSync(redis.address)).toBe(false);
  });
});
