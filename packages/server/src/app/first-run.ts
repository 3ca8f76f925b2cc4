// What a first start leaves behind: with --demo a site, and a customer with a past that came in through the public HTTP API (K112).
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import { DEMO_CUSTOMER } from './demo-customer.js';
import { addSite, newSecretKey } from './sites.js';

/** Sends the demo customer's past to a running relay; resolves when it is stored. */
export type IngestDemoPast = (to: { host: string; secretKey: string; now: number }) => Promise<void>;

/** Seeds the demo once; later starts find it there and change nothing. */
export async function ensureDemo(
  deps: { store: Store; vault: Vault; ids: Ids; clock: Clock },
  { host, ingestDemoPast }: { host: string; ingestDemoPast: IngestDemoPast },
): Promise<void> {
  const sites = await deps.store.sites({});
  const demo = sites.find((site) => site.demo);
  if (demo !== undefined) return healDemo(deps, demo.id, { host, ingestDemoPast });
  if (sites.length > 0) return;
  // Any origin: a newcomer pastes the script tag wherever they like. Sites made by `site:add` name theirs.
  const site = await addSite(deps, { name: 'Harbour & Pine', origins: ['*'], demo: true });
  await deps.store.createTeam({ siteId: site.siteId, name: 'Cards', now: deps.clock.now() });
  await deps.store.createTeam({ siteId: site.siteId, name: 'Mortgages', now: deps.clock.now() });
  await ingestDemoPast({ host, secretKey: site.secretKey, now: deps.clock.now() });
}

/** A first start that was cut short left a site without its customer's past: it is sent again under a new key, and nothing is doubled. */
async function healDemo(
  { store, vault, ids, clock }: { store: Store; vault: Vault; ids: Ids; clock: Clock },
  siteId: string,
  { host, ingestDemoPast }: { host: string; ingestDemoPast: IngestDemoPast },
): Promise<void> {
  const known = await store.findCustomers({ siteId, type: 'user_id', value: DEMO_CUSTOMER.userId, minTrust: 3 });
  if (known.length > 0) return;
  const secretKey = newSecretKey(ids);
  await store.setSecretKey({ siteId, hash: vault.digest(secretKey) });
  await ingestDemoPast({ host, secretKey, now: clock.now() });
}
