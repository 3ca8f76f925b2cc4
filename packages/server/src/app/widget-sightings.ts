// On which pages the widget was seen, for whoever installs it ("seen on your site"). Kept in memory: a hint of this relay, no record.
// Invariant: bounded, whatever pages claim to be; the oldest are forgotten first.
import type { Clock } from '../ports/clock.js';

const SITES_MAX = 1_000;
const ORIGINS_MAX = 20; // of one site
const ORIGIN_MAX_CHARS = 200;

export interface Sighting {
  origin: string;
  /** ms */
  at: number;
}
export interface WidgetSightings {
  /** A page of this origin asked for the widget's settings. */
  saw(siteId: string, origin: string): void;
  /** Newest first. */
  of(siteId: string): Sighting[];
}

/** Puts an entry last and forgets what is too old to keep. */
function keep<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= max) break;
    map.delete(oldest);
  }
}

export function createWidgetSightings(clock: Clock): WidgetSightings {
  const bySite = new Map<string, Map<string, number>>();
  return {
    saw(siteId, origin) {
      if (origin.length > ORIGIN_MAX_CHARS) return;
      const origins = bySite.get(siteId) ?? new Map<string, number>();
      keep(origins, origin, clock.now(), ORIGINS_MAX);
      keep(bySite, siteId, origins, SITES_MAX);
    },
    of: (siteId) => [...(bySite.get(siteId) ?? [])].map(([origin, at]) => ({ origin, at })).reverse(),
  };
}
