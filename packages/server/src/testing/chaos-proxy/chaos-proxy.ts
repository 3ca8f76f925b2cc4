// A TCP proxy that breaks links on purpose and by seed (P111): real sockets, no root, no kernel modules. It stands on every link of a
// fault run: browser to relay, relay to PostgreSQL, relay to Redis.
// Invariant: with no toxics it is invisible: bytes, FIN and RST pass in order, each way.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Link } from './link.js';
import { connectTo } from './target.js';
import type { Target } from './target.js';
import { noStats } from './toxics.js';
import type { ChaosStats, Toxic } from './toxics.js';

export type { Target } from './target.js';
export type { ChaosStats, Toxic } from './toxics.js';

export interface ChaosProxyOptions {
  /** Where connections go; see `targetOf(url)`. */
  target: Target;
  /** Repeats a run: what happens to a connection depends on the seed and on its number, 1, 2, 3 … in order of acceptance. */
  seed: number;
  /** Default: any free port of 127.0.0.1. */
  listen?: { port?: number; host?: string };
}

export interface ChaosProxy {
  readonly port: number;
  /** `http://127.0.0.1:<port>`; for other protocols see `through(proxy, url)`. */
  readonly url: string;
  readonly seed: number;
  /** Open connections. */
  connections(): number;
  /** These toxics from now on, instead of those before; for open connections too. What earlier ones withheld is released, late. */
  set(toxics: readonly Toxic[]): void;
  /** No toxics: the link heals. */
  clear(): void;
  /** `cut_all`: RST to both ends of every connection, now. New ones are accepted. */
  cutAll(): void;
  /** New connections are reset as soon as they are accepted, until `refuse(false)`; open ones stay. */
  refuse(on: boolean): void;
  /** Connections from now on go there: the relay behind a load balancer was replaced. */
  retarget(target: Target): void;
  /** Counters since the start, as of now. */
  readonly stats: Readonly<ChaosStats>;
  /** Ends everything. Twice is fine. */
  close(): Promise<void>;
}

/** Resolves when it listens. */
export async function createChaosProxy({ target, seed, listen = {} }: ChaosProxyOptions): Promise<ChaosProxy> {
  const links = new Set<Link>();
  const stats = noStats();
  let goal = connectTo(target);
  let toxics: readonly Toxic[] = [];
  let refusing = false;
  let down = false;
  let flapTimer: NodeJS.Timeout | undefined;
  let closing: Promise<void> | undefined;

  const tell = (): void => {
    for (const link of [...links]) link.changed();
  };
  const cutAll = (): void => {
    for (const link of [...links]) link.reset();
  };
  const flapping = (): Extract<Toxic, { type: 'flap' }> | undefined => toxics.find((toxic) => toxic.type === 'flap');
  const flap = (): void => {
    clearTimeout(flapTimer);
    const toxic = flapping();
    if (toxic === undefined) return;
    flapTimer = setTimeout(
      () => {
        down = !down;
        if (down && toxic.cut === true) cutAll();
        tell();
        flap();
      },
      down ? toxic.downMs : toxic.upMs,
    );
  };
  const set = (next: readonly Toxic[]): void => {
    toxics = [...next];
    down = false;
    flap();
    tell();
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (refusing || (down && flapping()?.cut === true)) {
      stats.refused += 1;
      return void client.resetAndDestroy();
    }
    stats.connections += 1;
    const link: Link = new Link({
      number: stats.connections,
      seed,
      client,
      target: goal,
      toxics: () => toxics,
      down: () => down,
      stats,
      closed: () => void links.delete(link),
    });
    links.add(link);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port ?? 0, listen.host ?? '127.0.0.1', 4_096, () => resolve());
  });
  const { port } = server.address() as AddressInfo; // listening on TCP: not a path, not null

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    seed,
    stats,
    connections: () => links.size,
    set,
    clear: () => set([]),
    cutAll,
    refuse: (on) => (refusing = on),
    retarget: (next) => (goal = connectTo(next)),
    close() {
      closing ??= new Promise((resolve) => {
        clearTimeout(flapTimer);
        server.close(() => resolve());
        for (const link of [...links]) link.destroy();
      });
      return closing;
    },
  };
}
