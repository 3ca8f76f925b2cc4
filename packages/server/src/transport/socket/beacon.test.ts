import { expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { fakeVisitor } from '../../testing/fake-subscriber.js';
import { Announced } from './announced.js';
import { announceHeads } from './beacon.js';
import { PushWindow } from './push-window.js';
import type { Subscriber } from './subscriptions.js';

const SOCKETS = 3_000;

class CountingMap extends Map<string, PushWindow> {
  static looks = 0;
  override get(conv: string) {
    CountingMap.looks += 1;
    return super.get(conv);
  }
}

function confirmedUpTo(pub: number): PushWindow {
  const window = new PushWindow();
  window.confirm('pub', pub);
  return window;
}

function subscriberOf(i: number, told: string[]): Subscriber {
  return {
    ...fakeVisitor('site', `visitor-${i}`).subscriber,
    joined: new CountingMap([[`conv-${i}`, confirmedUpTo(i % 2)]]),
    emit: (_event, payload) => void told.push(JSON.stringify(payload)),
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
  await announceHeads({ store: { epoch: 'e', heads }, announced: new Announced('e') }, 'site', subscribers);
  expect(told).toHaveLength(SOCKETS / 2);
  expect(told[0]).toBe(JSON.stringify({ conv: 'conv-0', epoch: 'e', pub: 1 }));
  expect(reads).toEqual(Array.from({ length: SOCKETS / 500 }, () => 500));
  expect(CountingMap.looks).toBe(SOCKETS);
});
