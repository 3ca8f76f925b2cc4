// After the heal: looks again and again at what the store has and what each client shows, until nothing is missing anywhere, and writes down since
// when each client had it all (I10). Counted from the heal, whatever the machine does meanwhile; how busy it was is told beside the figures.
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationView, Lane } from '@throughline/types';
import type { Crowd } from '../clients/load.js';
import type { History } from '../history.js';
import type { Stage } from './stage.js';
import { readHeads } from './store-reader.js';
import type { Head } from './store-reader.js';

const LOOK_EVERY_MS = 250;
const SETTLE_MS = 1_500; // the last receipts and webhooks on their way
const QUIET_AGAIN_MS = 15_000; // after everybody looked at their screen

export interface Quiet {
  /** Since when nothing was on its way, in ms after the heal; null: it never was so. */
  quietMs: number | null;
  /** When the last person had stopped beginning anything new, in ms after the heal. */
  hushedMs: number;
  /** Longest time between two looks: a moment of I10 is known no better than this. */
  blindMs: number;
  /** Texts that were taken and not confirmed at the heal: what has to pass first. */
  backlog: number;
  /** Processes that wanted a core at the heal, per core: above 2 the bounds measure the machine. */
  loadPerCore: number;
}

interface Looked {
  p: string;
  /** First thing the store has and the client does not; null: it has all. */
  lacks: string | null;
}

const laneLack = (view: ConversationView | undefined, { conv, ...heads }: Head, lane: Lane): string | null => {
  const contig = view?.conv === conv ? view[lane].contig : 0;
  return contig < heads[lane] ? `${conv} ${lane}: ${contig} of ${heads[lane]}` : null;
};
const boxLack = (view: ConversationView | undefined): string | null => {
  const item = view?.outbox.find(({ state }) => state.state !== 'failed');
  return item === undefined ? null : `${item.origin} is ${item.state.state}`;
};

function look({ visitors, agents }: Crowd, heads: readonly Head[]): Looked[] {
  return [
    ...visitors.map(({ p, key, client }) => {
      const view = client?.view();
      const lanes = heads.filter(({ convKey }) => convKey === key).map((head) => laneLack(view, head, 'pub'));
      return { p, lacks: [...lanes, boxLack(view)].find((lack) => lack !== null) ?? null };
    }),
    ...agents.map(({ p, sides }) => {
      const lacks = heads.flatMap((head) => {
        const view = sides.get(head.conv)?.client.view();
        return [laneLack(view, head, 'pub'), laneLack(view, head, 'int'), boxLack(view)];
      });
      return { p, lacks: lacks.find((lack) => lack !== null) ?? null };
    }),
  ];
}

/** P13: visitors are told what agents have. */
const ticked = ({ visitors, agents }: Crowd, heads: readonly Head[]): boolean =>
  agents.length === 0 ||
  visitors.every(({ client }) => {
    const view = client?.view();
    const head = heads.find(({ conv }) => conv === view?.conv);
    return view === undefined || head === undefined || view.receipts.delivered >= head.pub;
  });

export interface QuiesceOptions {
  stage: Stage;
  crowd: Crowd;
  history: History;
  withinMs: number;
  /** Ways to heal that are switched off (P117). */
  off: readonly string[];
}

/** To be called at the moment of the heal. */
export async function quiesce({ stage, crowd, history, withinMs, off }: QuiesceOptions): Promise<Quiet> {
  const healedAt = performance.now();
  const now = (): number => performance.now() - healedAt;
  history.add('nemesis', { type: 'info', f: 'healed', hintsOff: off.includes('hints-off') });
  const views = [...crowd.visitors, ...crowd.agents.flatMap(({ sides }) => [...sides.values()])].map(({ client }) => client?.view());
  const backlog = views.flatMap((view) => view?.outbox.filter(({ state }) => state.state !== 'failed') ?? []).length;
  const loadPerCore = (loadavg()[0] ?? 0) / availableParallelism();
  let hushedMs: number | null = null;
  const hushing = crowd.hush().then(() => (hushedMs = now()));
  const wakeAll = (): void => {
    for (const one of [...crowd.visitors, ...crowd.agents]) one.wake();
  };
  const equalSince = new Map<string, number>();
  const lacked = new Map<string, string>();
  let quietMs: number | null = null;
  let blindMs = 0;
  let lookedAt = 0;
  let woken = !off.includes('beacon-off');
  for (;;) {
    for (const visitor of crowd.visitors) await visitor.sendHeld();
    const heads = await readHeads(stage);
    const at = now();
    blindMs = Math.max(blindMs, at - lookedAt);
    lookedAt = at;
    let equal = true;
    for (const { p, lacks } of look(crowd, heads)) {
      if (lacks === null) {
        if (!equalSince.has(p)) equalSince.set(p, at);
        continue;
      }
      equal = false;
      lacked.set(p, lacks);
      equalSince.delete(p);
    }
    quietMs = crowd.quiet() && hushedMs !== null ? (quietMs ?? at) : null;
    if (quietMs !== null && equal && ticked(crowd, heads)) break;
    if (at > withinMs) break;
    // With the beacon off nothing promises that a lost hint is made up for before somebody looks (P117).
    if (!woken && quietMs !== null && at - quietMs > SETTLE_MS) {
      woken = true;
      wakeAll();
    }
    await (hushedMs === null ? Promise.race([hushing, pause(LOOK_EVERY_MS)]) : pause(LOOK_EVERY_MS));
  }
  for (const { p } of [...crowd.visitors, ...crowd.agents])
    history.add(p, { type: 'info', f: 'equal', afterMs: equalSince.get(p) ?? null, lacked: lacked.get(p) ?? '' });
  settled(crowd, history);
  // Now everybody looks at their screen, and that must change nothing.
  wakeAll();
  await pause(SETTLE_MS);
  const until = now() + QUIET_AGAIN_MS;
  while (!crowd.quiet() && now() < until) await pause(LOOK_EVERY_MS);
  return { quietMs: crowd.quiet() ? quietMs : null, hushedMs: hushedMs ?? Infinity, blindMs, backlog, loadPerCore };
}

function settled({ visitors, agents }: Crowd, history: History): void {
  const write = (p: string, view: ConversationView | undefined, lane: Lane): void => {
    if (view?.conv != null) history.add(p, { type: 'info', f: 'settled', conv: view.conv, lane, contig: view[lane].contig });
  };
  for (const { p, client } of visitors) write(p, client?.view(), 'pub');
  for (const { p, sides } of agents)
    for (const { client } of sides.values()) for (const lane of ['pub', 'int'] as const) write(p, client.view(), lane);
}
