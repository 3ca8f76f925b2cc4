// Step 4 and 7 of ID11: whose event is it. It always has exactly one owner; nothing is guessed (ID12).
import { isLent, isProven } from './candidates.js';
import { RESUME_CODE_TYPE } from './identifier-types.js';
import type { Candidate } from './candidates.js';
import type { Identifier, IdentityEvent, IdentityView, RootCustomer } from './model.js';
import { sameIdentifier } from './model.js';
import { sharedDeviceCustomerId } from './shared-device.js';
import type { SortedIdentifiers } from './sort-identifiers.js';

export interface Target {
  customer: RootCustomer;
  isNew: boolean;
  /** False when only an unproven device led here: then nothing may be merged into it by DEVICE. */
  proven: boolean;
  /** True when nothing but the code of a conversation led here: then nobody is merged into it (ID20). Absent: false. */
  lent?: boolean;
}

export function chooseTarget(
  view: IdentityView,
  event: IdentityEvent,
  sorted: SortedIdentifiers,
  candidates: readonly Candidate[],
): Target {
  const { user } = sorted;
  const owner = user === null ? undefined : ownerOf(view, user);
  if (owner !== undefined) return { customer: owner, isNew: false, proven: true };

  // A signed or attested event joins an anonymous device only with proof: knowing an anonymous id is not having the device.
  const speaksForSomebody = sorted.strong.length > 0;
  // Whoever signs in is not whose conversation a code opened on the device.
  const isSomebody = sorted.strong.some(({ type }) => type !== RESUME_CODE_TYPE);
  const best = candidates.find(
    (candidate) =>
      !(isSomebody && isLent(candidate)) &&
      (user === null || candidate.customer.userId === null) &&
      (!speaksForSomebody || isProven(candidate)),
  );
  if (best !== undefined) return { customer: best.customer, isNew: false, proven: isProven(best), lent: isLent(best) };

  const linksNobody = !speaksForSomebody && sorted.devices.length === 0;
  if (linksNobody) {
    const address = sorted.address === null ? undefined : ownerOf(view, sorted.address);
    if (address !== undefined) return { customer: address, isNew: false, proven: false };
    const shared = sorted.address === null ? sorted.sharedDevices[0] : undefined;
    if (shared !== undefined) return created(sharedDeviceCustomerId(event.siteId, shared.value), event.now);
  }
  return created(event.newCustomerId, event.now);
}

/** The root customer of an identifier, whatever its edge is trusted: an accepted user id also finds the one that came unsigned (ID7). */
export function ownerOf(view: IdentityView, identifier: Identifier): RootCustomer | undefined {
  const edge = view.touched.find((each) => sameIdentifier(each, identifier));
  return edge === undefined ? undefined : view.customers.find(({ id }) => id === edge.customerId);
}

export const created = (id: string, now: number): Target => ({ customer: { id, userId: null, createdAt: now }, isNew: true, proven: true });
