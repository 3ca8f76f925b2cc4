// What can happen in a run, as data, and how fast-check makes it up: whoever reads a failure reads a list of these.
import fc from 'fast-check';
import { limits } from '@throughline/types';
import type { Weather } from './network.js';

export type Command =
  | { do: 'say'; who: number; texts: number; kind: 'message' | 'note' | 'poison' }
  | { do: 'act'; who: number; kind: 'claim' | 'close' | 'open' }
  /** Two agents claim one conversation at once. */
  | { do: 'race'; who: number }
  | { do: 'wait'; ms: number }
  | { do: 'cut'; who: number }
  | { do: 'reload'; who: number }
  | { do: 'wake'; who: number }
  | { do: 'retry'; who: number }
  | { do: 'storage-breaks'; who: number }
  /** The profile is copied to another machine, which comes up at once (C7). */
  | { do: 'clone'; who: number }
  | { do: 'sleep'; ms: number }
  /** A device's clock, or the relay's, is put elsewhere (T1, T2). */
  | { do: 'clock'; who: number | 'relay'; ms: number }
  | { do: 'weather'; weather: Weather }
  | { do: 'outage'; ms: number }
  | { do: 'restart' }
  | { do: 'backup' }
  | { do: 'restore' };

export interface Scenario {
  seed: number;
  visitors: number;
  agents: number;
  /** The first visitor has two tabs that share one storage. */
  tabs: boolean;
  /** Pushes and head beacon hide each other's bugs: each also works alone (P117). `push`: only pushes, which then are never lost. */
  hints: 'both' | 'beacon' | 'push';
  weather: Weather;
  commands: Command[];
}

const COMMANDS_MAX = 60;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const who = fc.nat({ max: 5 });
const chance = fc.constantFrom(0, 0, 0.05, 0.2, 0.4);
const weather: fc.Arbitrary<Weather> = fc.record({
  ...{ dropUp: chance, dropDown: chance, double: chance, dropHint: fc.constantFrom(0, 0.3, 1) },
  ...{ latencyMs: fc.constantFrom(2, 50, 900), jitterMs: fc.constantFrom(0, 100, 2_000) },
});
const one = <Name extends Command['do']>(name: Name) => fc.constant(name);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: one('say'),
      who,
      texts: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('message', 'message', 'message', 'note', 'poison'),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: one('wait'), ms: fc.constantFrom(5, 60, 400, 3_000, 15_000) }) },
  { weight: 3, arbitrary: fc.record({ do: one('act'), who, kind: fc.constantFrom('claim', 'close', 'open') }) },
  { weight: 1, arbitrary: fc.record({ do: one('race'), who }) },
  { weight: 3, arbitrary: fc.record({ do: one('cut'), who }) },
  { weight: 3, arbitrary: fc.record({ do: one('reload'), who }) },
  { weight: 2, arbitrary: fc.record({ do: one('wake'), who }) },
  { weight: 2, arbitrary: fc.record({ do: one('retry'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('storage-breaks'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('clone'), who }) },
  { weight: 1, arbitrary: fc.record({ do: one('sleep'), ms: fc.constantFrom(MINUTE_MS, limits.OUTBOX_HOLD_MS + 1_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('clock'),
      who: fc.oneof(who, fc.constant('relay' as const)),
      ms: fc.constantFrom(-400 * DAY_MS, -DAY_MS, -5 * MINUTE_MS, 0, 60 * MINUTE_MS, DAY_MS + 1_000, 400 * DAY_MS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('weather'), weather }) },
  { weight: 2, arbitrary: fc.record({ do: one('outage'), ms: fc.constantFrom(500, 8_000, 40_000) }) },
  { weight: 2, arbitrary: fc.record({ do: one('restart') }) },
  { weight: 1, arbitrary: fc.record({ do: one('backup') }) },
  { weight: 1, arbitrary: fc.record({ do: one('restore') }) },
);

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  visitors: fc.integer({ min: 1, max: 2 }),
  agents: fc.integer({ min: 0, max: 2 }),
  tabs: fc.boolean(),
  hints: fc.constantFrom('both', 'both', 'beacon', 'push'),
  weather,
  commands: fc.oneof(
    { weight: 9, arbitrary: fc.array(command, { minLength: 1, maxLength: 15, size: 'max' }) }, // most bugs need few steps
    { weight: 1, arbitrary: fc.array(command, { minLength: 10, maxLength: COMMANDS_MAX, size: 'max' }) },
  ),
});
