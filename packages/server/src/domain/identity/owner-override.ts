// Whose an interaction is, after people corrected it (context.md §5): `root(newest OwnerOverride ?? customerIdAtIngest)`. The interaction
// itself never changes; an override is a row of its own.
import type { Identifier } from './model.js';
import { sameIdentifier } from './model.js';

export interface OwnerOverride {
  interactionId: string;
  customerId: string;
  /** Counts the overrides of this interaction: 1 is the first. */
  n: number;
}

/** The customer an interaction is filed under, before redirects. `overrides`: of this interaction, in any order. */
export function effectiveOwner(customerIdAtIngest: string, overrides: readonly OwnerOverride[]): string {
  let newest: OwnerOverride | null = null;
  for (const each of overrides) {
    if (newest === null || each.n > newest.n) newest = each;
  }
  return newest?.customerId ?? customerIdAtIngest;
}

/** An interaction as an undo sees it. */
export interface SinceMerge {
  id: string;
  receivedAt: number;
  /** Filed under now, before redirects. */
  owner: string;
  /** The identifiers it was filed by; one that came without any, or brought a new one, stays where it is. */
  filedBy: readonly Identifier[];
}

/**
 * ID17: of what was ingested since the merge, those whose identifiers all belong to the restored customer. `restored`: customers that
 * belong to it again; what is filed under them needs no override.
 */
export function interactionsGivenBack(
  interactions: readonly SinceMerge[],
  { givenBack, restored, mergedAt }: { givenBack: readonly Identifier[]; restored: readonly string[]; mergedAt: number },
): string[] {
  return interactions
    .filter(({ receivedAt, owner, filedBy }) => {
      if (receivedAt < mergedAt || restored.includes(owner) || filedBy.length === 0) return false;
      return filedBy.every((identifier) => givenBack.some((each) => sameIdentifier(each, identifier)));
    })
    .map(({ id }) => id);
}
