// The live connection as the panel sees it: four methods, so that what is behind them can be replaced (W15). Types only.
import type { ToVisitor } from '@throughline/types';

export interface Socket {
  /** One attempt; the answer is `opened` or `closed`. */
  connect(): void;
  /** Resolves with the relay's ack; rejects after `timeoutMs` or when the connection closes. */
  ask<Answer>(name: 'submit' | 'sync', message: unknown, timeoutMs: number): Promise<Answer>;
  /** Volatile: dropped when the connection is not open. */
  tell(name: 'got' | 'typing', message: unknown): void;
  /** Twice is fine; nothing is reported afterwards. */
  close(): void;
}
export interface SocketEvents {
  opened(): void;
  /** @param code a code of HTTP_ERRORS when the handshake was refused, else empty */
  closed(code: string): void;
  heard<K extends keyof ToVisitor>(name: K, payload: ToVisitor[K]): void;
}
export interface SocketOptions {
  /** Relay origin and base path, ending in a slash. */
  url: string;
  /** Asked at each attempt (P67). */
  token: () => string;
  events: SocketEvents;
}
export type OpenSocket = (options: SocketOptions) => Socket;
