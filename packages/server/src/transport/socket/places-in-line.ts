// What visitors who wait are told of their place (K57): the number and the wait, nothing of who or what is before them (P14). At most every five
// seconds per site; while somebody waits also when nothing was heard of, because waits pass by themselves and hints may be lost (P47).
import { asError } from '../../domain/as-error.js';
import type { Hint } from '../../ports/bus.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { PlaceInLine } from '../../ports/store-routing.js';
import type { Store } from '../../ports/store.js';
import type { Subscriptions, VisitorSubscriber } from './subscriptions.js';

const AT_MOST_EVERY_MS = 5_000;
/** Several things that happen together are one. */
const TOGETHER_MS = 250;
const ANYHOW_MS = 15_000;
const MOVES: ReadonlySet<string> = new Set(['open', 'assign', 'close', 'snooze', 'wake', 'merge', 'priority']);

export interface PlacesInLine {
  /** This visitor is connected and hears its conversations. */
  greet(visitor: VisitorSubscriber): void;
  hear(hint: Hint): void;
  stop(): void;
}

interface PlacesInLineDeps {
  store: Pick<Store, 'placesInLine'>;
  subscriptions: Subscriptions;
  clock: Clock;
  log: Log;
}

interface Turn {
  cancel: () => void;
  at: number;
}

export function createPlacesInLine({ store, subscriptions, clock, log }: PlacesInLineDeps): PlacesInLine {
  /** What a socket was told last, by conversation. */
  const told = new WeakMap<VisitorSubscriber, Map<string, string>>();
  /** Conversations somebody here was told a place of, by site. */
  const shown = new Map<string, Set<string>>();
  const lastAt = new Map<string, number>();
  const turns = new Map<string, Turn>();
  let stopped = false;

  const visitorsOf = (siteId: string, conv: string): VisitorSubscriber[] =>
    subscriptions.inConversation(siteId, conv).filter((one) => one.side === 'visitor');

  const tell = (visitor: VisitorSubscriber, conv: string, place: PlaceInLine | null): void => {
    const known = told.get(visitor) ?? new Map<string, string>();
    told.set(visitor, known);
    const text = place === null ? '' : `${place.position} ${place.minutes ?? ''}`;
    if ((known.get(conv) ?? '') === text || visitor.outbound.isBehind()) return;
    known.set(conv, text);
    visitor.tell('queue', { conv, position: place?.position ?? null, minutes: place?.minutes ?? null });
  };

  const tellAll = async (siteId: string): Promise<void> => {
    const places = new Map((await store.placesInLine({ siteId, now: clock.now() })).map((place) => [place.conv, place]));
    const now = new Set<string>();
    for (const conv of new Set([...places.keys(), ...(shown.get(siteId) ?? [])])) {
      const place = places.get(conv) ?? null;
      const visitors = visitorsOf(siteId, conv);
      for (const visitor of visitors) tell(visitor, conv, place);
      if (place !== null && visitors.length > 0) now.add(conv);
    }
    if (now.size === 0) return void shown.delete(siteId);
    shown.set(siteId, now);
    within(siteId, ANYHOW_MS);
  };

  const run = (siteId: string): void => {
    turns.delete(siteId);
    lastAt.set(siteId, clock.now());
    tellAll(siteId).catch((error: unknown) => {
      if (!stopped) log.warn('Places in line could not be told', { site: siteId, error: asError(error) });
    });
  };
  /** A turn within `ms`; one that comes sooner stays. */
  const within = (siteId: string, ms: number): void => {
    const now = clock.now();
    const at = now + ms;
    const held = turns.get(siteId);
    if (stopped || (held !== undefined && held.at <= at)) return;
    held?.cancel();
    turns.set(siteId, { at, cancel: clock.after(ms, () => run(siteId)) });
  };
  const soon = (siteId: string): void => {
    const since = clock.now() - (lastAt.get(siteId) ?? Number.NEGATIVE_INFINITY);
    within(siteId, since < 0 || since >= AT_MOST_EVERY_MS ? TOGETHER_MS : Math.max(TOGETHER_MS, AT_MOST_EVERY_MS - since));
  };

  return {
    greet(visitor) {
      if (visitor.joined.size > 0) soon(visitor.siteId);
    },
    hear(hint) {
      if (hint.type === 'entries' && hint.row.status !== 'queued' && shown.get(hint.siteId)?.has(hint.conv) === true)
        for (const visitor of visitorsOf(hint.siteId, hint.conv)) tell(visitor, hint.conv, null); // it is their turn: that waits for nothing
      if (hint.type === 'settings' ? hint.kind === 'team' : hint.type === 'entries' && hint.entries.some(({ kind }) => MOVES.has(kind)))
        soon(hint.siteId);
    },
    stop() {
      stopped = true;
      for (const { cancel } of turns.values()) cancel();
    },
  };
}
