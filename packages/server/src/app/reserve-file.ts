// A place for a file, before its bytes come (S65): charged here, because a name and a size cost nothing to send (S47, S56). What is refused
// costs nothing.
import { limits } from '@throughline/types';
import type { HttpErrorCode } from '@throughline/types';
import { addressGroups } from '../domain/limits/address-groups.js';
import { shownFileName } from '../domain/files/file-name.js';
import type { Clock } from '../ports/clock.js';
import type { Limiter, Rate } from '../ports/limiter.js';
import type { Principal } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';

const FULL_RETRY_MS = 60 * 60_000; // only what is removed makes room

export type Reserved = { ok: true; id: string; expiresAt: number } | { ok: false; code: HttpErrorCode; retryMs?: number };

export async function reserveFile(
  { store, limiter, clock }: { store: Pick<Store, 'reserveFile'>; limiter: Limiter; clock: Clock },
  { principal, name, size, address }: { principal: Principal; name: string; size: number; address: string },
): Promise<Reserved> {
  const charged: Charge[] = [];
  const giveBack = async (): Promise<void> => {
    for (const { key, rate, cost } of charged) await limiter.give(key, rate, cost);
  };
  for (const one of bucketsOf(principal, size, address)) {
    const taken = await limiter.take(one.key, one.rate, one.cost);
    if (taken.ok) charged.push(one);
    else {
      await giveBack();
      return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
    }
  }
  const now = clock.now();
  const site = { siteMaxBytes: limits.SITE_FILES_MAX_BYTES, siteMaxFiles: limits.SITE_FILES_MAX };
  const reserved = await store.reserveFile({ principal, name: shownFileName(name), size, ...site, now });
  if (reserved.ok) return { ok: true, id: reserved.id, expiresAt: now + limits.FILE_RESERVED_TTL_MS };
  await giveBack();
  return reserved.code === 'full' ? { ok: false, code: 'rate_limited', retryMs: FULL_RETRY_MS } : { ok: false, code: 'unauthenticated' };
}

interface Charge {
  key: string;
  rate: Rate;
  cost: number;
}

/** Visitors cost nothing to make, so they are charged to their address too; agents have the site's room apart from them. */
function bucketsOf({ siteId, id, type }: Principal, size: number, address: string): Charge[] {
  if (type === 'agent')
    return [
      { key: `${siteId} ${id} files`, rate: limits.RATE_FILES_PER_AGENT, cost: 1 },
      { key: `${siteId} agent files`, rate: limits.RATE_FILES_PER_SITE, cost: 1 },
    ];
  const { narrow, wide } = addressGroups(address);
  return [
    { key: `${siteId} ${id} files`, rate: limits.RATE_FILES_PER_VISITOR, cost: 1 },
    { key: `${siteId} ${id} file bytes`, rate: limits.RATE_FILE_BYTES_PER_VISITOR, cost: size },
    { key: `${siteId} ${narrow} files`, rate: limits.RATE_FILES_PER_ADDRESS, cost: 1 },
    { key: `${siteId} ${narrow} file bytes`, rate: limits.RATE_FILE_BYTES_PER_ADDRESS, cost: size },
    { key: `${siteId} ${wide} files`, rate: tenfold(limits.RATE_FILES_PER_ADDRESS), cost: 1 },
    { key: `${siteId} ${wide} file bytes`, rate: tenfold(limits.RATE_FILE_BYTES_PER_ADDRESS), cost: size },
    { key: `${siteId} files`, rate: limits.RATE_FILES_PER_SITE, cost: 1 },
  ];
}

const tenfold = ({ burst, perMinute }: Rate): Rate => ({ burst: burst * 10, perMinute: perMinute * 10 });
