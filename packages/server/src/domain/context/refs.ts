// Where a line comes from (C2). A value without a ref is not rendered, so every builder of a line takes its refs from here. Pure.
import type { Ref } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';
import { toIso } from '../time/civil.js';
import { recalledTime } from './remembering.js';
import type { PastInteraction } from './material.js';

export { ownedAs } from '../facts/owner-of-source.js';

export const REFS_MAX = 8;
const DEPARTMENT_MAX_CHARS = 64;

const instant = (at: number): string => recalledTime(at, toIso);

const owned = (department: string | null): { department?: string } =>
  department === null || department === '' ? {} : { department: department.slice(0, DEPARTMENT_MAX_CHARS) };

export function interactionRef({ id, occurredAt, department, visibility }: PastInteraction): Ref {
  return { type: 'interaction', id, at: instant(occurredAt), ...owned(department), visibility };
}

export function sourceRef({ kind, interactionId, at, department, visibility }: FactSource): Ref {
  return { type: kind, id: interactionId, at: instant(at), ...owned(department), visibility };
}

/** A ref to something of the relay itself: visible to everybody who sees the conversation. */
export function ownRef(type: Ref['type'], id: string, at: number): Ref {
  return { type, id, at: instant(at), visibility: 'shared' };
}

/** What a line says of the refs its words come from: nothing when it is the first one alone. */
export const wordsOf = (words: number): { words?: number } => (words > 1 ? { words: Math.min(words, REFS_MAX) } : {});

/** Distinct, in the given order, at most eight. */
export function refsOf(refs: readonly Ref[]): Ref[] {
  const seen = new Set<string>();
  const distinct = refs.filter((ref) => {
    const key = `${ref.type} ${ref.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return distinct.slice(0, REFS_MAX);
}
