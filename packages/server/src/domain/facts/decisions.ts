// What agents decided about a fact: confirmed or rejected (C24). Invariant (C22): any order of arrival gives the same decision. Pure.
import { decisive } from './merge-source.js';
import type { FactSource } from './merge-source.js';

export interface FactDecision {
  kind: 'confirmed' | 'rejected';
  /** Epoch milliseconds. */
  at: number;
  /** Of the interaction that decided. */
  id: string;
}

/** The newest of two by (at, id). */
export function foldDecision(held: FactDecision | null, added: FactDecision): FactDecision {
  if (held === null || held.at < added.at) return added;
  return held.at === added.at && held.id < added.id ? added : held;
}

/** Whether a fact with these sources is out: rejected, and not given again since. What a system knows does not bring it back. */
export function isRejected(decision: FactDecision | null, sources: readonly FactSource[]): boolean {
  if (decision?.kind !== 'rejected') return false;
  const newest = decisive(sources);
  return newest === null || newest.origin === 'known' || newest.at <= decision.at;
}

/** Whether the newest word of an agent about it is that it is right. */
export function isConfirmed(decision: FactDecision | null): boolean {
  return decision?.kind === 'confirmed';
}
