// Which events of an item are kept (C22): a row that stays small for an item that is updated every minute, and the same row for every order of
// arrival. Each part is a top of its own by a total order, so keeping while events come equals keeping at the end. Pure.
import type { ItemEvent } from './model.js';

export const ITEM_EVENTS_MAX = 40;
/** A visitor's page can send without end; it must not push out what the company said. */
const CLAIMED_MAX = 8;
/** An old event with a high version still outranks newer ones with a lower one. */
const VERSIONED_MAX = 4;
const DOCUMENTS_MAX = 8;

export const byTime = (a: ItemEvent, b: ItemEvent): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byVersion = (a: ItemEvent, b: ItemEvent): number => (a.version ?? -1) - (b.version ?? -1) || byTime(a, b);

export const isClaimed = ({ source }: ItemEvent): boolean => source.origin === 'claimed';

/** The newest forty and the first one; of those that only a page vouches for the newest eight. Oldest first, each id once. */
export function boundEvents(events: readonly ItemEvent[]): ItemEvent[] {
  const sorted = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const known = sorted.filter((event) => !isClaimed(event));
  const kept = new Set([
    ...sorted.slice(0, 1),
    ...known.slice(-ITEM_EVENTS_MAX),
    ...known.filter(({ reachedFrom }) => reachedFrom !== undefined).slice(-DOCUMENTS_MAX),
    ...known
      .filter(({ version }) => version !== null)
      .sort(byVersion)
      .slice(-VERSIONED_MAX),
    ...sorted.filter(isClaimed).slice(-CLAIMED_MAX),
  ]);
  return sorted.filter((event) => kept.has(event));
}

/**
 * The order in which events count, the last one most. What a page claims comes before everything the company says. An event counts at its own
 * time, but not after any event of a higher version: a late delivery of an old version never overwrites the newer one.
 */
export function inForce(events: readonly ItemEvent[]): ItemEvent[] {
  const ranked = events.map((event) => ({ event, claimed: isClaimed(event) ? 0 : 1, at: effectiveTime(event, events) }));
  return ranked
    .sort((a, b) => a.claimed - b.claimed || a.at - b.at || (a.event.version ?? -1) - (b.event.version ?? -1) || byTime(a.event, b.event))
    .map(({ event }) => event);
}

function effectiveTime({ at, version }: ItemEvent, events: readonly ItemEvent[]): number {
  if (version === null) return at;
  return events.reduce((least, other) => (other.version !== null && other.version > version ? Math.min(least, other.at) : least), at);
}
