import { limits } from '@throughline/types';
import type { Got } from '@throughline/types';
import { expect, it } from 'vitest';
import { createMemoryLimiter } from '../../adapters/limiter/memory-limiter.js';
import { StoreUnavailable } from '../../ports/store.js';
import type { Hint } from '../../ports/bus.js';
import type { DeliveryOps } from '../../ports/store-delivery.js';
import { fakeAgent } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { createGot } from './got.js';
import { Subscriptions } from './subscriptions.js';

const SITE = 'site';
const CONVERSATIONS = 30;
const { burst } = limits.RATE_SIGNALS;

function stage() {
  const state = { epoch: 'e', away: false, head: 1_000, now: 0 };
  const stored = new Map<string, { delivered: number; read: number }>();
  const published: Hint[] = [];
  const timers: { at: number; run: () => void }[] = [];
  let writes = 0;
  const clock = {
    now: () => state.now,
    after: (ms: number, run: () => void) => {
      timers.push({ at: state.now + ms, run });
      return () => undefined;
    },
  };
  const receipt: DeliveryOps['receipt'] = ({ conv, delivered, read }) => {
    writes += 1;
    if (state.away) return Promise.reject(new StoreUnavailable('away'));
    const held = stored.get(conv) ?? { delivered: 0, read: 0 };
    const receipts = {
      delivered: Math.max(held.delivered, Math.min(delivered, state.head)),
      read: Math.max(held.read, Math.min(read, state.head)),
    };
    stored.set(conv, receipts);
    return Promise.resolve({ moved: receipts.delivered > held.delivered || receipts.read > held.read, receipts });
  };
  const subscriptions = new Subscriptions();
  const { subscriber } = fakeAgent(SITE, 'agt_1', 'hash');
  subscriptions.add(subscriber);
  for (let i = 0; i < CONVERSATIONS; i += 1) subscriptions.join(subscriber, `conv_${i}`);
  const store = {
    receipt,
    get epoch() {
      return state.epoch;
    },
  };
  const bus = { publish: (hint: Hint) => void published.push(hint), subscribe: () => () => undefined, close: () => Promise.resolve() };
  const take = createGot({ store, bus, limiter: createMemoryLimiter(clock), clock, log: heardLog(), subscriptions });
  const principal = { type: 'agent', siteId: SITE, id: 'agt_1', name: 'Ann', role: 'agent' } as const;
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };
  return {
    ...{ state, stored, published, subscriber, subscriptions, settled },
    writes: () => writes,
    got: (message: Got): void => void take({ principal, subscriber }, message),
    pass: async (ms: number): Promise<void> => {
      state.now += ms;
      for (const { run } of timers.splice(0).filter((timer) => timer.at <= state.now || (timers.push(timer), false))) run();
      await settled();
    },
  };
}
const pub = (seq: number, conv = 'conv_0'): Got => ({ conv, lane: 'pub', seq, read: seq });

it('[P13] however fast positions come, the last one is stored in the end, and writes keep to the rate', async () => {
  const s = stage();
  for (let seq = 1; seq <= 100; seq += 1) {
    s.got(pub(seq));
    await s.settled();
  }
  expect(s.writes()).toBe(burst);
  await s.pass(1_000);
  expect(s.stored.get('conv_0')).toEqual({ delivered: 100, read: 100 });
  expect(s.writes()).toBe(burst + 1);
  expect(s.published.at(-1)).toMatchObject({ type: 'receipt', conv: 'conv_0', receipts: { delivered: 100, read: 100 } });
  await s.pass(60_000);
  expect(s.writes()).toBe(burst + 1);
});

it('[P13] each conversation has its own rate, and what is said of notes takes nothing from it', async () => {
  const s = stage();
  for (let seq = 1; seq <= 100; seq += 1) s.got({ conv: 'conv_0', lane: 'int', seq });
  for (let i = 0; i < CONVERSATIONS; i += 1) s.got(pub(1, `conv_${i}`));
  await s.settled();
  expect(s.stored.size).toBe(CONVERSATIONS);
  expect(s.subscriber.joined.get('conv_0')?.int).toBe(100);
});

it('[P13] a receipt that the store could not take is written when it can again, for as long as its socket is there', async () => {
  const s = stage();
  s.state.away = true;
  s.got(pub(3));
  await s.settled();
  await s.pass(limits.BEACON_MS);
  expect([s.writes(), s.stored.size]).toEqual([2, 0]);
  s.state.away = false;
  await s.pass(limits.BEACON_MS);
  expect(s.stored.get('conv_0')).toEqual({ delivered: 3, read: 3 });
  s.state.away = true;
  s.got(pub(4));
  await s.settled();
  s.subscriptions.remove(s.subscriber);
  await s.pass(limits.BEACON_MS);
  expect(s.writes()).toBe(4);
});

it('[P13] [P26] a position above the head is asked about once, and one of the history before not at all', async () => {
  const s = stage();
  s.state.head = 5;
  s.got(pub(9));
  await s.settled();
  await s.pass(60_000);
  expect([s.writes(), s.stored.get('conv_0')]).toEqual([1, { delivered: 5, read: 5 }]);
  for (let seq = 10; seq <= 10 + burst; seq += 1) {
    s.got(pub(seq));
    await s.settled();
  }
  const before = s.writes();
  s.state.epoch = 'another';
  s.subscriber.joined.get('conv_0')?.reset();
  await s.pass(60_000);
  expect(s.writes()).toBe(before);
  expect(s.subscriber.joined.get('conv_0')?.pub).toBe(0); // what is late confirms nothing of the new history
});

it('[P44] nothing is written of a conversation that the socket does not listen to', async () => {
  const s = stage();
  s.got(pub(1, 'conv_unknown'));
  await s.settled();
  expect(s.writes()).toBe(0);
});
