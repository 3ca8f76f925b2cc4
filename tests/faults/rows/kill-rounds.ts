// K2: the relay is killed at a failpoint, started again, killed again, while the writers go on. Counted are kills that happened.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freshDatabase } from '../../servers/postgres.js';
import { freshFolder } from '../../servers/private-server.js';
import { startRelay } from '../../servers/relay.js';
import type { RunningRelay } from '../../servers/relay.js';
import { visitor } from '../../servers/visitor-http.js';
import type { Verdict } from './journal.js';
import { handoffsAndWebhookRows, integrity } from './sql.js';
import { openWorld } from './world.js';
import type { StoreKind, World } from './world.js';

const HIT_TIMEOUT_MS = 60_000; // the failpoints are passed many times a second
const FIRST_HIT = 4; // start-up passes some of them as well
const HITS_SPREAD = 40;
const VISITORS = 5;
const CONVERSATION_EVERY = 12; // acks: first messages are killed as often as later ones
const TABLES_SPREAD = 40; // of the first migration; there are some more

export const KILLED_WHILE_WRITING = [
  'before-begin',
  'after-insert',
  'mid-group',
  'sync-error',
  'after-commit',
  'before-publish',
  'after-ack',
] as const;

/** How soon after the start of its process a relay acks (P93 says 5 s): twice that on two busy cores, and as long as opening the world took,
 * which is three starts, on a machine that is full. */
export const firstAckMaxMs = (openedMs: number): number => Math.max(10_000, openedMs);

interface Hits {
  hits: number;
  /** From the start of the process to the first ack, the longest. */
  slowestFirstAckMs: number;
}
export interface KillRun {
  failpoints: readonly string[];
  hits: Record<string, number>;
  slowestFirstAckMs: number;
  firstAckMaxMs: number;
  verdict: Verdict;
  /** As many of the one as of the other. */
  handoffsAndWebhookRows: [number, number];
  /** Of the file; `ok` on PostgreSQL. */
  integrity: string;
}

/** mulberry32: the same rounds for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Killed before it was ready: null. Any other end is an error. */
function killedAtStart(error: unknown): null {
  if (error instanceof Error && error.message.includes('ended with code null')) return null;
  throw error;
}

async function killAt(world: World, failpoint: string, { times, random }: { times: number; random: () => number }): Promise<Hits> {
  const done: Hits = { hits: 0, slowestFirstAckMs: 0 };
  for (let tries = 0; done.hits < times; tries += 1) {
    if (tries > times * 2) throw new Error(`${failpoint}: ${done.hits} hits in ${tries} tries; the relay said: ${world.relay.said()}`);
    const at = FIRST_HIT + Math.floor(random() * HITS_SPREAD);
    const acks = world.journal.ackTimes.length;
    const began = performance.now();
    const up = world.relay.restart({ THROUGHLINE_TEST_FAILPOINT: `${failpoint}:kill@${at}` }).then(() => true);
    if ((await up.catch(killedAtStart)) === true) {
      const late = pause(HIT_TIMEOUT_MS, 'late' as const, { ref: false });
      const how = await Promise.race([world.relay.ended(), late]);
      done.slowestFirstAckMs = Math.max(done.slowestFirstAckMs, (world.journal.ackTimes[acks] ?? began) - began);
      if (how === 'SIGKILL') done.hits += 1;
      else await world.relay.kill9();
    } else done.hits += 1;
  }
  return done;
}

/** One relay and its writers through all of `failpoints`, `times` kills at each. */
export async function killRun(
  { store, build, failpoints }: { store: StoreKind; build: string; failpoints: readonly string[] },
  { times, seed }: { times: number; seed: number },
): Promise<KillRun> {
  const random = seeded(seed);
  const opening = performance.now();
  const world = await openWorld({ store, build, env: { THROUGHLINE_EGRESS_ALLOW: '127.0.0.1:9' } });
  const openedMs = performance.now() - opening;
  try {
    await world.webhook('http://127.0.0.1:9/nobody-listens');
    await world.write(VISITORS, { conversationEvery: CONVERSATION_EVERY });
    await world.nextAck();
    await world.relay.kill9();
    const hits: Record<string, number> = {};
    let slowestFirstAckMs = 0;
    for (const failpoint of failpoints) {
      const done = await killAt(world, failpoint, { times, random });
      hits[failpoint] = done.hits;
      slowestFirstAckMs = Math.max(slowestFirstAckMs, done.slowestFirstAckMs);
    }
    await world.relay.restart();
    const verdict = await world.verdict();
    const place = { dataDir: world.relay.dataDir, databaseUrl: world.databaseUrl };
    return {
      ...{ failpoints, hits, slowestFirstAckMs, firstAckMaxMs: firstAckMaxMs(openedMs), verdict },
      handoffsAndWebhookRows: await handoffsAndWebhookRows(place),
      integrity: store === 'sqlite' ? integrity(place.dataDir) : 'ok',
    };
  } finally {
    await world.stop();
  }
}

/** A first start is killed while it makes the tables, again and again on the same store; then it comes up and takes a message. */
export async function killMigrations(
  { store, build }: { store: StoreKind; build: string },
  { times, seed }: { times: number; seed: number },
): Promise<{ hits: number; works: boolean }> {
  const random = seeded(seed);
  const database = store === 'postgres' ? await freshDatabase() : null;
  const dataDir = freshFolder();
  const env = { DATABASE_URL: database?.url ?? '' };
  let relay: RunningRelay | null = null;
  try {
    let hits = 0;
    while (hits < times && relay === null) {
      const at = 1 + Math.floor(random() * TABLES_SPREAD);
      const armed = { ...env, THROUGHLINE_TEST_FAILPOINT: `mid-migration:kill@${at}` };
      relay = await startRelay({ build, dataDir, env: armed }).catch(killedAtStart); // up: the tables are there before their time
      hits += relay === null ? 1 : 0;
    }
    relay ??= await startRelay({ build, dataDir, env });
    const site = await relay.siteAdd();
    const guest = await visitor(relay.url, site.siteId);
    const answer = await guest.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'after all' } }] });
    return { hits, works: answer.ok };
  } finally {
    await relay?.stop();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
