// Whose event is this, and who turns out to be the same person (ID11). Pure: the same view and event give the same answer, always.
// Invariants: at most one user id per root (I1) · nothing a public key says raises a trust (I7) · a doubt becomes a Suggestion.
import { attachIdentifiers } from './attach.js';
import { findCandidates, isRecycled } from './candidates.js';
import { decideMerges } from './merges.js';
import type { IdentityEvent, IdentityView, Resolution, SuggestionMade } from './model.js';
import { sameIdentifier } from './model.js';
import { resolveUnsigned, unsignedUserOf } from './resolve-unsigned.js';
import { sortIdentifiers } from './sort-identifiers.js';
import type { SortedIdentifiers } from './sort-identifiers.js';
import { chooseTarget } from './target.js';

export function resolve(view: IdentityView, event: IdentityEvent): Resolution {
  const sorted = sortIdentifiers(view, event);
  const candidates = findCandidates(view, sorted, event.now);
  const unsigned = unsignedUserOf(event, sorted);
  if (unsigned !== null) {
    const resolution = resolveUnsigned(view, event, { user: unsigned, sorted, candidates });
    if (resolution.unsigned === 'recorded_only') return resolution;
    const claims = sorted.claims.filter((claim) => claim !== unsigned);
    return {
      ...resolution,
      suggestions: [...resolution.suggestions, ...suggestionsOf(view, { ...sorted, claims }, resolution, event.now)],
    };
  }
  const target = chooseTarget(view, event, sorted, candidates);
  const decisions = decideMerges(view, target, candidates, sorted.user?.value ?? null, event.now);
  const resolution: Resolution = {
    target: target.customer.id,
    create: target.isNew ? target.customer : null,
    userId: decisions.userId,
    merges: decisions.merges,
    ...attachIdentifiers(view, sorted, target, decisions, event.now),
    suggestions: decisions.suggestions,
    unsigned: 'no',
  };
  return { ...resolution, suggestions: [...resolution.suggestions, ...suggestionsOf(view, sorted, resolution, event.now)] };
}

/** One per claim whose owner is not the target (ID8); what nobody attested for a year counts as one (ID10). A shared device names nobody. */
function suggestionsOf(
  view: IdentityView,
  { claims, strong }: SortedIdentifiers,
  { target, merges }: Resolution,
  now: number,
): SuggestionMade[] {
  const joined = new Set([target, ...merges.map((merge) => merge.from)]);
  const suggestions: SuggestionMade[] = [];
  for (const said of [...claims, ...strong]) {
    const edge = view.touched.find((each) => sameIdentifier(each, said));
    if (edge === undefined || edge.shared || joined.has(edge.customerId)) continue;
    if (!claims.includes(said) && !isRecycled(edge, now)) continue;
    suggestions.push({ target, candidate: edge.customerId, reason: 'claimed_identifier', type: said.type, value: said.value });
  }
  return suggestions;
}
