// The process: signals, and the end of it. No logic.
import { asError } from './domain/as-error.js';
import type { Log } from './ports/log.js';
import type { Relay } from './relay.js';

/** Stops the relay on SIGINT and SIGTERM; ends the process on a bug, for a clean restart (S86). */
export function runUntilSignal(relay: Relay, log: Log): void {
  const stop = (): void => {
    relay.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('The relay did not stop cleanly', { error: asError(error) });
        process.exit(1);
      },
    );
  };
  // `on`, not `once`: npm passes Ctrl-C on to a child that the terminal told already, and closing twice is fine.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const die = (error: unknown): void => {
    log.error('Ending after a bug', { error: asError(error) });
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
