// What the delivery client needs from its surroundings. The widget, the console, the benches and the tests each bring their own.
import type { HttpErrorCode } from '../errors.js';
import type { SubmitAnswer, SyncAnswer } from '../protocol/ack.js';
import type { Got, Submit, Sync } from '../protocol/from-visitor.js';

/** How requests reach the relay: a socket with acks, or HTTPS (P41). Rejects when no answer came; never retries by itself (P68). */
export interface Transport {
  submit(request: Submit, timeoutMs: number): Promise<SubmitAnswer>;
  sync(request: Sync, timeoutMs: number): Promise<SyncAnswer>;
  /** Volatile. */
  got(message: Got): void;
  /** Close the connection so that a new one is made (second ack miss, P65). */
  strike(): void;
}

/** Time and chance, injected so that tests run under virtual time and print their seed. */
export interface Surroundings {
  /** ms since the epoch. */
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** 32 hex digits of secure randomness. */
  hex128(): string;
  /** Calls `run` once after `ms`; the result cancels it, twice is fine. */
  after(ms: number, run: () => void): () => void;
}

/** What one connection reports. Calls after `close()`, or after `down`, are ignored. */
export interface ConnectionEvents<Port extends Transport = Transport> {
  /** Open and authenticated; requests may be sent. At most once. `port.strike()` must close the connection and end in `down()`. */
  up(port: Port): void;
  /**
   * This connection is over, or the attempt failed. `refused` is the code of a refused handshake (`connect_error.message`);
   * absent when the network failed.
   */
  down(refused?: HttpErrorCode): void;
  /** The relay asks to come back after this delay (P90). */
  bye(afterMs: number): void;
}

/**
 * Opens one connection per call with the credential of that moment (P67). It never reconnects by itself (P66, P68: with Socket.IO
 * `reconnection: false`), and does not time out: the link does.
 */
export interface Connector<Port extends Transport = Transport> {
  /** The result closes the connection or gives up the attempt; nothing is reported afterwards. Twice is fine. */
  connect(events: ConnectionEvents<Port>): () => void;
}
