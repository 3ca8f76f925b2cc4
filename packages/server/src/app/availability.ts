// Whether somebody can be expected to answer, and how soon (W191). Worked out at most once a minute per site: every page asks.
import type { Availability } from '@throughline/types';
import { toIso } from '../domain/time/civil.js';
import { openingAt } from '../domain/time/opening.js';
import type { Opening } from '../domain/time/opening.js';
import type { Clock } from '../ports/clock.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Zones } from '../ports/zones.js';
import { calendarIn } from './settings.js';

const REMEMBER_MS = 60_000;
const REMEMBERED_MAX = 1_000;
const LOOK_BACK_MS = 28 * 86_400_000;
/** Fewer say nothing about the next one. */
const CONVERSATIONS_MIN = 10;
const CONVERSATIONS_MAX = 400;

export interface AvailabilityDeps {
  store: Pick<Store, 'siteSettings' | 'firstAnswerTimes'>;
  zones: Zones;
  clock: Clock;
}

export interface AvailabilityOf {
  /** Of a site that shows its hours; else open, and nothing more is told. A site without hours of its own is always open. */
  (site: Pick<SiteRecord, 'id' | 'settings'>): Promise<Availability>;
  /** What was worked out for the site is not true any more. */
  forget(siteId: string): void;
}

/** The middle one; of two, the later. Undefined with fewer than CONVERSATIONS_MIN. */
export function typicalWait(waits: readonly number[]): number | undefined {
  if (waits.length < CONVERSATIONS_MIN) return undefined;
  return [...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)];
}

async function opening({ store, zones }: AvailabilityDeps, siteId: string, now: number): Promise<Opening> {
  const { hours } = await store.siteSettings({ siteId });
  if (hours === undefined) return { open: true, changesAt: null };
  return openingAt(await calendarIn({ store, zones }, siteId, null), now);
}

async function workedOut(deps: AvailabilityDeps, siteId: string, now: number): Promise<Availability> {
  const { open, changesAt } = await opening(deps, siteId, now);
  const since = now - LOOK_BACK_MS;
  const replyMs = typicalWait(await deps.store.firstAnswerTimes({ siteId, since, limit: CONVERSATIONS_MAX }));
  return {
    open,
    ...(changesAt === null ? {} : { changesAt: toIso(changesAt) }),
    ...(replyMs === undefined ? {} : { replyMs }),
  };
}

export function createAvailability(deps: AvailabilityDeps): AvailabilityOf {
  const known = new Map<string, { answer: Promise<Availability>; until: number }>();
  const availabilityOf = async ({ id, settings }: Pick<SiteRecord, 'id' | 'settings'>): Promise<Availability> => {
    if (!settings.showHours) return { open: true };
    const now = deps.clock.now();
    const held = known.get(id);
    if (held !== undefined && held.until > now) {
      const answer = await held.answer;
      if (answer.changesAt === undefined || Date.parse(answer.changesAt) > now) return answer; // at the flip at once, not a minute later
    }
    const asked = { answer: workedOut(deps, id, now), until: now + REMEMBER_MS };
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(id, asked);
    asked.answer.catch(() => {
      if (known.get(id) === asked) known.delete(id); // told to whoever asked; the next one asks again
    });
    return asked.answer;
  };
  return Object.assign(availabilityOf, {
    forget(siteId: string): void {
      known.delete(siteId);
    },
  });
}

/** Seconds that an answer may be kept: at most `most`, and never past its own change. */
export function keptForS({ changesAt }: Availability, now: number, most: number): number {
  if (changesAt === undefined) return most;
  return Math.max(0, Math.min(most, Math.floor((Date.parse(changesAt) - now) / 1_000)));
}
