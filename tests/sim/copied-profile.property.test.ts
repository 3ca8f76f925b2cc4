// What the model found once, named: devices that share a copied profile give their own texts one name (C7), and each has to find its own
// again under it. The scenario and the seed of its schedules are fixed; before the repair a third of the schedules broke I3.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from './commands.js';
import { CALM } from './network.js';
import { Run } from './scenario.js';
import { verdicts } from './verdicts.js';

const SCHEDULES = 60;
const say = (who: number, texts = 1): Command => ({ do: 'say', who, texts, kind: 'message' });

const holds = async (latencyMs: number, commands: Command[]): Promise<void> => {
  const scenario = { seed: 1, visitors: 1, agents: 0, tabs: false, hints: 'both' as const, commands };
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const run = await new Run({ ...scenario, weather: { ...CALM, latencyMs, jitterMs: latencyMs } }, scheduler).play();
    expect(verdicts(run)).toEqual([]);
  });
  await fc.assert(property, { numRuns: SCHEDULES, seed: 7 });
};

describe('a copied profile', () => {
  it('[P35] [P72] two restores in a row: a text whose name the copy took is found again in each stream it is offered in', async () => {
    await holds(900, [
      { do: 'backup' },
      say(0),
      { do: 'wait', ms: 15_000 },
      { do: 'clone', who: 0 },
      say(1),
      { do: 'restore' },
      say(0),
      { do: 'wait', ms: 3_000 },
      { do: 'restore' },
      say(0, 2),
      { do: 'reload', who: 0 },
      { do: 'outage', ms: 500 },
      say(0, 2),
      { do: 'restart' },
    ]);
  });

  it('[P35] [P64] three devices: a text that two of them hold is stored once, though a third one took its name', async () => {
    await holds(20, [say(0), { do: 'clone', who: 0 }, say(0), say(1), { do: 'clone', who: 0 }]);
  });
});
