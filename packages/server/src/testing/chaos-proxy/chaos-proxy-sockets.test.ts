// The toxics that know WebSocket, under a real Socket.IO server and client (P111).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createChaosProxy } from './chaos-proxy.js';
import type { ChaosProxy } from './chaos-proxy.js';
import { pause } from './streams.fixture.js';
import { targetOf, through } from './target.js';

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function setUp(): Promise<{ proxy: ChaosProxy; heard: string[]; server: Server; dial(): Promise<Socket> }> {
  const heard: string[] = [];
  const http = createServer((_request, response) => void response.end('plain'));
  const server = new Server(http, { transports: ['websocket'] });
  server.on('connection', (socket) => {
    socket.on('say', (text: string, ack: (answer: string) => void) => {
      heard.push(text);
      ack(`ack ${text}`);
      socket.emit('news', text);
    });
  });
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', () => resolve()));
  const { port } = http.address() as AddressInfo; // it listens on TCP
  const proxy = await createChaosProxy({ target: targetOf(`http://127.0.0.1:${port}`), seed: 7 });
  undo.push(() => server.close(), proxy.close);
  return {
    proxy,
    heard,
    server,
    dial: () =>
      new Promise((resolve, reject) => {
        const socket = io(proxy.url, { transports: ['websocket'], reconnection: false, forceNew: true });
        undo.push(() => void socket.disconnect());
        socket.once('connect', () => resolve(socket));
        socket.once('connect_error', reject);
      }),
  };
}

describe('chaos proxy: WebSocket', () => {
  it('[P111] hold_acks keeps acks back, lets everything else pass, and lets them go when cleared', async () => {
    const { proxy, dial } = await setUp();
    const socket = await dial();
    const news: string[] = [];
    socket.on('news', (text: string) => news.push(text));
    expect(await socket.timeout(2_000).emitWithAck('say', 'one')).toBe('ack one');
    proxy.set([{ type: 'hold_acks' }]);
    let acked = '';
    socket.emit('say', 'two', (answer: string) => (acked = answer));
    socket.emit('say', 'z'.repeat(70_000), () => undefined);
    await expect.poll(() => news.length).toBe(3);
    await pause(50);
    expect([acked, proxy.stats.heldAcks]).toEqual(['', 2]);
    proxy.clear();
    await expect.poll(() => acked).toBe('ack two');
  });

  it('[P111] replay_frame says an event twice, whatever its size', async () => {
    const { proxy, dial, heard } = await setUp();
    const socket = await dial();
    proxy.set([{ type: 'replay_frame' }]);
    const sizes = [1, 200, 5_000, 70_000];
    for (const size of sizes) await socket.timeout(2_000).emitWithAck('say', 'w'.repeat(size));
    await expect.poll(() => heard.map((text) => text.length)).toEqual(sizes.flatMap((size) => [size, size]));
    expect(proxy.stats.replayedFrames).toBe(4);
    expect(socket.connected).toBe(true);
  });

  it('[P111] frames stay whole when they come byte by byte', async () => {
    const { proxy, dial, heard } = await setUp();
    const socket = await dial();
    proxy.set([{ type: 'slicer', bytes: 1 }, { type: 'replay_frame' }]);
    expect(await socket.timeout(5_000).emitWithAck('say', 'sliced')).toBe('ack sliced');
    await expect.poll(() => heard).toEqual(['sliced', 'sliced']);
  });

  it('[P111] deny_upgrade refuses WebSocket only', async () => {
    const { proxy, dial } = await setUp();
    for (const answer of [403, 503, 'close'] as const) {
      proxy.set([{ type: 'deny_upgrade', answer }]);
      await expect(dial()).rejects.toThrow('websocket error');
      expect(await (await fetch(proxy.url)).text()).toBe('plain');
    }
    expect(proxy.stats.deniedUpgrades).toBe(3);
    proxy.set([{ type: 'deny_upgrade', answer: 429, requests: true }]);
    expect((await fetch(proxy.url, { headers: { connection: 'close' } })).status).toBe(429);
    proxy.clear();
    expect((await dial()).connected).toBe(true);
  });

  it('knows where addresses lead, and the same address through the proxy', () => {
    expect(targetOf('http://localhost:3000')).toEqual({ host: 'localhost', port: 3000 });
    expect(targetOf('redis://127.0.0.1')).toEqual({ host: '127.0.0.1', port: 6379 });
    expect(targetOf('/run/r.sock')).toEqual({ path: '/run/r.sock' });
    expect(targetOf('postgresql://a@localhost/db?host=%2Frun%2Fpg')).toEqual({ path: '/run/pg/.s.PGSQL.5432' });
    expect(through({ port: 99 }, 'postgresql://a@localhost/db?host=%2Frun%2Fpg')).toBe('postgresql://a@127.0.0.1:99/db');
    expect(through({ port: 99 }, '/run/r.sock')).toBe('redis://127.0.0.1:99');
  });
});
