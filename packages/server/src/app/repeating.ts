// Work that is done again and again until it is stopped: one round at a time, a failed one is logged and the next one tries again.
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** `round` answers true when more is waiting: the next one then follows at once. The result stops it; twice is fine. */
export function repeating(
  { clock, log }: { clock: Clock; log: Log },
  { everyMs, firstMs = everyMs, event }: { everyMs: number; firstMs?: number; event: string },
  round: () => Promise<boolean>,
): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const schedule = (ms: number): void => {
    if (!stopped) cancel = clock.after(ms, run);
  };
  const run = (): void => {
    round().then(
      (more) => schedule(more ? 0 : everyMs),
      (error: unknown) => {
        if (!stopped) log.warn('A repeated task failed', { event, error: asError(error) });
        schedule(everyMs);
      },
    );
  };
  schedule(firstMs);
  return () => {
    stopped = true;
    cancel();
  };
}
