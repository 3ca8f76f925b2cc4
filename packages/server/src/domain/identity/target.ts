// Step 4 and 7 of ID11: whose event is it. It always has exactly one owner; nothing is guessed (ID12).
import { isProven } from './candidates.js';
import type { Candidate } from './candidates.js';
import type { IdentityEvent, IdentityView, RootCustomer } from './model.js';
import { sameIdentifier } from './model.js';
import { sharedDeviceCustomerId } from './shared-device.js';
import type { SortedIdentifiers } from './sort-identifiers.js';

export interface Target {
  customer: RootCustomer;
  isNew: boolean;
  /** False when only an unproven device led here: then nothing may be merged into it by DEVICE. */
  proven: boolean;
}

export function chooseTarget(
  view: IdentityView,
  event: IdentityEvent,
  sorted: SortedIdentifiers,
  candidates: readonly Candidate[],
): Target {
  const { user } = sorted;
  const owner =
    user === null ? undefined : candidates.find(({ links }) => links.some((link) => link.type === 'user_id' && link.value === user.value));
  if (owner !== undefined) return { customer: owner.customer, isNew: false, proven: true };

  // A signed or attested event joins an anonymous device only with proof: knowing an anonymous id is not having the device.
  const speaksForSomebody = sorted.strong.length > 0;
  const best = candidates.find(
    (candidate) => (user === null || candidate.customer.userId === null) && (!speaksForSomebody || isProven(candidate)),
  );
  if (best !== undefined) return { customer: best.customer, isNew: false, proven: isProven(best) };

  const linksNobody = !speaksForSomebody && sorted.devices.length === 0;
  if (linksNobody) {
    const address = addressOwner(view, sorted);
    if (address !== undefined) return { customer: address, isNew: false, proven: false };
    const shared = sorted.address === null ? sorted.sharedDevices[0] : undefined;
    if (shared !== undefined) return created(sharedDeviceCustomerId(event.siteId, shared.value), event.now);
  }
  return created(event.newCustomerId, event.now);
}

function addressOwner(view: IdentityView, { address }: SortedIdentifiers): RootCustomer | undefined {
  if (address === null) return undefined;
  const edge = view.touched.find((each) => sameIdentifier(each, address));
  return edge === undefined ? undefined : view.customers.find(({ id }) => id === edge.customerId);
}

const created = (id: string, now: number): Target => ({ customer: { id, userId: null, createdAt: now }, isNew: true, proven: true });
