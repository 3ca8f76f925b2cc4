// What the machine is and does while a bench runs: a figure without it cannot be compared.
import { cpus, loadavg } from 'node:os';
import { rounded } from './report.js';

/** Load of the last minute when asked; take it at the start and at the end. */
export const loadNow = (): number => rounded(loadavg()[0] ?? 0);

export const machine = (): { cpu: string; node: string } => ({ cpu: cpus()[0]?.model ?? '', node: process.version });

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Polls until true; false when the time is over. */
export async function until(happened: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (await happened()) return true;
    await sleep(200);
  }
  return false;
}

export const mebibytes = (bytes: number): number => rounded(bytes / 2 ** 20);
