// A relay of its own, people on both sides of it, and a breakable link for each of them; and what must be true when a row is over (BASE).
// The people are the black-box clients of the runner: the product's own delivery client on real sockets.
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ConversationClient, Entry } from '@throughline/types';
import { createChaosProxy, targetOf } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import type { ChaosProxy } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { startRelay } from '../../servers/relay.js';
import type { RelayOptions, RunningRelay, SiteKeys } from '../../servers/relay.js';
import { agent as signIn } from '../../servers/visitor-http.js';
import { Agent } from '../clients/agent.js';
import { Visitor } from '../clients/visitor.js';
import { createHistory } from '../history.js';
import type { History, Line } from '../history.js';
import { laneOf } from './journal.js';

const EMAIL = 'ada@shop.example';
const PASSWORD = 'a long enough password';
const SETTLED_WITHIN_MS = 30_000;
const CHATTING_WITHIN_MS = 40_000; // twenty at once on two busy cores

export interface Presence {
  /** Of `performance.now()`: when the relay told the visitor is there, or gone. */
  heard: { online: boolean; at: number }[];
  close(): void;
}

/** Whoever has a list on screen. */
export interface Person {
  p: string;
  client: ConversationClient | null;
  quiet(): boolean;
}

export interface RowWorld {
  readonly relay: RunningRelay;
  readonly site: SiteKeys;
  readonly history: History;
  /** A breakable link to the relay; closed with the world. */
  link(seed?: number): Promise<ChaosProxy>;
  /** Opens the page over `link` and waits until there is something to type into. */
  visitor(name: string, link: ChaosProxy, more?: { doubleClick?: boolean }): Promise<Visitor>;
  /** Says the first words and waits until the socket is up and shows them. */
  chatting(name: string, link: ChaosProxy, more?: { doubleClick?: boolean }): Promise<{ visitor: Visitor; conv: string }>;
  /** One agent for the world, on a link of its own. */
  agent(): Promise<Agent>;
  /** What the relay tells an agent about a visitor's sockets: how a row learns that the relay gave one up. */
  presence(conv: string): Promise<Presence>;
  entries(conv: string): Promise<Entry[]>;
  /** BASE: every client equals the store, everything said is there once and in order, nothing waits. */
  base(people: readonly Person[], withinMs?: number): Promise<void>;
  /** Lines of one client since `since` (ns of the history). */
  lines(visitor: { p: string }, since?: number): Line[];
  stop(): Promise<void>;
}

export const SEED = Number(process.env['THROUGHLINE_TEST_SEED'] ?? 4_119);

/** Chance of a client's own, from the seed and its name. */
export function chanceOf(name: string): () => number {
  let state = [...name].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), SEED) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The lines of one person. A crowd asks many times a second: each line is looked at once. */
function byPerson({ lines }: History): (p: string) => readonly Line[] {
  const of = new Map<string, Line[]>();
  let looked = 0;
  return (p) => {
    for (const line of lines.slice(looked)) {
      const mine = of.get(line.p);
      if (mine === undefined) of.set(line.p, [line]);
      else mine.push(line);
    }
    looked = lines.length;
    return of.get(p) ?? [];
  };
}

/** Resolves when `is` answers true; throws with `what` after `withinMs`. */
export async function until(what: string, withinMs: number, is: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}

export async function openRowWorld(options: RelayOptions = {}): Promise<RowWorld> {
  const relay = await startRelay({ ...options, env: { THROUGHLINE_RATE_LIMITS: 'off', ...options.env } });
  const site = await relay.siteAdd();
  await relay.userAdd(EMAIL, 'agent', PASSWORD, site.siteId);
  const history = createHistory(null);
  const undo: (() => Promise<void> | void)[] = [];
  let ada: Promise<Agent> | undefined;
  const linesOf = byPerson(history);

  const link = async (seed = SEED): Promise<ChaosProxy> => {
    const proxy = await createChaosProxy({ target: targetOf(relay.url), seed });
    undo.push(proxy.close);
    return proxy;
  };
  const entries = (conv: string): Promise<Entry[]> => laneOf(relay.url, conv, site.secretKey);

  const world: RowWorld = {
    ...{ relay, site, history, link, entries },
    async visitor(name, proxy, { doubleClick = false } = {}) {
      const random = chanceOf(name);
      const visitor = new Visitor({ ...{ p: name, site: site.siteId, urls: [proxy.url], history, random }, doubleClick });
      undo.push(() => visitor.close());
      await visitor.open();
      return visitor;
    },
    async chatting(name, proxy, more = {}) {
      const visitor = await world.visitor(name, proxy, more);
      await visitor.say(`${name} says hello`);
      await until(`${name} has a conversation`, CHATTING_WITHIN_MS, () => visitor.quiet() && visitor.client?.view().conv !== null);
      const conv = visitor.client?.view().conv ?? '';
      // Up twice: over HTTPS for the first words, then on the socket. What is done to the link now must not meet the first `sync` there.
      const synced = (): boolean => {
        const lines = world.lines(visitor);
        const up = lines.findLastIndex(({ f }) => f === 'up');
        return lines.filter(({ f }) => f === 'up').length >= 2 && lines.findLastIndex(({ f }) => f === 'sync') > up;
      };
      await until(`${name} is on a socket and got its first answer there`, CHATTING_WITHIN_MS, () => synced() && shown(visitor).length > 0);
      return { visitor, conv };
    },
    agent() {
      ada ??= (async () => {
        const proxy = await link();
        const random = chanceOf('ada');
        const agent = new Agent({ p: 'ada', email: EMAIL, password: PASSWORD, urls: [proxy.url], origin: relay.url, history, random });
        undo.push(() => agent.stop());
        agent.start();
        await until('the agent is at the desk', 20_000, () => agent.id !== '');
        return agent;
      })();
      return ada;
    },
    async presence(conv) {
      const { socket, close } = await signIn(relay.url, EMAIL, PASSWORD);
      const heard: Presence['heard'] = [];
      socket.on('presence', (hint: { conv: string; online: boolean }) => {
        if (hint.conv === conv) heard.push({ online: hint.online, at: performance.now() });
      });
      await socket.timeout(5_000).emitWithAck('open', { conv });
      undo.push(close);
      return { heard, close };
    },
    lines: ({ p }, since = 0) => linesOf(p).filter(({ t }) => t >= since),
    async base(people, withinMs = SETTLED_WITHIN_MS) {
      const told: string[] = [];
      for (const visitor of people) {
        const conv = (): string => visitor.client?.view().conv ?? '';
        await until(`${visitor.p} is quiet`, withinMs, () => visitor.quiet() && conv() !== '').catch((error: unknown) => {
          told.push(`${String(error)}: ${JSON.stringify(visitor.client?.view().outbox)}`);
        });
        const store = await entries(conv());
        const names = (): string => shown(visitor).join();
        const same = store.map(({ id }) => id).join();
        await until(`${visitor.p} equals the store`, withinMs, () => names() === same).catch((error: unknown) => {
          told.push(`${String(error)}: ${names()} instead of ${same}`);
        });
        told.push(...amiss(visitor.p, store, history.lines));
        const unsent = visitor.client?.view().outbox ?? [];
        if (unsent.length > 0) told.push(`${visitor.p} still has ${JSON.stringify(unsent)}`);
      }
      told.push(...history.lines.filter((line) => line.f === 'bug' || line.f === 'leak').map((line) => JSON.stringify(line)));
      expect(told).toEqual([]);
    },
    async stop() {
      for (const step of undo.splice(0).reverse()) await step();
      await relay.stop();
    },
  };
  return world;
}

/** Ids of the confirmed list, in the order shown. */
export const shown = (visitor: Person): string[] => visitor.client?.view().pub.entries.map(({ id }) => id) ?? [];

/** What is wrong with one lane: a hole, a text lost, doubled, out of its sender's order, or said by nobody. */
function amiss(p: string, store: readonly Entry[], lines: readonly Line[]): string[] {
  const wrong: string[] = [];
  const keys = new Set(lines.flatMap((line) => (line.f === 'submit' && line.type === 'ok' && line.p === p ? [line.key, line.conv] : [])));
  const said = lines.flatMap((line) => (line.f === 'say' && line.lane === 'pub' && (keys.has(line.key) || line.p === p) ? [line] : []));
  if (store.some(({ seq }, index) => seq !== index + 1)) wrong.push(`${p}: the lane has holes: ${store.map(({ seq }) => seq).join()}`);
  const origins = store.map(({ origin }) => origin);
  const lastOf = new Map<string, number>();
  for (const line of said) {
    const at = origins.indexOf(line.origin);
    if (at < 0) wrong.push(`${p}: ${line.origin} of ${line.p} is lost`);
    if (at !== origins.lastIndexOf(line.origin)) wrong.push(`${p}: ${line.origin} of ${line.p} is stored twice`);
    if (at < (lastOf.get(line.p) ?? -1)) wrong.push(`${p}: ${line.origin} of ${line.p} is out of order`);
    lastOf.set(line.p, at);
  }
  const written = store.filter(({ kind }) => kind === 'message').length;
  const messages = said.filter(({ kind }) => kind === 'message').length;
  if (written !== messages) wrong.push(`${p}: ${messages} were said and ${written} are stored`);
  return wrong;
}
