// A Socket.IO connection in as little memory and work as it takes: one WebSocket, the packets the relay speaks, nothing else. Ten thousand
// clients of the usual library would measure the library. (Engine.IO 4, Socket.IO 5; text packets of the root namespace only.)
import { WebSocket } from 'ws';
import type { Push } from './connector.js';

export interface RawOptions {
  url: string;
  path: string;
  auth: Record<string, unknown>;
  /** Local address to connect from: each has its own range of ports. */
  from?: string;
}
export interface RawEvents {
  /** Admitted. At most once. */
  up(): void;
  /** Refused, with the relay's code, or over. Exactly once, unless it was closed here. */
  down(refused?: string): void;
  event(name: string, payload: Push): void;
}
export interface RawSocket {
  /** Rejects when no answer came in time. */
  ask<Answer>(event: string, payload: unknown, timeoutMs: number): Promise<Answer>;
  emit(event: string, payload: unknown): void;
  /** Reads nothing from now on; the system's buffers fill, then the relay's. */
  stall(): void;
  /** Cuts the TCP connection without a word; reported as `down`. */
  cut(): void;
  /** Closes; nothing is reported afterwards. */
  close(): void;
}

const PACKET = /^4([0-4])(\d*)/;

export function openRaw({ url, path, auth, from }: RawOptions, events: RawEvents): RawSocket {
  const address = `${url.replace(/^http/, 'ws')}${path}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: false, ...(from !== undefined && { localAddress: from }) });
  /** Who waits for an acknowledgement, by its number; told the packet's JSON. */
  const waiting = new Map<number, (json: string) => void>();
  let lastId = 0;
  let over = false;
  let refused: string | undefined;

  const end = (): void => {
    if (over) return;
    over = true;
    events.down(refused);
  };
  const receive = (text: string): void => {
    if (text === '2') return void socket.send('3'); // ping
    if (text.startsWith('0')) return void socket.send(`40${JSON.stringify(auth)}`);
    const [head = '', type, id = ''] = PACKET.exec(text) ?? [];
    const json = text.slice(head.length);
    if (type === '0') events.up();
    else if (type === '1') socket.terminate();
    else if (type === '2') {
      const [name, payload]: [string, Push] = JSON.parse(json);
      events.event(name, payload);
    } else if (type === '3') waiting.get(Number(id))?.(json);
    else if (type === '4') {
      const { message }: { message: string } = JSON.parse(json);
      refused = message;
      socket.terminate();
    }
    return undefined;
  };
  socket.on('message', (data) => {
    if (!over && data instanceof Buffer) receive(data.toString());
  });
  socket.on('error', end);
  socket.on('close', end);

  const send = (text: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
  return {
    ask<Answer>(event: string, payload: unknown, timeoutMs: number) {
      lastId += 1;
      const id = lastId;
      send(`42${id}${JSON.stringify([event, payload])}`);
      return new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`${event} was not answered within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.set(id, (json) => {
          waiting.delete(id);
          clearTimeout(timer);
          const [answer]: [Answer] = JSON.parse(json);
          resolve(answer);
        });
      });
    },
    emit: (event, payload) => send(`42${JSON.stringify([event, payload])}`),
    stall: () => socket.pause(),
    cut: () => socket.terminate(),
    close() {
      over = true;
      socket.terminate();
    },
  };
}
