// Whether the store answers, looked at from outside the requests (P96): readiness fails while it is away, so that a load balancer sends
// people to another relay, and is good again by itself.
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';

const PING_EVERY_MS = 2_000; // with the store's own bound on one ping: known within 5 s

export interface StoreWatch {
  /** What the last look found; true until the first. */
  answers(): boolean;
  stop(): void;
}

export function watchStore({ store, clock, log }: { store: Pick<Store, 'ping'>; clock: Clock; log: Log }): StoreWatch {
  let answers = true;
  let stopped = false;
  let cancel = (): void => {};
  const found = (now: boolean, error?: unknown): void => {
    if (stopped) return;
    if (now !== answers) {
      if (now) log.warn('The store answers again: this relay is ready');
      else log.error('The store does not answer: this relay is not ready', { error: asError(error) });
    }
    answers = now;
    cancel = clock.after(PING_EVERY_MS, look);
  };
  const look = (): void => {
    store.ping().then(
      () => found(true),
      (error: unknown) => found(false, error),
    );
  };
  cancel = clock.after(PING_EVERY_MS, look);
  return {
    answers: () => answers,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
