// A site that does not require signed user ids (ID7): an unsigned one selects or creates its customer. Invariants: a user id that was
// verified once gets nothing but the interaction by it; the edge of an unsigned one never has a trust above 1 (ID6).
import { attachIdentifiers } from './attach.js';
import { isLent } from './candidates.js';
import type { Candidate } from './candidates.js';
import { decideMerges } from './merges.js';
import type { IdentityEvent, IdentityView, Resolution, SeenIdentifier } from './model.js';
import { sameIdentifier } from './model.js';
import type { SortedIdentifiers } from './sort-identifiers.js';
import { created, ownerOf } from './target.js';
import type { Target } from './target.js';

const CLAIM = 1;

/** The unsigned user id of an event for which nothing better speaks. */
export function unsignedUserOf({ unsignedUserIdSelects }: IdentityEvent, sorted: SortedIdentifiers): SeenIdentifier | null {
  if (unsignedUserIdSelects !== true || sorted.strong.length > 0) return null;
  return sorted.claims.find(({ type }) => type === 'user_id') ?? null;
}

export function resolveUnsigned(
  view: IdentityView,
  event: IdentityEvent,
  { user, sorted, candidates }: { user: SeenIdentifier; sorted: SortedIdentifiers; candidates: readonly Candidate[] },
): Resolution {
  const edge = view.touched.find((each) => sameIdentifier(each, user));
  const owner = ownerOf(view, user);
  if (edge !== undefined && owner !== undefined && edge.trust > CLAIM) {
    const nothing = { merges: [], release: [], attach: [], refresh: [], share: [], suggestions: [] };
    return { target: owner.id, create: null, userId: owner.userId, ...nothing, unsigned: 'recorded_only' };
  }
  // An anonymous customer joins without the device token: that is what the site chose.
  const trusted = candidates.map((candidate) => ({ ...candidate, links: candidate.links.map((link) => ({ ...link, proven: true })) }));
  const anonymous = trusted.find((candidate) => candidate.customer.userId === null && !isLent(candidate))?.customer;
  const found = owner ?? anonymous;
  const target: Target = found === undefined ? created(event.newCustomerId, event.now) : { customer: found, isNew: false, proven: true };
  const decisions = decideMerges(view, target, trusted, user.value, event.now);
  const asUser = { ...sorted, strong: [{ ...user, proven: false }], claims: sorted.claims.filter((claim) => claim !== user) };
  return {
    target: target.customer.id,
    create: target.isNew ? target.customer : null,
    userId: decisions.userId,
    merges: decisions.merges,
    ...attachIdentifiers(view, asUser, target, decisions, event.now),
    suggestions: decisions.suggestions,
    unsigned: 'selected',
  };
}
