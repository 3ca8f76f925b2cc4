// The line of a team, and what somebody who stands in it may be told (K57). Pure.
import type { Priority } from './model.js';

export interface InLine {
  id: string;
  priority: Priority;
  /** ms. */
  queuedAt: number;
}

const RANK: Record<Priority, number> = { urgent: 0, high: 1, normal: 2, low: 3 };
const SAMPLES_MIN = 5;
const MINUTE_MS = 60_000;

/** Who comes next: by priority, then by how long they wait, then by id. */
export const byPlace = (a: InLine, b: InLine): number =>
  RANK[a.priority] - RANK[b.priority] || a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The middle one of what others waited until somebody took them (ms); null with fewer than five: too few to promise anything. */
export function typicalWaitMs(waits: readonly number[]): number | null {
  if (waits.length < SAMPLES_MIN) return null;
  return [...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? null;
}

/** Minutes still to wait, rounded up; null when nothing is known, or when they wait longer than others did: nobody is told a number that was passed. */
export function minutesLeft(typicalMs: number | null, waitedMs: number): number | null {
  if (typicalMs === null || typicalMs <= waitedMs) return null;
  return Math.ceil((typicalMs - waitedMs) / MINUTE_MS);
}
