// Loaded into a relay under test with `--import`: on SIGUSR2 it tells on standard error what it holds, for the verdict no-leak.
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('SIGUSR2', () => {
    globalThis.gc?.();
    // When, on the machine's own clock: so that nobody takes an earlier answer for this one.
    const t = Number(process.hrtime.bigint());
    const counts = { heapBytes: process.memoryUsage().heapUsed };
    for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
    process.stderr.write(`PROBE ${JSON.stringify({ t, counts })}\n`);
  });
