// One check against what is planted in this process's environment: ends with 10 when it found something wrong and 0 when not.
// Runs as `node --import tsx --import register.mjs try.ts <check>`; relays that it starts are planted too, they inherit the environment.
import fc from 'fast-check';
import { scenarios } from '../../sim/commands.js';
import { Run } from '../../sim/scenario.js';
import { verdicts as simVerdicts } from '../../sim/verdicts.js';
import { broken } from '../checker/check.js';
import { campaign } from '../campaign.js';
import type { CampaignOptions } from '../campaign.js';
import { unproven } from '../report.js';
import { CLIENT_SCENES } from './client-scenes.js';
import { KILL_SCENES } from './kill-scenes.js';
import { RELAY_SCENES } from './relay-scenes.js';
import { TALK_SCENES } from './talk-scenes.js';

export const FOUND = 10;
const SIM_RUNS = 600;

const SMALL = {
  ...{ store: 'sqlite', relays: 1, visitors: 12, agents: 2, sayEveryMs: 500, warmUpMs: 3_000 },
} as const satisfies Partial<CampaignOptions>;
/** The smallest campaigns that must catch what they are named for. */
const CAMPAIGNS: Record<string, Omit<CampaignOptions, 'seed'>> = {
  calm: { ...SMALL, agents: 3, faultsMs: 8_000, faultEveryMs: 60_000, only: ['none'] },
  kills: { ...SMALL, sayEveryMs: 300, faultsMs: 16_000, faultEveryMs: 3_000, only: ['kill9'] },
  doubles: { ...SMALL, faultsMs: 12_000, faultEveryMs: 1_500, only: ['replay_frame', 'hold_acks'] },
  clocks: { ...SMALL, sayEveryMs: 250, faultsMs: 14_000, faultEveryMs: 3_000, only: ['clock'] },
  'no-hints': { ...SMALL, agents: 3, sayEveryMs: 800, faultsMs: 10_000, faultEveryMs: 60_000, only: ['none'] },
};

async function bySim(): Promise<string[]> {
  const wrong: string[] = [];
  const result = await fc.check(
    fc.asyncProperty(scenarios, fc.scheduler(), async (scenario, scheduler) => {
      const found = simVerdicts(await new Run(scenario, scheduler).play());
      if (found.length > 0) wrong.splice(0, wrong.length, ...found.slice(0, 3));
      return found.length === 0;
    }),
    { numRuns: SIM_RUNS, endOnFailure: true },
  );
  return result.failed ? [...wrong, `seed ${result.seed}, run ${result.numRuns}`] : [];
}

async function find(check: string): Promise<string[]> {
  const [level, name = ''] = check.split(' ');
  if (level === 'sim') return bySim();
  const scene = { ...CLIENT_SCENES, ...KILL_SCENES, ...RELAY_SCENES, ...TALK_SCENES }[name];
  if (level === 'scene' && scene !== undefined) return scene();
  const small = CAMPAIGNS[name];
  if (level !== 'campaign' || small === undefined) throw new Error(`There is no check ${check}`);
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const outcome = await campaign({ ...small, seed });
  const verdicts = broken(outcome.verdicts).map(
    ({ name: verdict, violations }) => `${verdict} ×${violations.length}: ${violations[0]?.what ?? ''}`,
  );
  // A run that proves nothing is no finding of a bug, and no silence either.
  const why = unproven(outcome);
  if (verdicts.length === 0 && why.length > 0) throw new Error(`The campaign proves nothing: ${why.join(', ')}`);
  return verdicts;
}

const wrong = await find(process.argv[2] ?? '');
for (const sentence of wrong) console.log(sentence);
process.exit(wrong.length > 0 ? FOUND : 0);
