// One run of the checker, phase by phase (P114): warm-up, faults, heal, quiesce, final reads, verdicts. Used by the command, the smoke test and the
// planted bugs. Invariant: everything random comes from the seed; what processes and the network make of it does not.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gather } from './clients/load.js';
import type { Crowd } from './clients/load.js';
import { check } from './checker/check.js';
import type { Verdict } from './checker/facts.js';
import { createHistory } from './history.js';
import type { History, Line } from './history.js';
import { readFinally } from './nemesis/final-reads.js';
import { readAsStranger } from './nemesis/fresh-agent.js';
import { quiesce } from './nemesis/quiesce.js';
import type { Quiet } from './nemesis/quiesce.js';
import { plan, unleash } from './nemesis/schedule.js';
import { artefacts, openStage } from './nemesis/stage.js';
import type { Stage } from './nemesis/stage.js';

const WARM_UP_MS = 10_000;
const QUIESCE_MAX_MS = 60_000; // P114
const LOOK_EVERY_MS = 100;
const SIGN_IN_MAX_MS = 120_000; // no promise of the product: passwords are slow to check on a machine that has much else to do
const SETTLE_MS = 1_500; // the last receipts and webhooks on their way
const PROBE_MAX_MS = 15_000; // a relay on a busy machine that collects its garbage first

export interface CampaignOptions {
  seed: number;
  store: 'sqlite' | 'postgres';
  relays: number;
  visitors: number;
  agents: number;
  /** How long faults are made, in ms. */
  faultsMs: number;
  /** About how often one begins. */
  faultEveryMs: number;
  /** Mean pause between two texts of a visitor. */
  sayEveryMs: number;
  only: readonly string[];
  warmUpMs?: number;
  quiesceMs?: number;
  rateLimits?: 'on' | 'off';
  /** Hears each phase. */
  told?: (text: string) => void;
}

export interface Outcome extends Quiet {
  options: CampaignOptions;
  verdicts: Verdict[];
  lines: readonly Line[];
  folder: string;
  faults: Record<string, number>;
}

export async function campaign(options: CampaignOptions): Promise<Outcome> {
  const { seed, told = () => undefined } = options;
  const folder = artefacts(seed);
  const history = createHistory(join(folder, 'history.jsonl'));
  const phase = (name: string): void => {
    told(name);
    history.add('nemesis', { type: 'info', f: 'phase', name });
  };
  const stage = await openStage({ ...options, rateLimits: options.rateLimits ?? 'off', history });
  const stopWatching = watchExits(stage, history);
  let crowd: Crowd | null = null;
  try {
    await probe(stage, history, 'before');
    phase('warm-up');
    crowd = gather({ stage, history, seed, visitors: options.visitors, everyMs: options.sayEveryMs });
    await signedIn(crowd);
    crowd.begin();
    await pause(options.warmUpMs ?? WARM_UP_MS);
    phase('faults');
    const planned = plan({ seed, durationMs: options.faultsMs, everyMs: options.faultEveryMs, only: options.only, stage });
    const began = performance.now();
    await unleash(stage, planned, { seed, history, everyMs: options.faultEveryMs });
    await pause(Math.max(0, options.faultsMs - (performance.now() - began)));
    heal(stage);
    phase('quiesce');
    const quiet = await quiesce({ stage, crowd, history, withinMs: options.quiesceMs ?? QUIESCE_MAX_MS, off: switchedOff() });
    phase('final reads');
    await readFinally(stage, crowd, history);
    await readAsStranger(stage, history);
    crowd.stop();
    crowd = null;
    await pause(SETTLE_MS);
    stopWatching();
    await probe(stage, history, 'after');
    for (const { name, relay } of stage.relays)
      for (const line of relay.said().split('\n'))
        if (line !== '' && !line.startsWith('PROBE ')) history.add(name, { type: 'info', f: 'log', target: name, line });
    phase('verdicts');
    await history.close();
    const faults: Record<string, number> = {};
    for (const { fault } of planned) faults[fault.kind] = (faults[fault.kind] ?? 0) + 1;
    return { options, verdicts: check(history.lines), lines: history.lines, folder, ...quiet, faults };
  } finally {
    stopWatching();
    crowd?.stop();
    await stage.stop();
  }
}

/** Ways to heal that are switched off in the relays of this process (P117). */
export const switchedOff = (): string[] =>
  (process.env['THROUGHLINE_TEST_PLANT'] ?? '').split('+').filter((name) => name === 'beacon-off' || name === 'hints-off');

/** On a busy machine it takes agents a while. A run without them would not be one: throws. */
async function signedIn(crowd: Crowd): Promise<void> {
  const until = performance.now() + SIGN_IN_MAX_MS;
  while (crowd.agents.some(({ id }) => id === '') && performance.now() < until) await pause(LOOK_EVERY_MS);
  const missing = crowd.agents.filter(({ id }) => id === '').map(({ p }) => p);
  if (missing.length > 0) throw new Error(`${missing.join(', ')} could not sign in within ${SIGN_IN_MAX_MS} ms`);
}

function heal(stage: Stage): void {
  for (const { links, toPostgres, toRedis, clock } of stage.relays) {
    for (const one of [...links, toPostgres, toRedis]) one?.clear();
    clock(0);
  }
}

/** Notices a relay that ended although nobody ended it, and starts it again, as a supervisor would. */
function watchExits(stage: Stage, history: History): () => void {
  const timer = setInterval(() => {
    for (const one of stage.relays) {
      if (one.busy || existsProcess(one.relay.pid)) continue;
      one.busy = true;
      history.add('nemesis', { type: 'info', f: 'exit', target: one.name, how: one.relay.said().slice(-400), injected: false });
      one.relay.restart().then(
        () => (one.busy = false),
        () => (one.busy = false), // it is still missing: the next look starts it again
      );
    }
  }, 300);
  return () => clearInterval(timer);
}

function existsProcess(pid: number): boolean {
  try {
    return /^State:\s+[^ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false; // no such process
  }
}

/** What each relay holds, by its own count and the kernel's. */
async function probe(stage: Stage, history: History, when: 'before' | 'after'): Promise<void> {
  for (const { name, relay } of stage.relays) {
    const asked = Number(process.hrtime.bigint());
    if (existsProcess(relay.pid)) relay.signal('SIGUSR2');
    let counts: Record<string, number> | null = null;
    for (const until = performance.now() + PROBE_MAX_MS; counts === null && performance.now() < until;) {
      await pause(LOOK_EVERY_MS);
      counts = answerSince(asked, relay.said());
    }
    if (counts !== null) counts['descriptors'] = readdirSync(`/proc/${relay.pid}/fd`).length;
    history.add(name, { type: 'info', f: 'probe', target: name, when, counts });
  }
}

/** The newest answer of probe.mjs, unless it was given before we asked. */
function answerSince(asked: number, said: string): Record<string, number> | null {
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n'); // the last line may still be on its way
  const line = whole.findLast((one) => one.startsWith('PROBE '));
  if (line === undefined) return null;
  const { t, counts }: { t: number; counts: Record<string, number> } = JSON.parse(line.slice('PROBE '.length));
  return t > asked ? counts : null;
}
