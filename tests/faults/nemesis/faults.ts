// What the nemesis can do, by name: each starts with a seeded target and returns what heals it. Links are hurt by the proxy's toxics, processes
// by signals (P111).
import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosProxy, Toxic } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import type { History } from '../history.js';
import { hold } from './held-toxics.js';
import type { Stage, StagedRelay } from './stage.js';

export interface Fault {
  kind: string;
  /** Fault rows it belongs to. */
  rows: readonly string[];
  /** Needs PostgreSQL, Redis or a second relay. */
  needs?: 'postgres' | 'redis' | 'relays';
  /** How long it lasts, in ms; the smoke scales it. */
  forMs: readonly [number, number];
  start(stage: Stage, around: Around): Promise<Started> | Started;
}
export interface Around {
  random: () => number;
  history: History;
  /** Duration that was drawn. */
  ms: number;
}
interface Started {
  target: string;
  heal: () => Promise<void> | void;
}

const pick = <Item>(items: readonly Item[], random: () => number): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
};

/** Toxics on one group's links to every relay: to somebody in that group the network is bad, whichever node they try. */
function onLinks(kind: string, rows: readonly string[], forMs: Fault['forMs'], toxics: (random: () => number) => Toxic[]): Fault {
  return {
    ...{ kind, rows, forMs },
    start(stage, { random }) {
      const group = Math.floor(random() * 3);
      const set = toxics(random);
      const links = stage.relays.map(({ links: of }) => of[group]).filter((link) => link !== undefined);
      const heal = hold(links, set);
      // A refused upgrade concerns nobody who has a socket, so whoever has one has to ask for another.
      if (set.some(({ type }) => type === 'deny_upgrade')) for (const link of links) link.cutAll();
      return { target: `links ${group}`, heal };
    },
  };
}

const upOrDown = (random: () => number): 'up' | 'down' => (random() < 0.5 ? 'up' : 'down');

const LINK_FAULTS: Fault[] = [
  onLinks('latency', ['N6'], [4_000, 12_000], () => [
    { type: 'latency', ms: 1_000, jitterMs: 500 },
    { type: 'stall', probability: 0.05, ms: 3_000 },
  ]),
  onLinks('slow', ['N7'], [5_000, 12_000], () => [
    { type: 'bandwidth', bytesPerSecond: 4_000 },
    { type: 'slicer', bytes: 64 },
  ]),
  onLinks('blackhole', ['N3'], [3_000, 12_000], () => [{ type: 'blackhole' }]),
  onLinks('drop_up', ['N4'], [4_000, 14_000], () => [{ type: 'drop_up' }]),
  onLinks('drop_down', ['N5'], [4_000, 14_000], () => [{ type: 'drop_down' }]),
  onLinks('reset_peer', ['N1'], [3_000, 8_000], (random) => [{ type: 'reset_peer', afterBytes: [1, 3_000], direction: upOrDown(random) }]),
  onLinks('half_close', ['N2'], [2_000, 6_000], (random) => [{ type: 'half_close', direction: upOrDown(random), afterBytes: 500 }]),
  onLinks('flap', ['N13'], [6_000, 12_000], () => [{ type: 'flap', upMs: 1_500, downMs: 1_500, cut: true }]),
  onLinks('replay_frame', ['N9'], [4_000, 10_000], () => [{ type: 'replay_frame', probability: 0.5 }]),
  onLinks('deny_upgrade', ['N12'], [8_000, 15_000], () => [{ type: 'deny_upgrade' }]),
  {
    kind: 'hold_acks',
    rows: ['N8'],
    forMs: [2_000, 6_000],
    start(stage, { random }) {
      const group = Math.floor(random() * 3);
      const links = stage.relays.map(({ links: of }) => of[group]).filter((link) => link !== undefined);
      const release = hold(links, [{ type: 'hold_acks' }]);
      return {
        target: `links ${group}`,
        // What was committed was acked, and the ack never came: the connection dies instead.
        heal() {
          for (const link of links) link.cutAll();
          release();
        },
      };
    },
  },
  {
    kind: 'cut_all',
    rows: ['L2'],
    forMs: [100, 500],
    start(stage) {
      for (const { links } of stage.relays) for (const link of links) link.cutAll();
      return { target: 'all links', heal: () => undefined };
    },
  },
];

async function takeRelay(stage: Stage, random: () => number): Promise<StagedRelay> {
  for (;;) {
    const free = stage.relays.filter(({ busy }) => !busy);
    if (free.length > 0) {
      const taken = pick(free, random);
      taken.busy = true;
      return taken;
    }
    await pause(100);
  }
}

/** Ends one relay; healing starts it again on the same port. */
function ending(kind: string, rows: readonly string[], forMs: Fault['forMs'], end: (one: StagedRelay) => Promise<void>): Fault {
  return {
    ...{ kind, rows, forMs },
    async start(stage, { random, history }) {
      const one = await takeRelay(stage, random);
      history.add('nemesis', { type: 'info', f: 'exit', target: one.name, how: kind, injected: true });
      await end(one);
      return {
        target: one.name,
        async heal() {
          await restart(one);
          one.busy = false;
        },
      };
    },
  };
}

/** The store may still be away: whoever runs a relay starts it until it stays. */
async function restart(one: StagedRelay): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await one.relay.restart();
    } catch (error) {
      if (tries >= 20) throw error;
      await pause(500);
    }
  }
}

const PROCESS_FAULTS: Fault[] = [
  ending('kill9', ['K1'], [200, 3_000], ({ relay }) => relay.kill9()),
  ending('sigterm', ['K4'], [200, 2_000], async ({ relay }) => {
    relay.signal('SIGTERM');
    await relay.ended();
  }),
  {
    kind: 'sigstop',
    rows: ['K3'],
    forMs: [2_000, 6_000],
    async start(stage, { random }) {
      const one = await takeRelay(stage, random);
      one.relay.signal('SIGSTOP');
      return {
        target: one.name,
        heal() {
          one.relay.signal('SIGCONT');
          one.busy = false;
        },
      };
    },
  },
  {
    kind: 'clock',
    rows: ['T1', 'T3'],
    forMs: [3_000, 10_000],
    start(stage, { random }) {
      const one = pick(stage.relays, random);
      const hours = pick([-24, -1, 1, 24], random);
      one.clock(hours * 3_600_000);
      return { target: `${one.name} ${hours} h`, heal: () => one.clock(0) };
    },
  },
];

const hurt = (proxy: ChaosProxy | null, toxics: Toxic[]): void => proxy?.set(toxics);

const STORE_FAULTS: Fault[] = [
  {
    kind: 'sink_500',
    rows: ['B1'],
    forMs: [3_000, 8_000],
    start({ sink }) {
      sink.failing = true;
      return { target: 'sink', heal: () => void (sink.failing = false) };
    },
  },
  {
    kind: 'pg_kill9',
    rows: ['D8'],
    needs: 'postgres',
    forMs: [200, 2_000],
    start(stage) {
      stage.postgres?.kill();
      return { target: 'postgres', heal: () => stage.postgres?.start() };
    },
  },
  {
    kind: 'pg_cut',
    rows: ['N15', 'D8'],
    needs: 'postgres',
    forMs: [1_000, 6_000],
    start(stage, { random }) {
      const one = pick(stage.relays, random);
      hurt(one.toPostgres, [
        pick([{ type: 'blackhole' }, { type: 'drop_down' }, { type: 'flap', upMs: 500, downMs: 500, cut: true }] as const, random),
      ]);
      return {
        target: `${one.name}–postgres`,
        heal() {
          one.toPostgres?.cutAll();
          one.toPostgres?.clear();
        },
      };
    },
  },
  {
    kind: 'redis_kill9',
    rows: ['D9'],
    needs: 'redis',
    forMs: [500, 4_000],
    start(stage) {
      stage.redis?.kill();
      return { target: 'redis', heal: () => stage.redis?.start() };
    },
  },
  {
    kind: 'redis_pause',
    rows: ['D9'],
    needs: 'redis',
    forMs: [2_000, 8_000],
    start(stage) {
      stage.redis?.signal('SIGSTOP');
      return { target: 'redis', heal: () => stage.redis?.signal('SIGCONT') };
    },
  },
  {
    kind: 'redis_flush',
    rows: ['D9'],
    needs: 'redis',
    forMs: [100, 500],
    async start(stage) {
      await Promise.race([stage.redis?.flush().catch(() => undefined), pause(500)]); // a stopped or killed Redis has nothing to flush
      return { target: 'redis', heal: () => undefined };
    },
  },
  {
    kind: 'redis_cut',
    rows: ['N14'],
    needs: 'relays',
    forMs: [3_000, 10_000],
    start(stage, { random }) {
      const one = pick(stage.relays, random);
      hurt(one.toRedis, [{ type: 'blackhole' }]);
      return {
        target: `${one.name}–redis`,
        heal() {
          one.toRedis?.cutAll();
          one.toRedis?.clear();
        },
      };
    },
  },
];

export const FAULTS: readonly Fault[] = [...LINK_FAULTS, ...PROCESS_FAULTS, ...STORE_FAULTS];
