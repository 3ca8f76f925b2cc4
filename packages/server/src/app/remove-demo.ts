// The demo goes (K112): its customer, and whoever wrote from its pages as a guest, are erased as anybody is (ID24); then the site is no demo any
// more, so that neither the pages nor the next start bring it back. A removal that was cut short is finished by the next one.
import type { CustomerErased } from '@throughline/types';
import type { Store } from '../ports/store.js';
import { DEMO_CUSTOMER } from './demo-customer.js';
import { eraseCustomer } from './erase-customer.js';

const PER_LOOK = 100;

type RemoveDeps = Parameters<typeof eraseCustomer>[0] & {
  store: Pick<Store, 'findSite' | 'findCustomers' | 'guestsSeenOn' | 'endDemo'>;
};

/** @param args.pages the address that all pages of the demo begin with. Nothing goes from a site that is no demo. */
export async function removeDemo(
  deps: RemoveDeps,
  { siteId, actor, pages, now }: { siteId: string; actor: string; pages: string; now: number },
): Promise<CustomerErased> {
  const site = await deps.store.findSite({ id: siteId });
  const gone: CustomerErased = { customers: 0, interactions: 0, conversations: 0 };
  if (site?.demo !== true) return gone;
  for (let before = -1; before < gone.customers;) {
    before = gone.customers;
    for (const customerId of await ofTheDemo(deps, siteId, pages)) {
      const erased = await eraseCustomer(deps, { siteId, customerId, actor, now });
      gone.customers += erased?.customers ?? 0;
      gone.interactions += erased?.interactions ?? 0;
      gone.conversations += erased?.conversations ?? 0;
    }
  }
  const detail = Object.fromEntries(Object.entries(gone).map(([what, count]) => [what, String(count)]));
  await deps.store.endDemo({ siteId, actor, detail, now });
  return gone;
}

async function ofTheDemo({ store }: RemoveDeps, siteId: string, pages: string): Promise<Set<string>> {
  const signedIn = await store.findCustomers({ siteId, type: 'user_id', value: DEMO_CUSTOMER.userId, minTrust: 3 });
  return new Set([...signedIn.map(({ id }) => id), ...(await store.guestsSeenOn({ siteId, address: pages, limit: PER_LOOK }))]);
}
