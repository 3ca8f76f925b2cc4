import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Run, scenarios } from './scenario.js';
import { verdicts } from './verdicts.js';

const numRuns = Number(process.env['SIM_RUNS'] ?? 2_000);
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

it(
  '[P3] [P4] [P73] any interleaving of drops, duplicates, reconnects, reloads and restores shows each text once, in order, on both sides',
  { timeout: 600_000 },
  async () => {
    const property = fc.asyncProperty(scenarios, async (scenario) => {
      const run = await new Run(scenario).play();
      expect(verdicts(run)).toEqual([]);
    });
    await fc.assert(property, { numRuns, ...seed, endOnFailure: process.env['SIM_SHRINK'] === undefined });
  },
);
