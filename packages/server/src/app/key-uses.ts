// When a secret key was last presented (K106), so that one that nobody uses can be ended. Invariant: a request waits for none of it, and of
// one key each relay writes at most once an hour.
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';

const WRITTEN_EVERY_MS = 3_600_000;
const AGAIN_AFTER_MS = 60_000; // while the store can’t
const REMEMBERED_MAX = 1_000; // keys in use; beyond it some are written more often

interface UseDeps {
  store: Pick<Store, 'keyUsed'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

/** By the key's hash: one that replaced another is a new one. */
export function createKeyUses({ store, clock, log }: UseDeps): (hash: string, site: Pick<SiteRecord, 'id' | 'keySourceId'>) => void {
  const written = new Map<string, number>();
  return (hash, { id: siteId, keySourceId }) => {
    const now = clock.now();
    const before = written.get(hash);
    if (before !== undefined && now - before < WRITTEN_EVERY_MS) return;
    if (written.size >= REMEMBERED_MAX) written.clear();
    written.set(hash, now);
    store.keyUsed({ siteId, sourceId: keySourceId ?? null, now }).catch((error: unknown) => {
      written.set(hash, now - WRITTEN_EVERY_MS + AGAIN_AFTER_MS); // each request would be a failure of its own
      log.warn('The use of a key could not be noted', { site: siteId, error: asError(error) });
    });
  };
}
