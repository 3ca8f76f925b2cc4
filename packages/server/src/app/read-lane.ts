// Reading a lane after a cursor (P40), for sockets and HTTPS alike (P41).
import { limits } from '@throughline/types';
import type { Sync, SyncAnswer } from '@throughline/types';
import type { Limiter } from '../ports/limiter.js';
import type { Principal } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';
import { orUnavailable } from './or-unavailable.js';

export async function readLane(
  { store, limiter }: { store: Store; limiter: Limiter },
  { principal, sync }: { principal: Principal; sync: Sync },
): Promise<SyncAnswer> {
  // Agents watch many conversations; their bound is the number of subscriptions, not this bucket.
  if (principal.type === 'visitor') {
    const taken = await limiter.take(`${principal.siteId} ${principal.id} sync`, limits.RATE_SYNC);
    if (!taken.ok) return { ok: false, code: 'rate_limited', retry_ms: taken.retryMs };
  }
  return orUnavailable(() => store.sync({ principal, sync }));
}
