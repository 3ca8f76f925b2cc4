import { limits } from '@throughline/types';
import { expect, it } from 'vitest';
import { fakeVisitor } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { Subscriptions } from './subscriptions.js';
import { watchOrigins } from './watch-origins.js';

const SHOP = 'https://shop.example';

it('[S130] the socket of a page whose origin was taken away ends within a round; others, and those without an origin, stay', async () => {
  const site = { origins: [SHOP, 'https://*.shop.example'] };
  const subscriptions = new Subscriptions();
  const opened = (siteId: string, id: string, origin: string | null) => {
    const { subscriber, heard } = fakeVisitor(siteId, id);
    subscriptions.add({ ...subscriber, origin });
    return heard;
  };
  const [page, branch, app, other] = [
    opened('site', 'a', SHOP),
    opened('site', 'b', 'https://eu.shop.example'),
    opened('site', 'c', null),
    opened('other', 'd', SHOP),
  ];
  const next: { ms: number; run: () => void }[] = [];
  const clock = {
    now: () => 0,
    after: (ms: number, run: () => void) => {
      next.push({ ms, run });
      return () => void next.splice(0);
    },
  };
  const rounds = async (): Promise<void> => {
    next.shift()?.run();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const sites = { byId: (id: string) => Promise.resolve(id === 'site' ? site : { origins: ['*'] }) };
  const stop = watchOrigins({ sites, subscriptions, clock, log: heardLog() });
  await rounds();
  expect([page, branch, app, other].map(({ closed }) => closed)).toEqual([false, false, false, false]);
  site.origins = [SHOP.replace('shop', 'new')];
  expect(next).toMatchObject([{ ms: limits.BEACON_MS }]);
  await rounds();
  expect([page, branch, app, other].map(({ closed }) => closed)).toEqual([true, true, false, false]);
  stop();
  expect(next).toEqual([]);
});
