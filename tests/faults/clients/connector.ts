// Real sockets and HTTPS requests under the delivery client, without a browser: one connection per call, on the next address of the list,
// as a load balancer in front of several relays would choose it.
import { randomBytes } from 'node:crypto';
import { HTTP_ERRORS, PROTOCOL_VERSION } from '@throughline/types';
import type { ConnectionEvents, Connector, HttpErrorCode, Surroundings, Transport } from '@throughline/types';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

const POST_TIMEOUT_MS = 5_000;

/** The machine's clock, chance of the run's seed. */
export function surroundingsOf(random: () => number): Surroundings {
  return {
    now: () => Date.now(),
    random,
    hex128: () => randomBytes(16).toString('hex'),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Addresses to try in turn. */
export class Addresses {
  private at: number;
  constructor(
    private readonly urls: readonly string[],
    start: number,
  ) {
    this.at = start % urls.length;
  }
  current(): string {
    return this.urls[this.at] ?? '';
  }
  next(): string {
    this.at = (this.at + 1) % this.urls.length;
    return this.current();
  }
}

export interface Posted {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
}

/** POST as widget and console do. Rejects when no answer came in time. */
export async function post(url: string, body: unknown, { headers = {}, timeoutMs = POST_TIMEOUT_MS }: PostOptions = {}): Promise<Posted> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'text/plain', connection: 'close', ...headers },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), cookie };
}
interface PostOptions {
  headers?: Record<string, string>;
  timeoutMs?: number;
}

export interface SocketPort extends Transport {
  ask<Answer>(event: string, payload: unknown, timeoutMs: number): Promise<Answer>;
}

function portOf(socket: Socket, strike: () => void): SocketPort {
  const ask = <Answer>(event: string, payload: unknown, timeoutMs: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (!socket.connected) return reject(new Error('not connected'));
      socket.timeout(timeoutMs).emit(event, payload, (error: Error | null, answer: Answer) => {
        if (error === null) resolve(answer);
        else reject(error);
      });
    });
  return {
    ask,
    submit: (request, timeoutMs) => ask('submit', request, timeoutMs),
    sync: (request, timeoutMs) => ask('sync', request, timeoutMs),
    got: (message) => void (socket.connected && socket.emit('got', message)),
    strike,
  };
}

const refusalOf = (message: string): HttpErrorCode | undefined => {
  const isCode = (value: string): value is HttpErrorCode => Object.hasOwn(HTTP_ERRORS, value);
  return isCode(message) ? message : undefined;
};

export interface SocketOptions {
  addresses: Addresses;
  path: string;
  headers?: Record<string, string>;
  /** The credential of the moment; rejecting fails the attempt. */
  auth: (url: string) => Promise<Record<string, unknown>>;
  push: (event: string, payload: unknown) => void;
}

/** One WebSocket per call. After `down`, or the returned close, nothing of it is heard any more. */
export function socketConnector({ addresses, path, headers, auth, push }: SocketOptions): Connector<SocketPort> {
  return {
    connect(events: ConnectionEvents<SocketPort>) {
      let socket: Socket | null = null;
      let closed = false;
      const shut = (): void => {
        closed = true;
        socket?.offAny();
        socket?.disconnect();
        socket = null;
      };
      const end = (refused?: HttpErrorCode): void => {
        if (closed) return;
        shut();
        addresses.next();
        events.down(refused);
      };
      const begin = async (): Promise<void> => {
        const url = addresses.current();
        const credential = await auth(url);
        if (closed) return;
        const extra = headers === undefined ? {} : { extraHeaders: headers };
        const fresh = io(url, { path, auth: credential, transports: ['websocket'], reconnection: false, forceNew: true, ...extra });
        socket = fresh;
        fresh.on('connect', () => closed || events.up(portOf(fresh, () => end())));
        fresh.on('connect_error', (error) => end(refusalOf(error.message)));
        fresh.on('disconnect', () => end());
        fresh.onAny((event: string, payload: unknown) => {
          if (closed) return;
          if (event !== 'bye') push(event, payload);
          else if (typeof payload === 'object' && payload !== null && 'after_ms' in payload) events.bye(Number(payload.after_ms));
        });
      };
      begin().catch(() => end()); // no ticket, no answer: as good as no connection; the link tries again
      return shut;
    },
  };
}

export { PROTOCOL_VERSION };
