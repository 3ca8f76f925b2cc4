import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from './commands.js';
import { PLANTS } from './planted-bugs.js';
import { settings } from './settings.js';
import { verdicts } from './verdicts.js';

const seed = settings.seed === undefined ? {} : { seed: settings.seed };
/** A clean build breaks nothing in thousands of runs; a planted bug must show within these. Most do within 50, a restore under an unchanged
 *  epoch is rare: one unlucky seed must not look like a blind checker. */
const RUNS_MAX = 5_000;

describe('the properties notice', () => {
  for (const { name, verdict, run } of PLANTS) {
    it(name, { timeout: 240_000 }, async () => {
      const property = fc.asyncProperty(scenarios, fc.scheduler(), async (scenario, scheduler) => {
        const world = await run(scenario, scheduler).play();
        return !verdicts(world).some((sentence) => verdict.test(sentence));
      });
      const found = await fc.check(property, { numRuns: RUNS_MAX, endOnFailure: true, ...seed });
      expect(found.failed, `seed ${found.seed}: nothing noticed in ${found.numRuns} runs`).toBe(true);
    });
  }
});
