// What waits in this process for one socket: packets in the engine and bytes in the WebSocket, neither of which is bounded by its library
// (P45). Reads fields that their types do not show, so each is looked at before it is believed; one that is gone in a later version counts
// as nothing waiting, and the test of the slow reader fails.
import type { Socket } from 'socket.io';
import { limits } from '@throughline/types';

type EngineSocket = Socket['conn'];

/** Above this nothing is added that can be left out; what is waiting may be a burst, which is gone in the next turn. */
const FULL_BYTES = limits.OUTBOUND_MAX_BYTES / 2;

export interface Outbound {
  /** Bytes not yet taken by the kernel. */
  waiting(): number;
  /** Bytes taken by the kernel so far; grows while there is progress. */
  taken(): number;
  /** Set by the watch: bytes were waiting at two looks in a row. */
  slow: boolean;
  /** True when what can be left out is left out. */
  isBehind(): boolean;
  /** Ends the connection and gives back what waits for it. (Closing politely would wait for it to be read.) */
  cut(): void;
}

const fieldOf = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
const numberOf = (holder: unknown, name: string): number => {
  const value = fieldOf(holder, name);
  return typeof value === 'number' ? value : 0;
};

/** Measured once per packet: a long queue is asked about with every hint for its socket. */
const sizes = new WeakMap<object, number>();

const webSocketOf = (conn: EngineSocket): unknown => fieldOf(conn.transport, 'socket');

function bytesOf(packet: unknown): number {
  if (typeof packet !== 'object' || packet === null) return 0;
  const known = sizes.get(packet);
  if (known !== undefined) return known;
  const data = fieldOf(packet, 'data');
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0; // binary packets are never sent
  sizes.set(packet, bytes);
  return bytes;
}

/** Without the closing handshake, for which the library waits half a minute. */
export function cutConnection(conn: EngineSocket): void {
  const ws = webSocketOf(conn);
  const terminate = fieldOf(ws, 'terminate');
  if (typeof terminate === 'function') Reflect.apply(terminate, ws, []);
  else conn.close(true);
}

/** A class, not closures: it is held once per socket, by ten thousand idle ones. */
class SocketOutbound implements Outbound {
  slow = false;

  constructor(private readonly conn: EngineSocket) {}

  waiting(): number {
    const packets = fieldOf(this.conn, 'writeBuffer');
    const queued = Array.isArray(packets) ? packets.reduce((sum: number, packet) => sum + bytesOf(packet), 0) : 0;
    return queued + numberOf(webSocketOf(this.conn), 'bufferedAmount');
  }

  taken(): number {
    const tcp = fieldOf(webSocketOf(this.conn), '_socket');
    return numberOf(tcp, 'bytesWritten') - numberOf(tcp, 'writableLength');
  }

  isBehind(): boolean {
    return this.slow || this.waiting() > FULL_BYTES;
  }

  cut(): void {
    cutConnection(this.conn);
  }
}

export const outboundOf = ({ conn }: { conn: EngineSocket }): Outbound => new SocketOutbound(conn);
