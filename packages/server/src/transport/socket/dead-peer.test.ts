import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { socketServer } from './socket-server.js';

const CLOSING_HANDSHAKE_MS = 30_000; // the library's wait for a polite end

const http = createServer();
const io = socketServer(http, { path: '/socket', allow: () => true });
Object.assign(io.engine.opts, { pingInterval: 50, pingTimeout: 50 });
afterAll(() => io.close());

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => http.getConnections((error, count) => (error === null ? resolve(count) : reject(error))));

it('[P45] who answers no ping is gone with its ping timeout, not half a minute later', async () => {
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const { port }: Pick<AddressInfo, 'port'> = typeof address === 'object' && address !== null ? address : { port: 0 };
  const client = new WebSocket(`ws://127.0.0.1:${port}/socket/?EIO=4&transport=websocket`);
  await new Promise<void>((resolve) => void client.once('open', resolve));
  client.pause();
  expect(await connections()).toBe(1);
  await expect.poll(connections, { timeout: CLOSING_HANDSHAKE_MS / 3 }).toBe(0);
  client.terminate();
});
