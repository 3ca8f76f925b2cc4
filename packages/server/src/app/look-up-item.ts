// How an item stands, for somebody who is not signed in (C40, ID22): number and proof, four fields, one answer for every failure. The number
// is charged whether it exists or not, and a wrong proof answers as an unknown number does, in the same bytes and the same class of time.
import { limits } from '@throughline/types';
import type { HttpErrorCode, ItemLookupAnswer } from '@throughline/types';
import type { Clock } from '../ports/clock.js';
import type { Limiter } from '../ports/limiter.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import { addressGroups } from '../domain/limits/address-groups.js';

export type ItemLookedUp = { ok: true; item: ItemLookupAnswer } | { ok: false; code: HttpErrorCode; retryMs?: number };

/** A refusal is sent no sooner than this after the request: what the store had to do for it is inside. */
const REFUSAL_AFTER_MS = 60;

export async function lookUpItem(
  { store, limiter, clock, vault }: { store: Store; limiter: Limiter; clock: Clock; vault: Vault },
  { siteId, number, proof, address }: { siteId: string; number: string; proof: string; address: string },
): Promise<ItemLookedUp> {
  const answerAt = new Promise<void>((resolve) => void clock.after(REFUSAL_AFTER_MS, resolve));
  const now = clock.now();
  // A digest, so that the limiter's memory holds no number and a long one costs no more than a short one.
  const item = vault.digest(number.replace(/\s+/g, '').toUpperCase());
  const perAddress = await limiter.take(`${siteId} ${addressGroups(address).narrow} item lookups`, limits.RATE_ITEM_LOOKUPS_PER_ADDRESS);
  if (!perAddress.ok) return { ok: false, code: 'rate_limited', retryMs: perAddress.retryMs };
  const perItem = await limiter.take(`${siteId} ${item} item lookups`, limits.RATE_ITEM_LOOKUPS_PER_ITEM);
  if (!perItem.ok) return { ok: false, code: 'rate_limited', retryMs: perItem.retryMs };
  const found = await store.lookupItem({ siteId, number, proof, now });
  if (found !== null) return { ok: true, item: found };
  await answerAt;
  return { ok: false, code: 'not_found' };
}
