// A customer leaves (ID24, S77, S81). Everything is decided in one transaction of the store; here the connections of their devices end, so
// that nothing that was sent to them before stays in use.
import type { CustomerErased } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Store } from '../ports/store.js';

/** `customerId` is a root. Null when there is none. */
export async function eraseCustomer(
  { store, bus }: { store: Pick<Store, 'eraseCustomer'>; bus: Pick<Bus, 'publish'> },
  args: { siteId: string; customerId: string; actor: string; now: number },
): Promise<CustomerErased | null> {
  const erased = await store.eraseCustomer(args);
  if (erased === null) return null;
  for (const principal of erased.visitors) bus.publish({ type: 'revoked', siteId: args.siteId, principal });
  return { customers: erased.customers, interactions: erased.interactions, conversations: erased.conversations.length };
}
