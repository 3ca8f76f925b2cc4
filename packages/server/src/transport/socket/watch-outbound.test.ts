import { limits } from '@throughline/types';
import { expect, it } from 'vitest';
import { fakeVisitor } from '../../testing/fake-subscriber.js';
import { heardLog } from '../../testing/heard-log.js';
import { Subscriptions } from './subscriptions.js';
import { judge, LOOK_EVERY_MS, watchOutbound } from './watch-outbound.js';

const { OUTBOUND_MAX_BYTES: MAX } = limits;
const LOOKS = limits.OUTBOUND_STALL_MS / LOOK_EVERY_MS;

type Judged = ReturnType<typeof judge>;
const again = (before: Judged, seen: { waiting: number; taken: number }, times: number): Judged =>
  times === 0 ? before : again(judge(before, seen), seen, times - 1);

it('[P45] [P92] a megabyte may wait, one byte more is cut', () => {
  for (const waiting of [MAX - 1, MAX]) expect(judge(undefined, { waiting, taken: 0 }).cut).toBe(false);
  expect(judge(undefined, { waiting: MAX + 1, taken: 0 }).cut).toBe(true);
});

it('[P45] [P92] nothing taken for 30 seconds is cut, a look less is not, and any byte taken starts the count anew', () => {
  const first = judge(undefined, { waiting: 10, taken: 5 });
  const nearly = again(first, { waiting: 10, taken: 5 }, LOOKS - 1);
  expect(nearly.cut).toBe(false);
  expect(judge(nearly, { waiting: 10, taken: 5 }).cut).toBe(true);
  const moved = judge(nearly, { waiting: 500, taken: 6 }); // more waits than before, and yet it moves
  expect(again(moved, { waiting: 500, taken: 6 }, LOOKS - 1).cut).toBe(false);
  expect(again(moved, { waiting: 500, taken: 6 }, LOOKS).cut).toBe(true);
});

it('[P45] a socket for which nothing waits is never stalled, however quiet', () => {
  const quiet = again(judge(undefined, { waiting: 0, taken: 5 }), { waiting: 0, taken: 5 }, 10 * LOOKS);
  expect(quiet.cut).toBe(false);
  expect(judge(quiet, { waiting: 1, taken: 5 }).cut).toBe(false);
});

it('[P45] [P101] a clock that jumps cuts nobody: only looks without progress count', () => {
  const subscriptions = new Subscriptions();
  const { subscriber } = fakeVisitor('site', 'vis_1');
  let cuts = 0;
  subscriptions.add({ ...subscriber, outbound: { ...subscriber.outbound, waiting: () => 10, cut: () => void (cuts += 1) } });
  let now = 0;
  let look: () => void = () => undefined;
  const clock = {
    now: () => now,
    after: (_ms: number, run: () => void) => {
      look = run;
      return () => undefined;
    },
  };
  watchOutbound({ subscriptions, clock, log: heardLog() });
  for (let i = 0; i < LOOKS; i += 1) {
    look();
    now += 10 * limits.OUTBOUND_STALL_MS;
  }
  expect(cuts).toBe(0);
  look();
  expect(cuts).toBe(1);
});
