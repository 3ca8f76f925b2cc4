// When which fault begins and ends: drawn from the seed before the run, so that a seed is a run as far as processes allow.
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../../packages/server/src/testing/chaos-proxy/seeded.js';
import { FAULTS } from './faults.js';
import type { Fault } from './faults.js';
import type { History } from '../history.js';
import type { Stage } from './stage.js';

/** Faults that would end each other: two of one family never overlap. */
const FAMILIES: readonly (readonly string[])[] = [
  ['pg_kill9', 'pg_cut'],
  ['redis_kill9', 'redis_pause', 'redis_flush', 'redis_cut'],
  ['kill9', 'sigterm', 'sigstop'],
  ['clock'],
  ['sink_500'],
];
const familyOf = (kind: string): string => FAMILIES.find((kinds) => kinds.includes(kind))?.[0] ?? 'links';

export interface Planned {
  atMs: number;
  forMs: number;
  fault: Fault;
}

export interface ScheduleOptions {
  seed: number;
  durationMs: number;
  /** About how often something begins. */
  everyMs: number;
  only: readonly string[];
  stage: Pick<Stage, 'postgres' | 'redis' | 'relays'>;
}

const fits = ({ needs }: Fault, { postgres, redis, relays }: { postgres: boolean; redis: boolean; relays: number }): boolean => {
  if (needs === 'postgres') return postgres;
  if (needs === 'redis') return redis;
  return needs !== 'relays' || relays > 1;
};

/** The kinds that a stage of this size can make. */
export const kindsOn = ({ store, relays }: { store: 'sqlite' | 'postgres'; relays: number }): string[] =>
  FAULTS.filter((fault) => fits(fault, { postgres: store === 'postgres', redis: store === 'postgres', relays })).map(({ kind }) => kind);

/** 2–4 kinds overlap: as many lanes, each with one fault after the other. */
export function plan({ seed, durationMs, everyMs, only, stage }: ScheduleOptions): Planned[] {
  const random = seeded(seed, 'schedule');
  const has = { postgres: stage.postgres !== null, redis: stage.redis !== null, relays: stage.relays.length };
  const possible = FAULTS.filter((fault) => fits(fault, has) && (only.length === 0 || only.includes(fault.kind)));
  if (possible.length === 0) return [];
  const scale = Math.min(1, everyMs / 10_000);
  const planned: Planned[] = [];
  // Every kind comes up before one comes up again.
  let deck: Fault[] = [];
  for (let atMs = everyMs * 0.3 * random(); atMs < durationMs; atMs += everyMs * (0.5 + random())) {
    if (deck.length === 0)
      deck = [...possible]
        .sort((a, b) => (a.kind < b.kind ? -1 : 1))
        .map((fault) => ({ fault, order: random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ fault }) => fault);
    const fault = deck.pop();
    if (fault === undefined) break;
    const [least, most] = fault.forMs;
    const forMs = (least + random() * (most - least)) * Math.max(scale, 0.5);
    planned.push({ atMs, forMs, fault });
  }
  return planned;
}

/** Carries the plan out and heals everything; resolves when nothing is broken any more. */
export async function unleash(
  stage: Stage,
  planned: readonly Planned[],
  { seed, history, everyMs }: { seed: number; history: History; everyMs: number },
): Promise<void> {
  const began = performance.now();
  const running = new Map<string, Promise<void>>();
  const all: Promise<void>[] = [];
  for (const [i, { atMs, forMs, fault }] of planned.entries()) {
    const wait = atMs - (performance.now() - began);
    if (wait > 0) await pause(wait);
    const family = familyOf(fault.kind);
    if (family !== 'links') await running.get(family);
    const random = seeded(seed, 'fault', i);
    const { target, heal } = await fault.start(stage, { random, history, ms: forMs });
    history.add('nemesis', { type: 'info', f: 'fault', kind: fault.kind, target, until: forMs });
    // What was healed works for a while before it is broken again, however long its start took on a busy machine.
    const ended = pause(forMs)
      .then(heal)
      .then(() => pause(family === 'links' ? 0 : everyMs / 2));
    running.set(family, ended);
    all.push(ended);
  }
  await Promise.all(all);
}
