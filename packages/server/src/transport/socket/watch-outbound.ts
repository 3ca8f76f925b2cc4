// The slow-consumer rule (P45): one timer for all sockets. Invariant: what waits for a socket in this process is bounded in bytes and in time.
import { limits } from '@throughline/types';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Outbound } from './outbound.js';
import type { Subscriptions } from './subscriptions.js';

export const LOOK_EVERY_MS = 1_000; // what may be added between two looks is bounded by `isBehind` and by the pages a client asks for

interface Seen {
  waiting: number;
  taken: number;
  /** Looks in a row at which something waited and nothing had been taken. Counted, because a clock may jump (P101). */
  stalled: number;
}

/** `slow`: too much waits, or nothing moves. Pure. */
export function judge(before: Seen | undefined, { waiting, taken }: { waiting: number; taken: number }): Seen & { cut: boolean } {
  const moved = before === undefined || waiting === 0 || taken > before.taken;
  const stalled = moved ? 0 : before.stalled + 1;
  return { waiting, taken, stalled, cut: waiting > limits.OUTBOUND_MAX_BYTES || stalled * LOOK_EVERY_MS >= limits.OUTBOUND_STALL_MS };
}

/** Runs until the result is called. */
export function watchOutbound({
  subscriptions,
  clock,
  log,
}: {
  subscriptions: Subscriptions;
  clock: Pick<Clock, 'after'>;
  log: Log;
}): () => void {
  const seen = new WeakMap<Outbound, Seen>();
  let cancel = (): void => {};
  const look = (): void => {
    for (const { outbound, siteId } of subscriptions.all()) {
      const waiting = outbound.waiting();
      const before = seen.get(outbound);
      if (waiting === 0 && before === undefined) continue; // nearly all of them, nearly always
      const judged = judge(before, { waiting, taken: outbound.taken() });
      outbound.slow = waiting > limits.PUSH_WINDOW_BYTES && (before?.waiting ?? 0) > limits.PUSH_WINDOW_BYTES;
      if (waiting === 0) seen.delete(outbound);
      else seen.set(outbound, judged);
      if (!judged.cut) continue;
      log.info('A socket was cut', { code: 'slow', site: siteId, bytes: waiting });
      outbound.cut();
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  cancel = clock.after(LOOK_EVERY_MS, look);
  return () => cancel();
}
