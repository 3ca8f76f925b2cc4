import { expect, it } from 'vitest';
import { heardLog } from '../testing/heard-log.js';
import { watchStore } from './watch-store.js';

it('[P96] readiness follows the store, both ways, by itself, and says each change once', async () => {
  let away = false;
  let due: () => void = () => undefined;
  let waits = 0;
  const clock = {
    now: () => 0,
    after: (ms: number, run: () => void) => {
      waits = ms;
      due = run;
      return () => undefined;
    },
  };
  const log = heardLog();
  const watch = watchStore({ store: { ping: () => (away ? Promise.reject(new Error('away')) : Promise.resolve()) }, clock, log });
  const look = async (): Promise<boolean> => {
    due();
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    return watch.answers();
  };
  expect(watch.answers()).toBe(true);
  expect(waits).toBeLessThanOrEqual(2_000); // with two seconds for the ping itself: known within five
  expect(await look()).toBe(true);
  away = true;
  expect([await look(), await look()]).toEqual([false, false]);
  away = false;
  expect([await look(), await look()]).toEqual([true, true]);
  expect(log.lines.map(({ level }) => level)).toEqual(['error', 'warn']);
  watch.stop();
});
