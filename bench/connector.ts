// Real sockets under the delivery client: what widget and console put there, without a browser. One connection per call; the session
// link reconnects (P66).
import { randomBytes } from 'node:crypto';
import { createSessionLink } from '@throughline/types';
import type { Connector, Ev, Handoff, Head, ReceiptHint, SessionLink, Surroundings, Transport } from '@throughline/types';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

export const surroundings: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  hex128: () => randomBytes(16).toString('hex'),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

function ask<Answer>(socket: Socket, event: string, payload: unknown, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    socket
      .timeout(timeoutMs)
      .emit(event, payload, (error: Error | null, answer: Answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function transportOf(socket: Socket): Transport {
  return {
    submit: (request, timeoutMs) => ask(socket, 'submit', request, timeoutMs),
    sync: (request, timeoutMs) => ask(socket, 'sync', request, timeoutMs),
    got: (message) => void socket.volatile.emit('got', message),
    strike: () => void socket.disconnect(),
  };
}

/** Whatever a push carries; its event says which part is there. */
export type Push = Handoff & Ev & Head & ReceiptHint;

export interface LinkOptions {
  url: string;
  path: string;
  /** The credential of the moment. */
  auth: () => Promise<Record<string, unknown>>;
  headers?: Record<string, string>;
  /** Whatever the relay pushes. */
  push: (event: string, payload: Push) => void;
  onUp: (transport: Transport) => void;
  onDown: () => void;
}

/** Keeps one socket up. Rejections of the credential are reported on standard error: a bench has nobody to ask. */
export function openLink({ url, path, auth, headers, push, onUp, onDown }: LinkOptions): SessionLink<Transport> {
  const connector: Connector = {
    connect(events) {
      let socket: Socket | undefined;
      let closed = false;
      const begin = async (): Promise<void> => {
        const options = { path, auth: await auth(), transports: ['websocket'], reconnection: false, forceNew: true };
        if (closed) return;
        const fresh = io(url, headers === undefined ? options : { ...options, extraHeaders: headers });
        socket = fresh;
        fresh.on('connect', () => events.up(transportOf(fresh)));
        fresh.on('connect_error', () => events.down());
        fresh.on('disconnect', () => events.down());
        fresh.onAny((event: string, payload: Push) => push(event, payload));
      };
      begin().catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        events.down();
      });
      return () => {
        closed = true;
        socket?.disconnect();
      };
    },
  };
  const link = createSessionLink({ connector, surroundings, onUp, onDown });
  link.start();
  return link;
}
