// Small questions that every part of reconciling asks. Pure.
import { compareSources } from '../facts/merge-source.js';
import type { FactSource } from '../facts/merge-source.js';
import type { MismatchCode, StoredMismatch } from '../items/model.js';
import type { ReconcileInput } from './model.js';

export type Promised = ReconcileInput['commitments'][number];
export type Item = ReconcileInput['items'][number];
export interface Finding {
  itemId: string;
  mismatch: StoredMismatch;
}

const REFS_MAX = 8;

/** Two systems write one number alike but for case and spaces. */
export function sameNumber(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && numberKey(a) === numberKey(b);
}
/** The number as both would write it. */
export const numberKey = (number: string): string => number.replace(/\s+/g, '').toUpperCase();

/** By time, then id: the order in which equals are taken, whatever order they came in. */
export function byTime<T extends { at: number; id: string }>(a: T, b: T): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
export function byOpening(a: Item, b: Item): number {
  return a.openedAt - b.openedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** True when the company itself says something about it: only then may its amount and lines accuse an invoice or a shipment. */
export function isVouched(item: Item): boolean {
  return item.refs.some(({ origin }) => origin !== 'claimed');
}

/** Who answers for it: the newest department that said something. */
export function departmentOf(refs: readonly FactSource[]): string | null {
  return refs.findLast(({ department }) => department !== null)?.department ?? null;
}

/** Distinct and in order; nobody twice. */
export function departments(...names: (string | null)[]): string[] {
  return [...new Set(names.flatMap((name) => (name === null ? [] : [name])))];
}

/** Distinct, in the given order, at most eight. */
export function distinctRefs(refs: readonly FactSource[]): FactSource[] {
  return [...new Map(refs.map((ref) => [`${ref.kind} ${ref.interactionId}`, ref])).values()].slice(0, REFS_MAX);
}

export function finding(
  item: Item,
  code: MismatchCode,
  rest: { at: number; refs: readonly FactSource[]; departments?: string[]; differenceMinor?: number; currency?: string | null },
): Finding {
  const mismatch: StoredMismatch = {
    code,
    differenceMinor: rest.differenceMinor ?? null,
    currency: rest.currency ?? null,
    departments: rest.departments ?? departments(departmentOf(item.refs)),
    at: rest.at,
    refs: distinctRefs(rest.refs),
  };
  return { itemId: item.id, mismatch };
}

/** The newest source of the item, oldest first with the others given. */
export function withNewest(item: Item, ...others: (FactSource | undefined)[]): FactSource[] {
  const last = item.refs.at(-1);
  return [...others, last].flatMap((ref) => (ref === undefined ? [] : [ref])).sort(compareSources);
}
