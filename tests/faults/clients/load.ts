// What people do during a run: visitors who write, double-click and reload; agents who answer at once, note, claim, pass on and close (P110).
import { seeded } from '../../../packages/server/src/testing/chaos-proxy/seeded.js';
import type { History } from '../history.js';
import { PASSWORD } from '../nemesis/stage.js';
import type { Stage } from '../nemesis/stage.js';
import { Agent } from './agent.js';
import { Visitor } from './visitor.js';
import { NOTE_CANARY, poison, words } from './words.js';

/** Chances per step of a visitor, and per question of an agent. */
const VISITOR = { poison: 0.01, reload: 0.03, burst: 0.03, wake: 0.02 };
const AGENT = { answer: 0.6, note: 0.15, claim: 0.2, transfer: 0.04, close: 0.03 };
const BURST = 12;
const LONG_TEXT = 1_500;

export interface Crowd {
  visitors: Visitor[];
  agents: Agent[];
  /** Visitors begin: agents are at their desks before anybody comes, or a busy relay would keep them from signing in. */
  begin(): void;
  /** Nobody begins anything new; resolves when the last step ended. */
  hush(): Promise<void>;
  quiet(): boolean;
  stop(): void;
}

export interface CrowdOptions {
  stage: Stage;
  history: History;
  seed: number;
  visitors: number;
  /** Mean pause between two texts of one visitor. */
  everyMs: number;
}

export function gather({ stage, history, seed, visitors: count, everyMs }: CrowdOptions): Crowd {
  let over = false;
  const napping = new Set<() => void>();
  /** A pause that ends when nobody is to begin anything new: the heal is waited for, not the last pause before it. */
  const nap = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        napping.delete(end);
        resolve();
      };
      const timer = setTimeout(end, over ? 0 : ms);
      napping.add(end);
    });
  const working: Promise<void>[] = [];
  const agents = stage.emails.map((email, i) => {
    const random = seeded(seed, 'agent', i);
    const agent = new Agent({
      ...{ p: `a${i + 1}`, email, password: PASSWORD, urls: stage.urls(i), origin: stage.origin, history, random },
    });
    agent.onQuestion = (conv) => {
      if (!over) working.push(atDesk(agent, conv, { random, agents: () => agents }));
    };
    agent.start();
    return agent;
  });
  const visitors = Array.from({ length: count }, (_, i) => {
    const random = seeded(seed, 'visitor', i);
    const site = stage.site.siteId;
    return new Visitor({ p: `v${i + 1}`, site, urls: stage.urls(i), history, random, doubleClick: i % 4 === 0 });
  });
  const until = (): boolean => over;
  return {
    visitors,
    agents,
    begin() {
      for (const [i, visitor] of visitors.entries())
        working.push(atHome(visitor, { random: seeded(seed, 'home', i), everyMs, until, nap }));
    },
    async hush() {
      over = true;
      for (const end of [...napping]) end();
      await Promise.all(working);
    },
    quiet: () => visitors.every((one) => one.quiet()) && agents.every((one) => one.quiet()),
    stop() {
      for (const one of [...visitors]) one.close();
      for (const one of agents) one.stop();
    },
  };
}

async function atHome(
  visitor: Visitor,
  { random, everyMs, until, nap }: { random: () => number; everyMs: number; until: () => boolean; nap: (ms: number) => Promise<void> },
): Promise<void> {
  await nap(random() * everyMs);
  await visitor.open();
  while (!until()) {
    const chance = random();
    const { p } = visitor;
    const size = random() < 0.05 ? LONG_TEXT : Math.floor(random() * 60);
    if (chance < VISITOR.poison) await visitor.say(poison(p));
    else if (chance < VISITOR.poison + VISITOR.reload) {
      void visitor.say(words(p, size)); // the tab is closed right after Enter (C1)
      await visitor.reload();
    } else if (chance < VISITOR.poison + VISITOR.reload + VISITOR.burst) {
      for (let i = 0; i < BURST; i += 1) void visitor.say(words(p, 10));
    } else if (chance < VISITOR.poison + VISITOR.reload + VISITOR.burst + VISITOR.wake) visitor.wake();
    else await visitor.say(words(p, size));
    await nap(random() * 2 * everyMs);
  }
}

async function atDesk(agent: Agent, conv: string, { random, agents }: { random: () => number; agents: () => Agent[] }): Promise<void> {
  const row = agent.rows.get(conv);
  if (random() < AGENT.claim && row !== undefined) {
    // Two colleagues reach for the same conversation with the same knowledge (P39).
    const rival = agents()[Math.floor(random() * agents().length)];
    const claim = (who: Agent) => who.send(conv, 'assign', { how: 'claim', agentId: who.id, teamId: null, ifVersion: row.assignVersion });
    await Promise.all([claim(agent), rival === undefined || rival === agent ? undefined : claim(rival)]);
  }
  if (random() < AGENT.answer) await agent.send(conv, 'message', { text: words(agent.p, 20) });
  if (random() < AGENT.note) await agent.send(conv, 'note', { text: words(agent.p, 10, NOTE_CANARY) });
  if (random() < AGENT.transfer) {
    const now = agent.rows.get(conv);
    const other = agents()[Math.floor(random() * agents().length)];
    if (now !== undefined && other !== undefined && other.id !== '')
      await agent.send(conv, 'assign', { how: 'transfer', agentId: other.id, teamId: null, ifVersion: now.assignVersion });
  }
  if (random() < AGENT.close) await agent.send(conv, 'close', {});
}
