// A PostgreSQL from which nothing comes back, over a link that stays open: the server's own timeouts cannot help, this end has to give up (P96).
import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { freshDatabase } from '../../../../../../tests/servers/postgres.js';
import type { FreshDatabase } from '../../../../../../tests/servers/postgres.js';
import { StoreUnavailable } from '../../../ports/store.js';
import { hex, message, stageOn } from '../../../testing/store-contract/stage.js';
import { openPostgresStore } from './postgres-store.js';
import { WAITING_MAX } from './plain-groups.js';

const GIVES_UP_MS = 15_000; // 6 s of waiting for the answer, on a busy machine
const databases: FreshDatabase[] = [];
const proxies: Server[] = [];
const sockets = new Set<Socket>();
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const proxy of proxies) proxy.close();
  for (const database of databases) await database.drop();
});

/** A link that can fall silent without closing. */
async function linkTo(url: string): Promise<{ url: string; silence(on: boolean): void }> {
  const target = new URL(url);
  const folder = target.searchParams.get('host');
  const port = Number(target.port === '' ? 5432 : target.port);
  let silent = false;
  const server = createServer((near) => {
    const far = folder === null ? connect(port, target.hostname) : connect(join(folder, `.s.PGSQL.${port}`));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk: Buffer) => silent || to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  proxies.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  target.searchParams.delete('host');
  target.hostname = '127.0.0.1';
  target.port = String(typeof address === 'object' ? (address?.port ?? 0) : 0);
  return { url: target.href, silence: (on) => void (silent = on) };
}

it('[P96] [P37] nothing comes back: unavailable within a bound, readiness sooner, and all is well when the link is', async () => {
  const database = await freshDatabase();
  databases.push(database);
  const link = await linkTo(database.url);
  const store = await openPostgresStore({ url: link.url });
  expect(await store.sites({})).toEqual([]);
  link.silence(true);
  const began = performance.now();
  await expect(store.ping()).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - began).toBeLessThan(5_000);
  await expect(store.sites({})).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - began).toBeLessThan(GIVES_UP_MS);
  link.silence(false);
  await expect
    .poll(
      () =>
        store.ping().then(
          () => true,
          () => false,
        ),
      { timeout: GIVES_UP_MS },
    )
    .toBe(true);
  expect(await store.sites({})).toEqual([]);
  await store.close();
}, 60_000);

it('[P96] [P37] what queued behind a silence is refused with the first of it, and more than a bound does not queue at all', async () => {
  const database = await freshDatabase();
  databases.push(database);
  const link = await linkTo(database.url);
  const store = await openPostgresStore({ url: link.url });
  const stage = await stageOn(store);
  const { visitor, conv } = await stage.opened();
  link.silence(true);
  const began = performance.now();
  const send = (n: number) => stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, `behind ${n}`)] });
  const first = send(0);
  const behind = first.then(
    () => 'answered',
    () => 'refused',
  );
  await new Promise((resolve) => setTimeout(resolve, 50)); // it runs; the others queue behind it, because it is their conversation
  const queued = Array.from({ length: WAITING_MAX }, (_, n) => send(n));
  let waiting = queued.length;
  const settled = queued.map((one) => one.catch((error: unknown) => error).finally(() => (waiting -= 1)));
  await expect(send(-1)).rejects.toThrow(/Too many submissions/);
  expect(waiting).toBe(WAITING_MAX);
  expect(await behind).toBe('refused');
  for (const error of await Promise.all(settled)) expect(error).toBeInstanceOf(StoreUnavailable);
  expect(performance.now() - began).toBeLessThan(GIVES_UP_MS);
  const receipt = () => store.receipt({ principal: visitor, conv, delivered: 1, read: 1 });
  const receipts = await Promise.all(Array.from({ length: 300 }, () => receipt().catch((error: unknown) => error)));
  for (const error of receipts) expect(error).toBeInstanceOf(StoreUnavailable);
  expect(performance.now() - began).toBeLessThan(2 * GIVES_UP_MS);
  link.silence(false);
  await expect
    .poll(
      () =>
        send(1).then(
          ({ answer }) => answer.ok,
          () => false,
        ),
      { timeout: GIVES_UP_MS },
    )
    .toBe(true);
  await store.close();
}, 90_000);
