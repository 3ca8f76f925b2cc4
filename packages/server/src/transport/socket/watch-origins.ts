// Ends the sockets of pages that the site does not take any more (S130): the handshake asked once, and an origin may be taken away later, here,
// at another relay or on the command line. One remembered read per site and round. Who named no origin is no browser page and stays.
import { limits } from '@throughline/types';
import { repeating } from '../../app/repeating.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { SiteRecord } from '../../ports/store-accounts.js';
import type { Subscriptions, VisitorSubscriber } from './subscriptions.js';

interface OriginDeps {
  sites: { byId(id: string): Promise<Pick<SiteRecord, 'origins'> | null> };
  subscriptions: Subscriptions;
  clock: Clock;
  log: Log;
}

async function round({ sites, subscriptions }: OriginDeps): Promise<false> {
  const pages = new Map<string, VisitorSubscriber[]>();
  for (const one of subscriptions.all()) {
    if (one.side !== 'visitor' || one.origin === null) continue;
    const others = pages.get(one.siteId);
    if (others === undefined) pages.set(one.siteId, [one]);
    else others.push(one);
  }
  for (const [siteId, ofSite] of pages) {
    const site = await sites.byId(siteId);
    for (const one of ofSite) if (one.origin !== null && !originAllowed(site?.origins ?? [], one.origin)) one.close();
  }
  return false;
}

/** Runs until the result is called. */
export function watchOrigins(deps: OriginDeps): () => void {
  return repeating(deps, { everyMs: limits.BEACON_MS, event: 'origins' }, () => round(deps));
}
