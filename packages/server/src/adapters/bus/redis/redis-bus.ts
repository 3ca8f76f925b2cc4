// Hints between relays on one store, over the Redis adapter of socket.io (P95): a server without sockets whose nodes emit to each other.
// Redis carries and keeps nothing; own listeners are told at once, whatever its state.
// Invariant: the channel's name holds the store's stable id, so that two installations on one Redis never meet. (Not the epoch: relays
// would part for the moment in which they learn a new one.)
import { Server } from 'socket.io';
import type { Bus, Hint } from '../../../ports/bus.js';
import type { Log } from '../../../ports/log.js';
import { createListeners } from '../listeners.js';
import { readHint } from './read-hint.js';
import { openWire } from './redis-wire.js';
import type { AdapterClient } from './redis-wire.js';

export const HINT_MAX_BYTES = 256 * 1024; // a live revision is twice 32 KiB, a batch of entries 48 KiB: more than this is healed, not sent
const EVENT = 'hint';

export interface RedisBusOptions {
  /** `redis://…`, `rediss://…` or the path of a socket. */
  address: string;
  /** Of the store that the relays share. */
  installation: string;
  log: Log;
}
export interface RedisBus extends Bus {
  /** Bytes given to Redis and not yet answered: what a silent Redis can hold of this process. */
  inFlight(): number;
  /** Hints leave and arrive now. */
  isUp(): boolean;
}

async function load() {
  try {
    const [{ createAdapter }, { Redis }] = await Promise.all([import('@socket.io/redis-adapter'), import('ioredis')]);
    return { createAdapter, Redis };
  } catch (cause) {
    throw new Error('Redis needs the packages @socket.io/redis-adapter and ioredis', { cause });
  }
}

/** Resolves at once, whether Redis answers or not. */
export async function createRedisBus({ address, installation, log }: RedisBusOptions): Promise<RedisBus> {
  const { createAdapter, Redis } = await load();
  const listeners = createListeners(log);
  const wire = openWire({
    Redis,
    address,
    onState: (state, code) => {
      if (state === 'up') log.warn('Redis answers again: hints reach the other relays');
      else
        log.warn('Redis does not answer: other relays learn of news by the beacon, within 15 s', code === undefined ? undefined : { code });
    },
  });
  const io = new Server();
  const clients: [AdapterClient, AdapterClient] = [wire.pub, wire.sub];
  io.adapter(createAdapter(...clients, { key: `throughline:${installation}` }));
  io.on(EVENT, (text: unknown) => {
    const hint = readHint(text);
    if (hint !== null) listeners.tell(hint);
  });
  return {
    publish(hint) {
      listeners.tell(hint);
      send(hint);
    },
    subscribe: listeners.add,
    inFlight: wire.inFlight,
    isUp: wire.isUp,
    async close() {
      listeners.clear();
      await io.of('/').adapter.close(); // `io.close()` is for servers with sockets
      wire.close();
    },
  };

  /** As JSON text: what `undefined` means is the same for the other relay, whichever packing the adapter uses. */
  function send(hint: Hint): void {
    const text = JSON.stringify(hint);
    if (text.length <= HINT_MAX_BYTES) io.serverSideEmit(EVENT, text);
  }
}
