// Whose event is this, and who turns out to be the same person (ID11). Pure: the same view and event give the same answer, always.
// Invariants: at most one user id per root (I1) · nothing a public key says raises a trust (I7) · a doubt becomes a Suggestion.
import { attachIdentifiers } from './attach.js';
import { findCandidates } from './candidates.js';
import { decideMerges } from './merges.js';
import type { IdentityEvent, IdentityView, Resolution, SuggestionMade } from './model.js';
import { sameIdentifier } from './model.js';
import { sortIdentifiers } from './sort-identifiers.js';
import type { SortedIdentifiers } from './sort-identifiers.js';
import { chooseTarget } from './target.js';

export function resolve(view: IdentityView, event: IdentityEvent): Resolution {
  const sorted = sortIdentifiers(view, event);
  const candidates = findCandidates(view, sorted, event.now);
  const target = chooseTarget(view, event, sorted, candidates);
  const decisions = decideMerges(view, target, candidates, sorted.user?.value ?? null, event.now);
  const attached = attachIdentifiers(view, sorted, target, decisions, event.now);
  const joined = new Set([target.customer.id, ...decisions.merges.map((merge) => merge.from)]);
  return {
    target: target.customer.id,
    create: target.isNew ? target.customer : null,
    userId: decisions.userId,
    merges: decisions.merges,
    ...attached,
    suggestions: [...decisions.suggestions, ...suggestionsOfClaims(view, sorted, target.customer.id, joined)],
  };
}

/** One per claim whose owner is not the target (ID8). A shared device names nobody. */
function suggestionsOfClaims(view: IdentityView, sorted: SortedIdentifiers, target: string, joined: ReadonlySet<string>): SuggestionMade[] {
  const suggestions: SuggestionMade[] = [];
  for (const claim of sorted.claims) {
    const edge = view.touched.find((each) => sameIdentifier(each, claim));
    if (edge === undefined || edge.shared || joined.has(edge.customerId)) continue;
    suggestions.push({ target, candidate: edge.customerId, reason: 'claimed_identifier', type: claim.type, value: claim.value });
  }
  return suggestions;
}
