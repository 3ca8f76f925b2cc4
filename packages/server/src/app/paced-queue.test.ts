import { describe, expect, it } from 'vitest';
import { createLiveContexts } from './live-contexts.js';
import { createPacedQueue } from './paced-queue.js';

/** A clock that stands still until it is moved; timers run when their time comes. */
function standingClock() {
  let now = 1_000_000;
  const timers = new Map<() => void, number>();
  return {
    now: () => now,
    after(ms: number, run: () => void) {
      const once = (): void => run();
      timers.set(once, now + ms);
      return () => void timers.delete(once);
    },
    async move(ms: number) {
      for (const until = now + ms; now < until;) {
        now += 1;
        for (const [run, at] of timers) {
          if (at > now) continue;
          timers.delete(run);
          run();
        }
        await settled();
      }
    },
  };
}
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('work in the background', () => {
  it('runs at once while little is asked, one after the other, and each key waits once', async () => {
    const clock = standingClock();
    const queue = createPacedQueue({ clock });
    const ran: string[] = [];
    let release = (): void => {};
    queue.add('a', () => new Promise((resolve) => ((release = resolve), void ran.push('a'))));
    for (const key of ['b', 'c', 'b']) queue.add(key, () => Promise.resolve(void ran.push(key)));
    expect(ran).toEqual(['a']);
    release();
    await settled();
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('gets a tenth of the time when too much is asked, and loses nobody', async () => {
    const clock = standingClock();
    const queue = createPacedQueue({ clock });
    const COST_MS = 20;
    let ran = 0;
    for (let key = 0; key < 200; key += 1) {
      queue.add(String(key), () => new Promise((resolve) => void clock.after(COST_MS, () => ((ran += 1), resolve()))));
    }
    await clock.move(10_000);
    expect(ran * COST_MS).toBeGreaterThan(800);
    expect(ran * COST_MS).toBeLessThan(1_500); // a tenth, and what may be used in advance
    await clock.move(30_000);
    expect(ran).toBe(200);
  });

  it('stops for good', async () => {
    const queue = createPacedQueue({ clock: standingClock() });
    let ran = 0;
    queue.stop();
    queue.add('a', () => Promise.resolve(void (ran += 1)));
    await settled();
    expect(ran).toBe(0);
  });
});

describe('live revisions', () => {
  it('[C50] the first change is shown at once, then at most one in 250 ms, and the last change is never left out', async () => {
    const clock = standingClock();
    const revisedAt: number[] = [];
    const live = createLiveContexts({
      clock,
      store: {
        liveRevision() {
          revisedAt.push(clock.now());
          return Promise.resolve(null);
        },
      },
      bus: { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      isVisitorIn: () => true,
    });
    const start = clock.now();
    for (let ms = 0; ms < 600; ms += 10) {
      live.touch('site', 'conv');
      await clock.move(10);
    }
    await clock.move(300);
    live.stop();
    expect(revisedAt[0]).toBe(start);
    expect(revisedAt).toHaveLength(4);
    for (const [index, at] of revisedAt.slice(1).entries()) expect(at - (revisedAt[index] ?? 0)).toBeGreaterThanOrEqual(250);
    expect(revisedAt.at(-1)).toBeGreaterThanOrEqual(start + 590);
  });
});
