import { expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { announceHeads } from './beacon.js';
import type { Subscriber } from './subscriptions.js';

const SOCKETS = 3_000;

class CountingMap extends Map<string, { pub: number; int: number }> {
  static looks = 0;
  override get(conv: string) {
    CountingMap.looks += 1;
    return super.get(conv);
  }
}

function subscriberOf(i: number, told: string[]): Subscriber {
  return {
    side: 'visitor',
    userId: null,
    siteId: 'site',
    principalId: `visitor-${i}`,
    joined: new CountingMap([[`conv-${i}`, { pub: i % 2, int: 0 }]]),
    emit: (_event, payload) => told.push(JSON.stringify(payload)),
    close: () => undefined,
  };
}

it('[P43] each conversation is told to who listens to it and lags, in reads of at most 500, with work that grows with the joins', async () => {
  const told: string[] = [];
  const reads: number[] = [];
  const heads: Store['heads'] = ({ convs }) => {
    reads.push(convs.length);
    return Promise.resolve(convs.map((conv) => ({ conv, pub: 1, int: 7 })));
  };
  const subscribers = Array.from({ length: SOCKETS }, (_, i) => subscriberOf(i, told));
  await announceHeads({ store: { epoch: 'e', heads } }, 'site', subscribers);
  expect(told).toHaveLength(SOCKETS / 2);
  expect(told[0]).toBe(JSON.stringify({ conv: 'conv-0', epoch: 'e', pub: 1 }));
  expect(reads).toEqual(Array.from({ length: SOCKETS / 500 }, () => 500));
  expect(CountingMap.looks).toBe(SOCKETS);
});
