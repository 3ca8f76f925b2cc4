// What a subscriber does with its socket: push what matters, leave out what does not matter to one that is behind (P44, P45).
import { writeOncePerTurn } from './one-write.js';
import { outboundOf } from './outbound.js';
import type { Outbound } from './outbound.js';
import type { RelaySocket } from './socket-server.js';

export interface Connection {
  /** For what the protocol counts on. */
  emit(event: string, payload: unknown): void;
  /** For what may be left out: typing, presence, rows, hand-offs, revisions, alerts, items. */
  tell(event: string, payload: unknown): void;
  close(): void;
  readonly outbound: Outbound;
}

class SocketConnection implements Connection {
  readonly outbound: Outbound;

  constructor(private readonly socket: RelaySocket) {
    this.outbound = outboundOf(socket);
    writeOncePerTurn(socket);
  }

  emit(event: string, payload: unknown): void {
    this.socket.emit(event, payload);
  }

  tell(event: string, payload: unknown): void {
    if (!this.outbound.isBehind()) this.socket.emit(event, payload);
  }

  close(): void {
    this.socket.disconnect(true);
  }
}

/** The connection of a socket, with what is known of who is at its end. (Methods, not closures: one object is held per socket.) */
export const connectionOf = <About extends object>(socket: RelaySocket, about: About): Connection & About =>
  Object.assign(new SocketConnection(socket), about);
