import { expect, it } from 'vitest';
import { createKeyUses } from './key-uses.js';

const HOUR = 3_600_000;

it('[K106] a key in constant use is written once an hour, each key by itself, and again after the store could not', async () => {
  let now = 5 * HOUR;
  let away = false;
  const written: unknown[] = [];
  const warned: string[] = [];
  const store = {
    keyUsed: (use: { siteId: string; sourceId: string | null; now: number }): Promise<void> => {
      if (away) return Promise.reject(new Error('away'));
      written.push(use);
      return Promise.resolve();
    },
  };
  const clock = { now: () => now, after: () => () => undefined };
  const used = createKeyUses({ store, clock, log: { warn: (text: string) => void warned.push(text) } });
  for (let n = 0; n < 100; n += 1) used('hash of the site', { id: 'site_1' });
  used('hash of a source', { id: 'site_1', keySourceId: 'src_1' });
  expect(written).toEqual([
    { siteId: 'site_1', sourceId: null, now },
    { siteId: 'site_1', sourceId: 'src_1', now },
  ]);
  now += HOUR - 1;
  used('hash of the site', { id: 'site_1' });
  expect(written).toHaveLength(2);
  now += 1;
  away = true;
  used('hash of the site', { id: 'site_1' });
  await expect.poll(() => warned).toHaveLength(1);
  away = false;
  used('hash of the site', { id: 'site_1' });
  expect(written).toHaveLength(2);
  now += 60_000;
  used('hash of the site', { id: 'site_1' });
  expect(written.at(-1)).toEqual({ siteId: 'site_1', sourceId: null, now });
});
