// The model (P118): the real client against the relay's real decisions, in virtual time, in every order fast-check's scheduler can think of.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay, settings } from './settings.js';
import { scenarios } from './commands.js';
import { Run } from './scenario.js';
import { verdicts } from './verdicts.js';

it(
  '[P3] [P4] [P73] [P117] [P118] any interleaving of drops, duplicates, reconnects, reloads, clones and restores shows each text once, in order, on both sides',
  { timeout: settings.timeoutMs },
  async () => {
    const property = fc.asyncProperty(scenarios, fc.scheduler(), async (scenario, scheduler) => {
      const run = await new Run(scenario, scheduler).play();
      expect(verdicts(run)).toEqual([]);
    });
    const found = await fc.check(property, settings.check);
    if (found.failed) throw new Error(`${replay(found)}\n${fc.defaultReportMessage(found) ?? ''}`, { cause: found.errorInstance });
  },
);
