// How the cost of a function grows with its input: processor time of four times the length over that of the length. Near 4 is linear, 16 is
// quadratic. (Not wall time: a busy machine would fail an honest function.)
const LENGTH = 8_000;
const TRIES = 8;
const TRIES_MIN = 2;
/** Clearly linear: half way, in the number of doublings, to quadratic. */
const SETTLED = 6;

function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The best of some tries of each; more of them only while it does not look linear. */
export function growth(run: (length: number) => unknown): number {
  cost(() => run(LENGTH)); // compiled before it is measured
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    short = Math.min(
      short,
      cost(() => run(LENGTH)),
    );
    long = Math.min(
      long,
      cost(() => run(4 * LENGTH)),
    );
    if (tries >= TRIES_MIN && ratio(long, short) < SETTLED) break;
  }
  return ratio(long, short);
}

/** Below two milliseconds the clock and the collector decide, not the function. */
const ratio = (long: number, short: number): number => Math.max(long, 2_000) / Math.max(short, 2_000);
