// What followed from recorded events, told to whoever is connected (C34, C39, C50). Hints only: everything is in the store already, so a
// failure here is logged and never fails the write.
import { asError } from '../domain/as-error.js';
import type { Bus } from '../ports/bus.js';
import type { Log } from '../ports/log.js';
import type { Consequences } from '../ports/store-engine.js';
import type { Store } from '../ports/store.js';
import type { LiveContexts } from './live-contexts.js';

export interface PublishDeps {
  store: Pick<Store, 'customer'>;
  bus: Bus;
  live: LiveContexts;
  log: Log;
}

const VERIFIED = 3;

/** Returns at once. */
export function publishConsequences(deps: PublishDeps, siteId: string, { touched, alerts, items, owed }: Consequences): void {
  for (const { conv } of touched) deps.live.touch(siteId, conv);
  for (const alert of alerts) deps.bus.publish({ type: 'alert', siteId, alert });
  if (owed.length > 0) deps.bus.publish({ type: 'settings', siteId, kind: 'promise', to: owed });
  if (items.length === 0) return;
  tellOwners(deps, siteId, items).catch((error: unknown) => {
    deps.log.warn('Changed items could not be told', { site: siteId, error: asError(error) });
  });
}

/** Only a verified user id opens a customer's own items (C40): the others have nobody to tell. */
async function tellOwners({ store, bus }: PublishDeps, siteId: string, customerIds: readonly string[]): Promise<void> {
  for (const id of customerIds) {
    const found = await store.customer({ siteId, id });
    if (found === null || !('customer' in found)) continue;
    const userIds = found.customer.identifiers
      .filter(({ type, trust }) => type === 'user_id' && trust === VERIFIED)
      .map(({ value }) => value);
    if (userIds.length > 0) bus.publish({ type: 'items', siteId, userIds });
  }
}
