// The two connections to Redis, as the adapter of socket.io wants them, made harmless: nothing waits for Redis, nothing is queued for it
// beyond IN_FLIGHT_MAX_BYTES, and no rejected command ends the process (P95).
// Invariants: a connection whose commands stay unanswered is given up within SILENCE_MAX_MS; both come back by themselves; each change of
// state is told once. The address of Redis holds its password: nothing here repeats it.
import type { Redis, RedisOptions } from 'ioredis';

const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_MAX_MS = 4_000; // a paused Redis and a cut network answer nothing; with PING_EVERY_MS known within 6 s
const PING_EVERY_MS = 2_000; // a subscriber sends nothing by itself, and a dead link is silent
const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 2_000; // a Redis that is back is found within this
export const IN_FLIGHT_MAX_BYTES = 1024 * 1024; // hints that Redis has not taken yet; more are dropped: the beacon heals them

export interface RedisWire {
  /** What the adapter calls `pubClient` and `subClient`. */
  readonly pub: AdapterClient;
  readonly sub: AdapterClient;
  /** Bytes given to Redis and not yet answered. */
  inFlight(): number;
  /** Hints leave and arrive now. */
  isUp(): boolean;
  close(): void;
}

type Listener = (...args: unknown[]) => void;

/** The calls that the adapter makes when it only emits between servers. */
export interface AdapterClient {
  publish(channel: string, message: string | Buffer): void;
  subscribe(channels: string[]): void;
  psubscribe(pattern: string): void;
  unsubscribe(channels: string[]): void;
  punsubscribe(pattern: string): void;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  listenerCount(event: string): number;
}

export interface WireOptions {
  Redis: new (address: string, options: RedisOptions) => Redis;
  /** `redis://…`, `rediss://…` or the path of a socket. */
  address: string;
  /** Called with what is the case from now on, and the code of the last failure. */
  onState(state: 'up' | 'down', code?: string): void;
}

const OPTIONS: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  socketTimeout: SILENCE_MAX_MS,
  enableOfflineQueue: false, // a hint that cannot leave now is dropped
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false, // done below: the library's own attempt rejects where nobody listens
  maxRetriesPerRequest: 0,
  enableReadyCheck: false, // Pub/Sub works while Redis still loads, and INFO may be forbidden
  disableClientInfo: true,
  retryStrategy: (times) => Math.min(RETRY_MIN_MS * 2 ** Math.min(times, 10), RETRY_MAX_MS),
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

export function openWire({ Redis, address, onState }: WireOptions): RedisWire {
  const pub = new Redis(address, OPTIONS);
  const sub = new Redis(address, OPTIONS);
  const channels = new Set<string>();
  const patterns = new Set<string>();
  let inFlight = 0;
  let subscribed = false;
  let closed = false;
  let state: 'up' | 'down' | 'starting' = 'starting';
  let troubled = false;
  let lastCode: string | undefined;

  const look = (): void => {
    const now = pub.status === 'ready' && subscribed ? 'up' : 'down';
    if (closed || now === state || (state === 'starting' && now === 'down' && !troubled)) return;
    const isNews = state !== 'starting' || now === 'down'; // a good start is none
    state = now;
    if (isNews) onState(now, now === 'down' ? lastCode : undefined);
  };
  const failed = (error: unknown): void => {
    if (error instanceof Error) lastCode = codeOf(error);
  };
  /** Anything that goes wrong here is a lost hint or a connection that `close` reports. */
  const ask = (command: () => Promise<unknown>): void => void command().catch(failed);

  const listen = async (): Promise<void> => {
    if (channels.size > 0) await sub.subscribe(...channels);
    if (patterns.size > 0) await sub.psubscribe(...patterns);
    subscribed = channels.size + patterns.size > 0;
    look();
  };
  for (const client of [pub, sub]) {
    client.on('error', failed);
    client.on('ready', () => (client === sub ? ask(listen) : look()));
    client.on('close', () => {
      if (client === sub) subscribed = false;
      troubled = true;
      look();
    });
  }
  const pinging = setInterval(() => {
    for (const client of [pub, sub]) if (client.status === 'ready') ask(() => client.ping());
  }, PING_EVERY_MS);
  pinging.unref();

  const base = (client: Redis): AdapterClient => ({
    publish(channel, message) {
      const bytes = Buffer.byteLength(message);
      if (pub.status !== 'ready' || inFlight + bytes > IN_FLIGHT_MAX_BYTES) return;
      inFlight += bytes;
      ask(() => pub.publish(channel, message).finally(() => (inFlight -= bytes)));
    },
    subscribe(names) {
      for (const name of names) channels.add(name);
      if (sub.status === 'ready') ask(listen);
    },
    psubscribe(pattern) {
      patterns.add(pattern);
      if (sub.status === 'ready') ask(listen);
    },
    unsubscribe: () => undefined, // the connection ends with the bus
    punsubscribe: () => undefined,
    on: (event, listener) => void client.on(event, listener),
    off: (event, listener) => void client.off(event, listener),
    listenerCount: (event) => client.listenerCount(event),
  });
  return {
    pub: base(pub),
    sub: base(sub),
    inFlight: () => inFlight,
    isUp: () => state === 'up',
    close() {
      closed = true;
      clearInterval(pinging);
      pub.disconnect();
      sub.disconnect();
    },
  };
}
