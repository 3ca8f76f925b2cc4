// One suite, two clients, the same real server: our own client of the Socket.IO protocol, and socket.io-client as the reference (W15).
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenSocket } from '../core/socket-port.js';
import { openSocket } from './socket.js';

/** The reference behind the same four methods. */
const reference: OpenSocket = ({ url, token, events }) => {
  const socket = io(url, {
    path: '/visitor/socket',
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    auth: (give) => give({ v: 1, token: token() }),
  });
  socket.on('connect', events.opened);
  socket.on('disconnect', () => events.closed(''));
  socket.on('connect_error', (error) => events.closed(error.message));
  for (const name of ['ev', 'head', 'receipt', 'typing', 'bye'] as const) socket.on(name, (payload) => events.heard(name, payload));
  return {
    connect: () => void socket.connect(),
    ask: (name, message, timeoutMs) =>
      socket.connected ? socket.timeout(timeoutMs).emitWithAck(name, message) : Promise.reject(new Error('not connected')),
    tell: (name, message) => void (socket.connected && socket.volatile.emit(name, message)),
    close() {
      socket.off();
      socket.disconnect();
    },
  };
};

let http: HttpServer;
let server: Server;
let url: string;
const handshakes: unknown[] = [];
const told: unknown[] = [];

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  handshakes.length = told.length = 0;
  http = createServer();
  server = new Server(http, { path: '/visitor/socket', transports: ['websocket'], pingInterval: 150, pingTimeout: 250 });
  server.use((socket, next) => {
    handshakes.push(socket.handshake.auth);
    next(socket.handshake.auth['token'] === 'good' ? undefined : new Error('unauthenticated'));
  });
  server.on('connection', (socket) => {
    socket.on('submit', (message, ack) => ack({ ok: true, echo: message }));
    socket.on('sync', () => undefined); // never answers
    socket.on('typing', (message) => {
      told.push(message);
      socket.emit('typing', message);
      if (message === 'drop') socket.disconnect();
      if (message === 'cut') socket.conn.close();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

describe.each([
  ['our own client', openSocket],
  ['socket.io-client', reference],
])('[W15] %s', (_, open) => {
  const start = (token: () => string) => {
    const log: unknown[] = [];
    const socket = open({
      url,
      token,
      events: {
        opened: () => log.push('opened'),
        closed: (code) => log.push(['closed', code]),
        heard: (name, payload) => log.push([name, payload]),
      },
    });
    socket.connect();
    return { socket, log };
  };
  const until = (log: unknown[], entry: unknown) => expect.poll(() => log, { timeout: 5_000 }).toContainEqual(entry);

  it('opens with the credential of the moment', async () => {
    const { socket, log } = start(() => 'good');
    await until(log, 'opened');
    expect(handshakes).toEqual([{ v: 1, token: 'good' }]);
    socket.close();
  });

  it('tells the code of a refused handshake, once', async () => {
    const { log } = start(() => 'bad');
    await until(log, ['closed', 'unauthenticated']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(log).toEqual([['closed', 'unauthenticated']]);
  });

  it('asks and is answered, each question by its own answer', async () => {
    const { socket, log } = start(() => 'good');
    await until(log, 'opened');
    const texts = ['plain', '日本語 🦀', '"quoted"\n1', '[1,2]'];
    expect(await Promise.all(texts.map((text) => socket.ask('submit', { text }, 2_000)))).toEqual(
      texts.map((text) => ({ ok: true, echo: { text } })),
    );
    socket.close();
  });

  it('rejects a question without an answer, and every open one when the connection ends', async () => {
    const { socket, log } = start(() => 'good');
    await expect(socket.ask('sync', {}, 1_000)).rejects.toThrow();
    await until(log, 'opened');
    await expect(socket.ask('sync', {}, 100)).rejects.toThrow();
    const waiting = socket.ask('sync', {}, 60_000).catch(() => 'rejected');
    await new Promise((resolve) => setTimeout(resolve, 50)); // the reference drops what is volatile while it writes
    socket.tell('typing', 'drop');
    expect(await waiting).toBe('rejected');
    await until(log, ['closed', '']);
    socket.close();
  });

  it('hears what is pushed, and sends without waiting', async () => {
    const { socket, log } = start(() => 'good');
    socket.tell('typing', 'too early');
    await until(log, 'opened');
    socket.tell('typing', { conv: 'c', on: true });
    await until(log, ['typing', { conv: 'c', on: true }]);
    expect(told).toEqual([{ conv: 'c', on: true }]);
    socket.close();
  });

  it('answers pings, so that it stays connected', async () => {
    const { socket, log } = start(() => 'good');
    await until(log, 'opened');
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(log).toEqual(['opened']);
    expect(await socket.ask('submit', 1, 1_000)).toEqual({ ok: true, echo: 1 });
    socket.close();
  });

  it('knows a silent peer after ping interval and timeout', async () => {
    const { socket, log } = start(() => 'good');
    await until(log, 'opened');
    for (const one of server.sockets.sockets.values()) Reflect.set(one.conn, 'sendPacket', () => undefined); // nothing leaves any more
    await until(log, ['closed', '']);
    socket.close();
  });

  it('reports a cut once, nothing after close, and connects again', async () => {
    const { socket, log } = start(() => 'good');
    await until(log, 'opened');
    socket.tell('typing', 'cut');
    await until(log, ['closed', '']);
    expect(log.filter((entry) => Array.isArray(entry) && entry[0] === 'closed')).toHaveLength(1);
    socket.connect();
    await expect.poll(() => log.filter((entry) => entry === 'opened').length, { timeout: 5_000 }).toBe(2);
    socket.close();
    socket.close();
    const heard = log.length;
    server.emit('typing', 'late');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(log).toHaveLength(heard);
  });
});
