// Conversations that nobody owns find their agent (K55): at once after what brought them into a line or gave somebody room, told by the bus, and
// every second for whatever a hint was lost of. Truth is in the store, which lets each be routed once, however many relays look.
import { asError } from '../domain/as-error.js';
import type { Bus, Hint } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { RoutedTo } from '../ports/store-routing.js';
import type { Store } from '../ports/store.js';
import type { LiveContexts } from './live-contexts.js';
import { callForArrival } from './attention.js';
import { repeating } from './repeating.js';

const EVERY_MS = 1_000;
const SITES_AT_ONCE = 50;
const PEOPLE_AT_ONCE = 20;
/** A transaction that a chat message waits for: each hand-off in it is a context put together. */
const AT_ONCE = 20;
/** While another relay is at the same site. */
const PAUSE_MS = 100;
/** Of one site, before the others have their turn. */
const LOOKS_AT_ONCE = 10;

type Because = 'due' | 'freed' | 'settings';
const WEIGHT: Record<Because, number> = { due: 0, freed: 1, settings: 2 };

export interface RoutingDeps {
  store: Pick<Store, 'route' | 'returnToLine' | 'sitesToRoute'>;
  bus: Bus;
  live: Pick<LiveContexts, 'touch'>;
  clock: Clock;
  log: Log;
  /** Says that whoever is connected here still is; before anybody counts as gone. */
  beat(): Promise<void>;
}

/** What a hint asks of routing; null: nothing. */
export function askedBy(hint: Hint): Because | null {
  if (hint.type === 'presence') return 'freed';
  if (hint.type === 'settings') return ['team', 'agent_profile', 'routing_rule', 'site'].includes(hint.kind) ? 'settings' : null;
  if (hint.type !== 'entries') return null;
  const moved = hint.entries.filter(({ kind, author }) => MOVES.has(kind) && !(kind === 'assign' && author.type === 'system'));
  if (moved.some(({ kind }) => FREES.has(kind))) return 'freed';
  return hint.row.status === 'queued' && hint.entries.some(({ kind }) => MOVES.has(kind)) ? 'due' : null;
}
/** Entries after which somebody may have room again. */
const FREES: ReadonlySet<string> = new Set(['close', 'assign', 'snooze', 'merge']);
const MOVES: ReadonlySet<string> = new Set([...FREES, 'open', 'wake']);

/** Everybody who is concerned hears what routing wrote. */
export function tellRouted({ bus, live }: Pick<RoutingDeps, 'bus' | 'live'>, { siteId, epoch, entries, row, handoff }: RoutedTo): void {
  bus.publish({ type: 'entries', siteId, conv: row.id, epoch, entries, row });
  if (handoff !== null) bus.publish({ type: 'handoff', siteId, handoff });
  live.touch(siteId, row.id);
  if (entries.some(({ kind }) => kind === 'assign')) callForArrival(bus, siteId, { row });
}

/** Starts; the result stops it. */
export function startRouting(deps: RoutingDeps): () => void {
  const { store, bus, live, clock, log } = deps;
  const asked = new Map<string, Because>();
  const busy = new Set<string>();
  let stopped = false;

  const tell = (one: RoutedTo): void => tellRouted({ bus, live }, one);
  const routeAll = async (siteId: string): Promise<void> => {
    for (let looks = 0; looks < LOOKS_AT_ONCE && !stopped; looks += 1) {
      const because = asked.get(siteId);
      if (because === undefined) return;
      asked.delete(siteId);
      const { routed, more } = await store.route({ siteId, because, limit: AT_ONCE, now: clock.now() }).catch((error: unknown) => {
        ask(siteId, because); // the next round tries again
        throw error;
      });
      for (const one of routed) tell(one);
      if (!more) continue;
      ask(siteId, because);
      if (routed.length === 0) await pause();
    }
  };
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(PAUSE_MS, resolve));
  const look = async (siteId: string): Promise<void> => {
    if (busy.has(siteId)) return; // whoever is at it finds what was asked meanwhile
    busy.add(siteId);
    try {
      await routeAll(siteId);
    } catch (error) {
      if (!stopped) log.warn('Conversations could not be routed', { site: siteId, error: asError(error) });
    } finally {
      busy.delete(siteId);
    }
  };
  const ask = (siteId: string, because: Because): void => {
    const held = asked.get(siteId);
    if (held === undefined || WEIGHT[held] < WEIGHT[because]) asked.set(siteId, because);
  };
  const unsubscribe = bus.subscribe((hint) => {
    const because = askedBy(hint);
    if (because === null || stopped) return;
    ask(hint.siteId, because);
    void look(hint.siteId);
  });
  // Of its own: a site with much to route keeps nobody from being at the desk.
  const stopReturning = repeating(deps, { everyMs: EVERY_MS, event: 'presence' }, async () => {
    await deps.beat();
    const { returned, sites, more } = await store.returnToLine({ now: clock.now(), limit: PEOPLE_AT_ONCE });
    for (const one of returned) tell(one);
    for (const siteId of sites) bus.publish({ type: 'presence', siteId });
    return more;
  });
  const stopRouting = repeating(deps, { everyMs: EVERY_MS, event: 'routing' }, async () => {
    for (const siteId of await store.sitesToRoute({ now: clock.now(), limit: SITES_AT_ONCE })) ask(siteId, 'due');
    for (const siteId of [...asked.keys()]) await look(siteId);
    return false;
  });
  return () => {
    stopped = true;
    unsubscribe();
    stopReturning();
    stopRouting();
  };
}
