// On a real socket whose reader stops: the fields that outbound.ts reads are the libraries' own and may move.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '@throughline/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { heardLog } from '../../testing/heard-log.js';
import { fakeVisitor } from '../../testing/fake-subscriber.js';
import { connectionOf } from './connection.js';
import type { Connection } from './connection.js';
import { socketServer } from './socket-server.js';
import { Subscriptions } from './subscriptions.js';
import { watchOutbound } from './watch-outbound.js';

const BODY = 'ü'.repeat(4 * 1024); // 8 KiB of UTF-8
const MANY = 4_000; // 32 MiB: more than any kernel buffer takes

const http = createServer();
const io = socketServer(http, { path: '/socket', allow: () => true });
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  port = (typeof address === 'object' && address !== null ? address : ({ port: 0 } satisfies Partial<AddressInfo>)).port;
});
afterAll(() => io.close());

/** A client that speaks just enough Socket.IO to be connected, and the server's end of it. */
async function connected(): Promise<{ client: WebSocket; end: Connection; ended: Promise<string> }> {
  const met = new Promise<{ end: Connection; ended: Promise<string> }>((resolve) => {
    io.once('connection', (socket) =>
      resolve({ end: connectionOf(socket, {}), ended: new Promise((gone) => void socket.once('disconnect', (reason) => gone(reason))) }),
    );
  });
  const client = new WebSocket(`ws://127.0.0.1:${port}/socket/?EIO=4&transport=websocket`);
  await new Promise<void>((resolve) => void client.once('open', resolve));
  client.send('40');
  return { client, ...(await met) };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

it('[P45] what waits for a reader that stopped is counted to the byte’s order, and is taken when it reads again', async () => {
  const { client, end } = await connected();
  expect(end.outbound.waiting()).toBe(0);
  client.pause();
  for (let i = 0; i < MANY; i += 1) end.emit('ev', BODY);
  await turn();
  const waiting = end.outbound.waiting();
  expect(waiting).toBeGreaterThan(limits.OUTBOUND_MAX_BYTES);
  expect(waiting).toBeLessThan(MANY * 9 * 1024);
  expect(end.outbound.isBehind()).toBe(true);
  const before = end.outbound.taken();
  client.resume();
  await expect.poll(() => end.outbound.waiting(), { timeout: 15_000 }).toBe(0);
  expect(end.outbound.taken()).toBeGreaterThan(before + limits.OUTBOUND_MAX_BYTES);
  client.terminate();
});

it('[P44] to a socket that is behind nothing is added that can be left out', async () => {
  const { client, end } = await connected();
  client.pause();
  for (let i = 0; i < MANY; i += 1) end.tell('typing', BODY);
  await turn();
  for (let i = 0; i < MANY; i += 1) end.tell('typing', BODY);
  expect(end.outbound.waiting()).toBeLessThanOrEqual(limits.OUTBOUND_MAX_BYTES);
  client.terminate();
});

it('[P45] one timer for all cuts the socket for which too much waits, and no other', async () => {
  const subscriptions = new Subscriptions();
  const log = heardLog();
  let look: () => void = () => undefined;
  const clock = {
    now: () => 0,
    after: (_ms: number, run: () => void) => {
      look = run;
      return () => undefined;
    },
  };
  watchOutbound({ subscriptions, clock, log });
  const [slow, healthy] = [await connected(), await connected()];
  for (const { end } of [slow, healthy]) subscriptions.add({ ...fakeVisitor('site', 'vis').subscriber, ...end });
  slow.client.pause();
  for (let i = 0; i < MANY; i += 1) slow.end.emit('ev', BODY);
  healthy.end.emit('ev', BODY);
  await turn();
  look();
  expect(await slow.ended).toBe('transport close');
  expect(slow.end.outbound.waiting()).toBe(0); // given back at once
  expect(log.lines.map(({ fields }) => fields?.code)).toEqual(['slow']);
  expect(healthy.client.readyState).toBe(WebSocket.OPEN);
  slow.client.terminate();
  healthy.client.terminate();
});
