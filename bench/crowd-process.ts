// A process full of connections, told by its parent what to do (crowd.ts). It ends with its parent.
import { openClient } from './raw-client.js';
import type { RawClient } from './raw-client.js';
import { openRaw } from './raw-socket.js';
import type { RawSocket } from './raw-socket.js';
import type { Answer, Counted, Order, Shown } from './crowd.js';

const AT_ONCE = 25; // a crowd that arrives one after the other is not what is measured
const held: RawSocket[] = [];
const clients: RawClient[] = [];
let down = 0;
let pushed = 0;
let from = '127.0.0.1';

/** Opens a connection; resolves when it is admitted, and rejects when it is refused. */
function hold(url: string, path: string, auth: Record<string, unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    held.push(
      openRaw(
        { url, path, auth, from },
        {
          up: resolve,
          down(refused) {
            down += 1;
            reject(new Error(`A connection was refused: ${refused ?? 'closed'}`));
          },
          event: () => void (pushed += 1),
        },
      ),
    );
  });
}

async function open(order: Order & { do: 'open' }): Promise<void> {
  for (let at = 0; at < order.auths.length; at += AT_ONCE) {
    await Promise.all(order.auths.slice(at, at + AT_ONCE).map((auth) => hold(order.url, order.path, auth)));
  }
}

const shown = (): Shown[] =>
  clients.map(({ client, equalSince }) => {
    const { pub } = client.view();
    return { contig: pub.contig, last: pub.entries.at(-1)?.id ?? '', equalSince: equalSince() };
  });

const counted = (): Counted => ({
  ...{ open: held.length - down, down, pushed },
  equal: clients.filter(({ equalSince }) => equalSince() !== null).length,
});

async function obey(order: Order): Promise<Shown[] | Counted | null> {
  switch (order.do) {
    case 'address':
      from = order.from;
      return null;
    case 'open':
      await open(order);
      return counted();
    case 'clients':
      for (const member of order.members) clients.push(openClient(member, { url: order.url, from }));
      return null;
    case 'shown':
      return shown();
    case 'cut':
      for (const client of clients) client.socket()?.cut();
      return null;
    case 'stall':
      for (const socket of held) socket.stall();
      return null;
    case 'count':
      return counted();
    case 'close':
      for (const socket of held.splice(0)) socket.close();
      for (const client of clients.splice(0)) client.close();
      down = 0;
      return null;
  }
}

const answer = (message: Answer): void => void process.send?.(message);
process.on('message', ({ id, order }: { id: number; order: Order }) => {
  obey(order).then(
    (value) => answer({ id, value }),
    (error: unknown) => answer({ id, failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
