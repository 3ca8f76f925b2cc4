// Faults against real relays in every test run (P110, P114): three seeds, both stores, and nothing may be lost, doubled or out of order. The
// seeds are printed; FC_SEED repeats one. Longer: npm run faults.
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { broken } from './checker/check.js';
import { campaign } from './campaign.js';
import type { CampaignOptions } from './campaign.js';
import { report, totalsOf, unproven } from './report.js';

const given = process.env['FC_SEED'];
const first = given === undefined ? randomInt(2 ** 30) : Number(given);
const SIZE = {
  ...{ visitors: 20, agents: 3, sayEveryMs: 1_200, faultsMs: 40_000, faultEveryMs: 4_000, warmUpMs: 5_000 },
  ...{ only: [], relays: 1, store: 'sqlite' },
} as const satisfies Omit<CampaignOptions, 'seed'>;

const RUNS: [string, Omit<CampaignOptions, 'seed'>][] = [
  ['SQLite, one relay', SIZE],
  ['PostgreSQL and Redis, two relays', { ...SIZE, store: 'postgres', relays: 2 }],
  ['SQLite, one relay, another seed', SIZE],
];

describe('under faults', () => {
  it.each(RUNS)(
    '[P110] [P114] %s: nothing is lost, doubled or out of order, and all readings are equal',
    async (name, size) => {
      const seed = first + RUNS.findIndex(([one]) => one === name);
      const outcome = await campaign({ ...size, seed });
      report(outcome, (text) => console.log(text));
      expect(broken(outcome.verdicts), `seed ${seed}`).toEqual([]);
      expect(unproven(outcome), `seed ${seed}`).toEqual([]);
      expect(totalsOf(outcome).acked).toBeGreaterThan(SIZE.visitors);
      rmSync(outcome.folder, { recursive: true }); // of a run that failed all stays to be looked at
    },
    280_000,
  );
});
