// How much the model runs, from the command line: SIM_RUNS (default 10,000 sequences), SIM_MINUTES (as many as fit), FC_SEED and SIM_PATH
// (a failure again). Invariant: what a failure prints is all that is needed to have it again.
import type { Parameters, RunDetails } from 'fast-check';

const given = (name: string): number | undefined => (process.env[name] === undefined ? undefined : Number(process.env[name]));

const minutes = given('SIM_MINUTES');
const numRuns = given('SIM_RUNS') ?? (minutes === undefined ? 10_000 : Number.MAX_SAFE_INTEGER);
const seed = given('FC_SEED');
const path = process.env['SIM_PATH'];
const SLOWEST_RUN_MS = 60; // on a machine that does three other things

const check: Parameters<unknown> = {
  numRuns,
  ...(seed !== undefined && { seed }),
  ...(path !== undefined && { path }),
  ...(minutes !== undefined && { interruptAfterTimeLimit: minutes * 60_000, markInterruptAsFailure: false }),
};

export const settings = {
  check,
  seed,
  timeoutMs: 600_000 + Math.min((minutes ?? 0) * 60_000 + numRuns * SLOWEST_RUN_MS, 2 ** 30),
};

/** How to have this failure again: already reduced to its smallest scenario. */
export const replay = ({ seed, counterexamplePath }: RunDetails<unknown>): string =>
  `Again: FC_SEED=${seed} SIM_PATH='${counterexamplePath ?? ''}' npm run test:unit -- tests/sim/exactly-once`;
