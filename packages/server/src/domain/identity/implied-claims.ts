// An unattested address is also the claim to be whoever owns that number or mailbox (context.md §6, trust 1). A claim only makes a
// Suggestion (ID8): the caller's own customer stays apart (ID9), and an agent sees that there may be a match.
import type { SeenIdentifier } from './model.js';
import { sameIdentifier } from './model.js';

const CLAIMED: Readonly<Record<string, string>> = { caller_id: 'phone', from_address: 'email' };

/** `identifiers` normalised; what it already carries is not claimed once more. Applying it twice changes nothing. */
export function withImpliedClaims(identifiers: readonly SeenIdentifier[]): SeenIdentifier[] {
  const all = [...identifiers];
  for (const { type, value } of identifiers) {
    const claimed = CLAIMED[type];
    if (claimed === undefined) continue;
    const claim: SeenIdentifier = { type: claimed, value, trust: 1, proven: false };
    if (!all.some((each) => sameIdentifier(each, claim))) all.push(claim);
  }
  return all;
}
