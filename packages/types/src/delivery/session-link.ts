// Keeps one connection up for as long as the page lives (P66): when to connect, when to give a connection up, how long to wait.
// Knows no socket: widget and console put theirs behind `Connector`. Invariant: at most one connection or one waiting timer exists,
// and whatever a connection reports after it was given up is ignored.
import type { HttpErrorCode } from '../errors.js';
import { CONNECT_TIMEOUT_MS, LINK_STABLE_MS } from '../limits.js';
import { backoffMs } from './backoff.js';
import type { Connector, Surroundings, Transport } from './ports.js';

/** idle: not started or stopped · connecting: an attempt runs · up · waiting: the next attempt is due later. */
export type LinkState = 'idle' | 'connecting' | 'up' | 'waiting';

export interface SessionLinkOptions<Port extends Transport> {
  connector: Connector<Port>;
  surroundings: Surroundings;
  /** A connection is up: hand `port` to the conversation clients (`online`). Its `strike()` makes the link reconnect. */
  onUp(port: Port): void;
  /** The connection that was up is gone (`offline`). */
  onDown(): void;
  /** The relay refused a handshake: refresh the credential, or tell the person. The link keeps trying. */
  onRefused?(code: HttpErrorCode): void;
  onState?(state: LinkState): void;
  /** A request that any live relay answers, within HEAD_PROBE_MS; false makes the link reconnect (P71). Rejecting counts as false. */
  probe?(): Promise<boolean>;
}

export interface SessionLink<Port extends Transport> {
  state(): LinkState;
  /** The port of the connection that is up. */
  port(): Port | null;
  /** Begin; a second call does nothing. */
  start(): void;
  /** Call on `online`, `pageshow` and becoming visible: waiting ends at once, backoff starts anew, a connection that is up is probed. */
  wake(): void;
  /** Close and connect again: new credential, second ack miss. */
  strike(): void;
  /** Close for good. Twice is fine; `start()` begins anew. */
  stop(): void;
}

/** Builds a link; nothing happens before `start()`. */
export function createSessionLink<Port extends Transport>(options: SessionLinkOptions<Port>): SessionLink<Port> {
  const { connector, surroundings } = options;
  let state: LinkState = 'idle';
  let attempt = 0;
  let upSince = 0;
  let current: Port | null = null;
  let close = (): void => {};
  let cancelTimer = (): void => {};
  /** Grows with each connection given up: its late reports find another number and are ignored. */
  let generation = 0;
  /** After `bye` the running timer is the relay's choice and outlives the connection. */
  let told = false;

  const become = (next: LinkState): void => {
    if (state === next) return;
    state = next;
    options.onState?.(next);
  };

  const drop = (): void => {
    const wasUp = current !== null;
    generation += 1;
    current = null;
    if (!told) cancelTimer();
    const closing = close;
    close = () => {};
    closing();
    if (!wasUp) return;
    if (surroundings.now() - upSince >= LINK_STABLE_MS) attempt = 0;
    options.onDown();
  };

  const reconnect = (): void => {
    drop();
    if (state === 'idle') return;
    if (!told) cancelTimer = surroundings.after(backoffMs(attempt, surroundings.random()), connect);
    attempt += 1;
    become('waiting');
  };

  const connect = (): void => {
    told = false;
    drop();
    if (state === 'idle') return;
    const mine = generation;
    cancelTimer = surroundings.after(CONNECT_TIMEOUT_MS, reconnect);
    become('connecting');
    const closing = connector.connect({
      up(port) {
        if (mine !== generation || current !== null) return;
        cancelTimer();
        current = port;
        upSince = surroundings.now();
        become('up');
        options.onUp(port);
      },
      down(refused) {
        if (mine === generation && refused !== undefined) options.onRefused?.(refused);
        if (mine === generation) reconnect();
      },
      bye(afterMs) {
        if (mine !== generation) return;
        cancelTimer();
        told = true;
        cancelTimer = surroundings.after(afterMs, connect);
      },
    });
    // It may have reported `down` before it returned; then a newer state owns `close`.
    if (mine === generation) close = closing;
    else closing();
  };

  return {
    state: () => state,
    port: () => current,
    start() {
      if (state !== 'idle') return;
      attempt = 0;
      state = 'waiting';
      connect();
    },
    wake() {
      attempt = 0;
      if (state === 'waiting') connect();
      else if (state === 'up' && options.probe !== undefined) {
        const probed = generation;
        const verdict = (alive: boolean): void => {
          if (!alive && probed === generation) reconnect();
        };
        options.probe().then(verdict, () => verdict(false));
      }
    },
    strike() {
      if (state !== 'idle') reconnect();
    },
    stop() {
      told = false;
      become('idle');
      drop();
    },
  };
}
