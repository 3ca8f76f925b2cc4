// How the cost of a function grows with its input: processor time of four times the length over that of the length. Near 4 is linear, 16 is
// quadratic. (Not wall time: a busy machine would fail an honest function.)
const LENGTH = 8_000;
const TRIES = 8;

function cost(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return Math.max(best, 2_000); // below two milliseconds the clock and the collector decide, not the function
}

export function growth(run: (length: number) => unknown): number {
  cost(() => run(LENGTH)); // compiled before it is measured
  return cost(() => run(4 * LENGTH)) / cost(() => run(LENGTH));
}
