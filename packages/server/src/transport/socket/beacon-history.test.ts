// The beacon under a store that goes back, and under people who may not be here any more.
import { limits } from '@throughline/types';
import { beforeEach, expect, it } from 'vitest';
import { fakeAgent, fakeVisitor } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { Announced } from './announced.js';
import { announceHeads, startBeacon } from './beacon.js';
import { Subscriptions } from './subscriptions.js';

const SITE = 'site';
const [OLD, NEW] = ['a'.repeat(32), 'b'.repeat(32)];

const deviceOf = (userId: string | null, convs: string[] = []) => ({ id: 'vis_1', userId, convs });

function stage() {
  const state = {
    epoch: OLD,
    stored: OLD,
    heads: new Map([['conv_1', { pub: 5, int: 2 }]]),
    renewed: [] as string[],
    live: {
      visitors: [deviceOf(null)],
      sessions: [{ hash: 'hash', role: 'agent' as const, department: null as string | null, teams: [] as string[] }],
    },
    /** Reads of heads that fail from here on. */
    failures: 0,
    asked: [] as { visitors: string[]; sessions: string[] }[],
    /** What the store is asked about, what it answers as closed, and what happens while it is asked. */
    doubted: [] as { visitorId: string; convs: string[] }[],
    closed: [] as string[],
    meanwhile: () => undefined as void,
  };
  let due: () => void = () => undefined;
  const store = {
    get epoch() {
      return state.epoch;
    },
    heads: ({ convs }: { convs: string[] }) => {
      if (state.failures > 0) {
        state.failures -= 1;
        return Promise.reject(new Error('the store is away'));
      }
      return Promise.resolve(
        convs.flatMap((conv) => {
          const heads = state.heads.get(conv);
          return heads === undefined ? [] : [{ conv, ...heads }];
        }),
      );
    },
    epochNow: () => Promise.resolve((state.epoch = state.stored)),
    renewEpoch: ({ seen }: { seen: string }) => {
      state.renewed.push(seen);
      return Promise.resolve((state.epoch = state.stored = NEW));
    },
    livePrincipals: (args: { visitors: string[]; sessions: string[] }) => {
      state.asked.push({ visitors: args.visitors, sessions: args.sessions });
      return Promise.resolve(state.live);
    },
    stillOpen: ({ visitorId, convs }: { visitorId: string; convs: string[] }) => {
      state.doubted.push({ visitorId, convs });
      state.meanwhile();
      return Promise.resolve(convs.filter((conv) => !state.closed.includes(conv)));
    },
  };
  const clock = {
    now: () => 0,
    after: (ms: number, run: () => void) => {
      expect(ms).toBe(limits.BEACON_MS);
      due = run;
      return () => undefined;
    },
  };
  const subscriptions = new Subscriptions();
  const announced = new Announced(OLD);
  const visitor = fakeVisitor(SITE, 'vis_1');
  const agent = fakeAgent(SITE, 'agt_1', 'hash');
  for (const { subscriber } of [visitor, agent]) {
    subscriptions.add(subscriber);
    subscriptions.join(subscriber, 'conv_1');
  }
  startBeacon({ store, subscriptions, announced, clock, log: heardLog() });
  const round = async (): Promise<void> => {
    for (const one of [visitor, agent]) one.heard.told.length = 0;
    due();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { state, round, visitor, agent, announced, store, subscriptions };
}
let s: ReturnType<typeof stage>;
beforeEach(() => {
  s = stage();
});

it('[P43] a lost hint is healed: who confirmed less hears the head, who confirmed it hears nothing, and a visitor never of notes', async () => {
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  await s.round();
  expect(s.visitor.heard.told).toEqual([]);
  expect(s.agent.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_1', epoch: OLD, pub: 5, int: 2 } }]);
  s.state.heads.set('conv_1', { pub: 6, int: 3 });
  await s.round();
  expect(s.visitor.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_1', epoch: OLD, pub: 6 } }]);
});

it('[S13] [P43] one read for all: who is not answered any more is closed, also when only the role or the department changed', async () => {
  await s.round();
  expect(s.state.asked).toEqual([{ visitors: ['vis_1'], sessions: ['hash'] }]);
  expect([s.visitor.heard.closed, s.agent.heard.closed]).toEqual([false, false]);
  s.state.live = { visitors: [deviceOf(null)], sessions: [{ hash: 'hash', role: 'agent', department: 'claims', teams: [] }] };
  await s.round();
  expect([s.visitor.heard.closed, s.agent.heard.closed]).toEqual([false, true]);
  s.state.live = { visitors: [], sessions: [] };
  await s.round();
  expect(s.visitor.heard.closed).toBe(true);
});

it('[S13] [S24] a socket from before the sign-in is closed without any hint: its token was replaced', async () => {
  await s.round();
  expect(s.visitor.heard.closed).toBe(false);
  s.state.live = { visitors: [deviceOf('user_1')], sessions: s.state.live.sessions };
  await s.round();
  expect([s.visitor.heard.closed, s.agent.heard.closed]).toEqual([true, false]);
});

it('[P43] [P47] [P91] a conversation that was opened at another relay is heard without any hint, once, and by nobody who is gone', async () => {
  const left = fakeVisitor(SITE, 'vis_1');
  s.subscriptions.add(left.subscriber);
  s.state.heads.set('conv_2', { pub: 1, int: 0 });
  s.state.live = { visitors: [deviceOf(null, ['conv_2'])], sessions: s.state.live.sessions };
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  const ran = s.round();
  s.subscriptions.remove(left.subscriber);
  await ran;
  expect(s.visitor.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_2', epoch: OLD, pub: 1 } }]);
  expect(s.subscriptions.inConversation(SITE, 'conv_2')).toEqual([s.visitor.subscriber]);
  s.visitor.subscriber.joined.get('conv_2')?.confirm('pub', 1);
  await s.round();
  expect(s.visitor.heard.told).toEqual([]);
});

it('[P26] [P43] a head below one that was told renews the epoch, once, and everybody who listens hears of the new history', async () => {
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  await s.round();
  s.state.heads.set('conv_1', { pub: 4, int: 2 });
  await s.round();
  expect(s.state.renewed).toEqual([OLD]);
  await s.round();
  expect(s.state.renewed).toEqual([OLD]);
  expect(s.visitor.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_1', epoch: NEW, pub: 4 } }]);
});

it('[P26] an epoch that another relay renewed is followed; who looks at a conversation that the new history lacks comes back anew', async () => {
  await s.round();
  s.state.stored = NEW;
  s.state.heads.clear();
  await s.round();
  expect(s.state.renewed).toEqual([]);
  expect([s.visitor.heard.closed, s.agent.heard.closed]).toEqual([true, true]);
});

it('[P26] a head that was told while the heads were being read is no sign of a store that went back', async () => {
  const { store, announced, subscriptions } = s;
  const slow = {
    epoch: OLD,
    async heads(args: { convs: string[] }) {
      const answer = await store.heads(args);
      announced.note(SITE, 'conv_1', { epoch: OLD, pub: 9, int: 9 }); // committed after the read began
      return answer;
    },
  };
  expect(await announceHeads({ store: slow, announced }, SITE, subscriptions.all())).toBe(true);
  expect(await announceHeads({ store, announced }, SITE, subscriptions.all())).toBe(false);
});

it('[P26] what is said in the new history before the beacon comes round, and a late word of the old one, hide it from nobody', async () => {
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  await s.round();
  s.state.stored = s.state.epoch = NEW;
  s.state.heads.set('conv_1', { pub: 5, int: 2 }); // as many as before, other ones
  s.announced.note(SITE, 'conv_1', { epoch: NEW, pub: 5, int: 2 });
  await s.round();
  expect(s.visitor.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_1', epoch: NEW, pub: 5 } }]);
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  s.announced.note(SITE, 'conv_1', { epoch: OLD, pub: 9, int: 9 });
  await s.round();
  expect(s.visitor.heard.told).toEqual([]);
  expect(s.state.renewed).toEqual([]);
});

it('[P26] a round that fails while the new history is being told is made up for by the next one', async () => {
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  await s.round();
  s.state.stored = NEW;
  s.state.heads.clear();
  s.state.failures = 1;
  await s.round();
  expect(s.visitor.heard.closed).toBe(false);
  expect(s.visitor.subscriber.joined.get('conv_1')?.pub).toBe(0);
  await s.round();
  expect([s.visitor.heard.closed, s.agent.heard.closed]).toEqual([true, true]);
});

it('[P26] [P43] a cursor of the old history that is confirmed late is above the head and confirms nothing', async () => {
  await s.round();
  s.state.stored = NEW;
  s.state.heads.set('conv_1', { pub: 3, int: 0 });
  await s.round();
  s.visitor.subscriber.joined.get('conv_1')?.confirm('pub', 5);
  await s.round();
  expect(s.visitor.heard.told).toEqual([{ event: 'head', payload: { conv: 'conv_1', epoch: NEW, pub: 3 } }]);
});

it('[ID20] [S13] a socket leaves what a code had opened to it and no longer does, and nothing that it may still hear', async () => {
  for (const conv of ['lent', 'old']) s.subscriptions.join(s.visitor.subscriber, conv);
  s.state.live = { visitors: [deviceOf(null, ['conv_1'])], sessions: s.state.live.sessions };
  s.state.closed = ['lent', 'again'];
  await s.round();
  expect(s.state.doubted).toEqual([{ visitorId: 'vis_1', convs: ['lent', 'old'] }]); // of what is listed nothing is asked
  expect([...s.visitor.subscriber.joined.keys()]).toEqual(['conv_1', 'old']);
  expect(s.subscriptions.inConversation(SITE, 'lent')).toEqual([]);
  expect(s.visitor.heard.closed).toBe(false);

  s.subscriptions.join(s.visitor.subscriber, 'again');
  s.state.meanwhile = () => {
    s.subscriptions.leave(s.visitor.subscriber, 'again');
    s.subscriptions.join(s.visitor.subscriber, 'again'); // opened anew after the store was read
  };
  await s.round();
  expect(s.visitor.subscriber.joined.has('again')).toBe(true);
});
