// A plain TCP server that repeats what it hears, and clients that note what happens to them. For the proxy's own tests.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createChaosProxy } from './chaos-proxy.js';
import type { ChaosProxy } from './chaos-proxy.js';
import type { Toxic } from './toxics.js';

export interface End {
  socket: Socket;
  text(): string;
  /** Of each chunk, in order. */
  sizes: number[];
  /** 'FIN', 'RST' and so on, in order. */
  saw: string[];
  until(what: (end: End) => boolean): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

function watched(socket: Socket): End {
  let text = '';
  const end: End = {
    socket,
    sizes: [],
    saw: [],
    text: () => text,
    async until(what) {
      for (let tries = 0; tries < 1_000 && !what(end); tries += 1) await pause(10);
      if (!what(end)) throw new Error(`It did not happen: ${end.saw.join(' ')}, ${text.length} bytes`);
    },
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    end.sizes.push(chunk.length);
  });
  socket.on('end', () => end.saw.push('FIN'));
  socket.on('error', (error: NodeJS.ErrnoException) => end.saw.push(error.code === 'ECONNRESET' ? 'RST' : String(error.code)));
  return end;
}

export interface EchoServer {
  port: number;
  server: Server;
  /** Connections in order of acceptance. */
  ends: End[];
  close(): Promise<void>;
}

/** @param echo false: only listens */
export async function echoServer(echo = true): Promise<EchoServer> {
  const ends: End[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    ends.push(watched(socket));
    if (echo) socket.on('data', (chunk) => socket.write(chunk));
    socket.on('end', () => echo && socket.end());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    server,
    ends,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { socket } of ends) socket.destroy();
      }),
  };
}

/** Resolves connected, or reset while it tried: then `saw` says so. */
export const dial = (port: number): Promise<End> =>
  new Promise((resolve) => {
    const end = watched(connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }));
    end.socket.once('connect', () => resolve(end)).once('close', () => resolve(end));
  });

export const SEED = 20_260;

export interface Broken {
  proxy: ChaosProxy;
  server: EchoServer;
  /** A client through the proxy. */
  open(): Promise<End>;
}

/** A server behind a proxy; `undo` gets what ends them, to be run last first. */
export async function brokenLink(undo: (() => Promise<unknown> | void)[], toxics: Toxic[] = [], echo = true): Promise<Broken> {
  const server = await echoServer(echo);
  const proxy = await createChaosProxy({ target: { host: '127.0.0.1', port: server.port }, seed: SEED });
  proxy.set(toxics);
  undo.push(server.close, proxy.close);
  return {
    proxy,
    server,
    async open() {
      const end = await dial(proxy.port);
      undo.push(() => void end.socket.destroy());
      return end;
    },
  };
}

export async function firstEnd(server: EchoServer): Promise<End> {
  for (let tries = 0; tries < 500 && server.ends.length === 0; tries += 1) await pause(10);
  const [end] = server.ends;
  if (end === undefined) throw new Error('Nobody connected to the server');
  return end;
}
