// Why two customers are not merged on request (ID13, ID16). All reasons are told at once: whoever asks sees whether an override helps.
import { withinLimits } from './limits.js';
import type { OpenEdge, RootCustomer } from './model.js';

/** `already_merged` stands alone: the two are one. */
export type MergeRefusal = 'different_user_id' | 'no_shared_identifier' | 'limit_exceeded' | 'never_merge' | 'already_merged';

/** What an admin may lift with a reason (ID13). */
const LIFTED: readonly MergeRefusal[] = ['different_user_id', 'no_shared_identifier'];

export interface MergeSide {
  customer: RootCustomer;
  /** Open edges. */
  edges: readonly OpenEdge[];
}

export interface MergeQuestion {
  from: MergeSide;
  into: MergeSide;
  /** Something was seen on both sides: a claim, a device, an address (see shared-evidence.ts). */
  shareEvidence: boolean;
  /** The pair was unmerged or dismissed before. */
  neverMerge: boolean;
  overridden: boolean;
  /** ms. */
  now: number;
}

/** Empty when the merge may go through. */
export function mergeRefusals({ from, into, shareEvidence, neverMerge, overridden, now }: MergeQuestion): MergeRefusal[] {
  if (from.customer.id === into.customer.id) return ['already_merged'];
  const refusals: MergeRefusal[] = [];
  const [a, b] = [from.customer.userId, into.customer.userId];
  if (a !== null && b !== null && a !== b) refusals.push('different_user_id');
  if (!shareEvidence) refusals.push('no_shared_identifier');
  if (!withinLimits([...from.edges, ...into.edges], now)) refusals.push('limit_exceeded');
  if (neverMerge) refusals.push('never_merge');
  return overridden ? refusals.filter((refusal) => !LIFTED.includes(refusal)) : refusals;
}
