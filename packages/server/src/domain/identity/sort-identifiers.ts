// Step 1 and 2 of ID11: what may select a customer, and what is set aside. References link nobody (ID1); claims only suggest (ID8).
import { ruleOf } from './identifier-types.js';
import type { IdentityEvent, IdentityView, SeenIdentifier } from './model.js';
import { sameIdentifier } from './model.js';
import { withImpliedClaims } from './implied-claims.js';
import { normaliseIdentifiers } from './normalise.js';

export interface SortedIdentifiers {
  /** U: the accepted user id. */
  user: SeenIdentifier | null;
  /** S: trust >= 2, U included. */
  strong: SeenIdentifier[];
  /** D: devices not marked shared. */
  devices: SeenIdentifier[];
  sharedDevices: SeenIdentifier[];
  /** A: the unattested address it came from. */
  address: SeenIdentifier | null;
  claims: SeenIdentifier[];
}

const VERIFIED = 3; // only a signed or secret-key user id is accepted (ID4, ID6)

export function sortIdentifiers(view: IdentityView, event: IdentityEvent): SortedIdentifiers {
  const sorted: SortedIdentifiers = { user: null, strong: [], devices: [], sharedDevices: [], address: null, claims: [] };
  for (const identifier of withImpliedClaims(normaliseIdentifiers(event.identifiers))) {
    const { kind } = ruleOf(identifier.type);
    if (kind === 'address') {
      if (sorted.address === null) sorted.address = identifier; // an event comes from one address: each has a customer of its own (ID9)
    } else if (kind === 'device') {
      const shared = view.touched.some((edge) => edge.shared && sameIdentifier(edge, identifier));
      if (identifier.trust === 1) sorted.claims.push(identifier);
      else if (shared) sorted.sharedDevices.push(identifier);
      else sorted.devices.push(identifier);
    } else if (kind === 'person') sortPerson(sorted, identifier);
  }
  return sorted;
}

function sortPerson(sorted: SortedIdentifiers, identifier: SeenIdentifier): void {
  if (identifier.type === 'user_id') {
    // At most one user id speaks per event; a second one, or an unsigned one, is a claim.
    if (identifier.trust < VERIFIED || sorted.user !== null) {
      sorted.claims.push(identifier);
      return;
    }
    sorted.user = identifier;
  }
  (identifier.trust >= 2 ? sorted.strong : sorted.claims).push(identifier);
}
