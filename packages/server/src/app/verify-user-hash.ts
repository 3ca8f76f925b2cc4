// The sign-in of old installations (ID5): HMAC-SHA256 of the user id under the site's secret, in hex. It never expires and signs no trait,
// so it counts only until the day the site set, half a year ahead at most.
import { normaliseIdentifier } from '../domain/identity/normalise.js';
import type { SignedIdentity } from '../domain/ingest/source.js';
import type { Clock } from '../ports/clock.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

export interface UserHash {
  userId: string;
  hash: string;
}

/** Null for a wrong hash, and for every hash of a site that does not allow them now. Its method is `user_hash`. */
export async function verifyUserHash(
  { store, vault, clock }: { store: Pick<Store, 'userHashesUntil'>; vault: Vault; clock: Clock },
  site: SiteRecord,
  { userId, hash }: UserHash,
): Promise<SignedIdentity | null> {
  const normalised = normaliseIdentifier('user_id', userId);
  if (normalised === null || !HEX_SHA256.test(hash)) return null;
  const until = await store.userHashesUntil({ siteId: site.id });
  if (until === null || clock.now() >= until) return null;
  const secrets = site.identityKeys.filter(({ alg }) => alg === 'HS256').map(({ sealed }) => vault.unseal(sealed));
  const matches = secrets.some((secret) => sameHex(vault.hmac(secret, userId), hash.toLowerCase()));
  return matches ? { userId: normalised, emailVerified: false, phoneVerified: false, traits: {} } : null;
}

/** Takes as long wherever they differ; both have 64 digits. */
function sameHex(a: string, b: string): boolean {
  let different = 0;
  for (let i = 0; i < a.length; i += 1) different |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return different === 0;
}
