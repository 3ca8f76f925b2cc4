// Colleagues' presence and load, pushed to the consoles that are connected here (K57, K58): whole to one that has just read its list, then what
// changed. At most once a second per site, whatever happens; every ten seconds whether or not anything was heard of (P47).
import type { AgentState } from '@throughline/types';
import { asError } from '../../domain/as-error.js';
import type { Hint } from '../../ports/bus.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import type { AgentSubscriber, Subscriptions } from './subscriptions.js';

const WINDOW_MS = 1_000;
const ANYHOW_MS = 10_000;
/** Entries that change what somebody carries. */
const WEIGHS: ReadonlySet<string> = new Set(['assign', 'close', 'open', 'snooze', 'wake', 'merge']);

export interface PresenceStates {
  /** All of them, to one console. */
  greet(agent: AgentSubscriber): void;
  hear(hint: Hint): void;
  stop(): void;
}

interface PresenceStatesDeps {
  store: Pick<Store, 'agentStates'>;
  subscriptions: Subscriptions;
  clock: Clock;
  log: Log;
}

const textOf = ({ status, load, capacity }: AgentState): string => `${status} ${load} ${capacity}`;
const isAbout = (hint: Hint): boolean =>
  hint.type === 'presence' ||
  (hint.type === 'settings' && hint.kind === 'agent_profile') ||
  (hint.type === 'entries' && hint.entries.some(({ kind }) => WEIGHS.has(kind)));

/** An analyst works with sums and has no colleagues to hand anything to. */
const isTold = ({ scope }: AgentSubscriber): boolean => scope.role !== 'analyst';

export function createPresenceStates({ store, subscriptions, clock, log }: PresenceStatesDeps): PresenceStates {
  /** What consoles were told last, by site and agent; a site without an entry told nobody anything. */
  const told = new Map<string, Map<string, string>>();
  const waiting = new Map<string, () => void>();
  let stopped = false;

  const failed = (siteId: string) => (error: unknown) => {
    if (!stopped) log.warn('Who is at the desk could not be read', { site: siteId, error: asError(error) });
  };
  const tellChanged = async (siteId: string): Promise<void> => {
    const listeners = subscriptions.agentsOf(siteId).filter(isTold);
    if (listeners.length === 0) return void told.delete(siteId);
    const states = await store.agentStates({ siteId, now: clock.now() });
    const before = told.get(siteId);
    told.set(siteId, new Map(states.map((state) => [state.agentId, textOf(state)])));
    const news = states.filter((state) => before?.get(state.agentId) !== textOf(state));
    if (news.length > 0) for (const agent of subscriptions.agentsOf(siteId)) if (isTold(agent)) agent.tell('agents', { agents: news });
  };
  const soon = (siteId: string): void => {
    if (stopped || waiting.has(siteId)) return;
    const run = (): void => {
      waiting.delete(siteId);
      tellChanged(siteId).catch(failed(siteId));
    };
    waiting.set(siteId, clock.after(WINDOW_MS, run));
  };
  let cancel = (): void => {};
  const anyhow = (): void => {
    const sites = new Set([...subscriptions.all()].flatMap((one) => (one.side === 'agent' ? [one.siteId] : [])));
    for (const siteId of sites) soon(siteId);
    cancel = clock.after(ANYHOW_MS, anyhow);
  };
  cancel = clock.after(ANYHOW_MS, anyhow);

  return {
    greet(agent) {
      if (!isTold(agent)) return;
      store
        .agentStates({ siteId: agent.siteId, now: clock.now() })
        .then((agents) => agent.tell('agents', { agents }), failed(agent.siteId));
    },
    hear(hint) {
      if (isAbout(hint) && subscriptions.agentsOf(hint.siteId).length > 0) soon(hint.siteId);
    },
    stop() {
      stopped = true;
      cancel();
      for (const stopOne of waiting.values()) stopOne();
    },
  };
}
