// Step 5 of ID11: who else is this person. Whatever speaks against a merge wins; the refusal is kept as a Suggestion for an agent.
import { isAttested, isLent, isProven } from './candidates.js';
import type { Candidate } from './candidates.js';
import { withinLimits } from './limits.js';
import type { IdentityView, Merge, OpenEdge, RefusalReason, RootCustomer, SuggestionMade } from './model.js';
import type { Target } from './target.js';

export interface MergeDecisions {
  merges: Merge[];
  suggestions: SuggestionMade[];
  /** The target's user id after the merges. */
  userId: string | null;
  /** Open edges of the target after the merges. */
  edges: OpenEdge[];
}

/** `claimedUserId`: the accepted user id of the event; it counts as the target's from the start, so two of them never meet (ID13). */
export function decideMerges(
  view: IdentityView,
  target: Target,
  candidates: readonly Candidate[],
  acceptedUserId: string | null,
  now: number,
): MergeDecisions {
  const into = target.customer.id;
  const edgesOf = (id: string): OpenEdge[] => view.owned.filter((edge) => edge.customerId === id);
  let userId = target.customer.userId ?? acceptedUserId;
  let edges = edgesOf(into);
  const merges: Merge[] = [];
  const suggestions: SuggestionMade[] = [];

  for (const candidate of candidates) {
    const { customer, links } = candidate;
    const best = links[0];
    if (customer.id === into || best === undefined) continue;
    const union = [...edges, ...edgesOf(customer.id)];
    const reason = refusal(view, { target, userId, candidate, union, merged: merges, now });
    if (reason !== null) {
      suggestions.push({ target: into, candidate: customer.id, reason, type: best.type, value: best.value });
      continue;
    }
    const rule = isAttested(candidate) ? 'attested' : 'device';
    merges.push({ from: customer.id, into, rule, evidence: links.map(({ type, value }) => ({ type, value })) });
    userId = userId ?? customer.userId;
    edges = union.map((edge) => ({ ...edge, customerId: into }));
  }
  return { merges, suggestions, userId, edges };
}

interface Question {
  target: Target;
  userId: string | null;
  candidate: Candidate;
  union: readonly OpenEdge[];
  merged: readonly Merge[];
  now: number;
}

/** Why the candidate is not merged by itself; null when it is. */
function refusal(view: IdentityView, { target, userId, candidate, union, merged, now }: Question): RefusalReason | null {
  const { customer } = candidate;
  const byDeviceOnly = !isAttested(candidate);
  if (customer.userId !== null && userId !== null && customer.userId !== userId) return 'different_user_id';
  if (isLent(candidate) || target.lent === true) return 'device_not_proven'; // a code proves no more than its conversation
  if (byDeviceOnly && customer.userId !== null) return 'device_of_known';
  if (byDeviceOnly && !(isProven(candidate) && target.proven)) return 'device_not_proven';
  if (wereUnmerged(view, customer, target, merged)) return 'never_merge';
  return withinLimits(union, now) ? null : 'limit_exceeded';
}

// Whoever was already merged into the target in this event counts as the target.
function wereUnmerged(view: IdentityView, customer: RootCustomer, target: Target, merged: readonly Merge[]): boolean {
  const side = new Set([target.customer.id, ...merged.map((merge) => merge.from)]);
  return view.neverMerge.some(({ a, b }) => (a === customer.id && side.has(b)) || (b === customer.id && side.has(a)));
}
