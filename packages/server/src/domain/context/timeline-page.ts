// One page of the timeline and the cursor behind it (C21): a keyset on (occurredAt, receivedAt, id), so that what arrives late appears in
// its place and no page repeats or skips an item. Pure.
import type { TimelinePage } from '@throughline/types';
import { compareNewestFirst, timelineItem } from './timeline-item.js';
import type { PastInteraction } from './material.js';

export interface TimelineKey {
  occurredAt: number;
  receivedAt: number;
  id: string;
}

/** Opaque to clients. */
export function cursorOf({ occurredAt, receivedAt, id }: TimelineKey): string {
  return `${occurredAt}.${receivedAt}.${id}`;
}

/** Null for text that no page ever answered. */
export function decodeCursor(text: string): TimelineKey | null {
  const match = /^(\d{1,15})\.(\d{1,15})\.(.{1,64})$/.exec(text);
  if (match?.[3] === undefined) return null;
  return { occurredAt: Number(match[1]), receivedAt: Number(match[2]), id: match[3] };
}

/** The first `limit` of `interactions`; `more`: older ones exist beyond them. Unscoped: see scopeTimeline. */
export function timelinePage(interactions: readonly PastInteraction[], limit: number, more: boolean): TimelinePage {
  const sorted = [...interactions].sort(compareNewestFirst);
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  const cursor = last !== undefined && (more || sorted.length > limit) ? cursorOf(last) : null;
  return { items: page.map(timelineItem), cursor };
}
