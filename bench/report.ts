// How a bench says what it found: one line per figure for people, one JSON object for machines.
import { cpus } from 'node:os';

/** The value below which `share` of the samples lie; samples in any order, `share` in 0..1. NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** Two decimals are all a clock of this kind is good for; sums over many messages bear more. */
export const rounded = (value: number, decimals = 2): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

/** Latencies in ms, as the figures every bench reports. */
export function latencies(samplesMs: readonly number[]): { p50Ms: number; p99Ms: number } {
  return { p50Ms: rounded(percentile(samplesMs, 0.5)), p99Ms: rounded(percentile(samplesMs, 0.99)) };
}

export type Figures = Record<string, number | string | boolean | Record<string, number>>;

/** Prints the figures, the machine's core count among them. */
export function report(figures: Figures, asJson: boolean): void {
  const all = { ...figures, cores: cpus().length };
  if (asJson) {
    process.stdout.write(`${JSON.stringify(all)}\n`);
    return;
  }
  const width = Math.max(...Object.keys(all).map((name) => name.length));
  for (const [name, value] of Object.entries(all)) {
    process.stdout.write(`${name.padEnd(width)}  ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`);
  }
}
