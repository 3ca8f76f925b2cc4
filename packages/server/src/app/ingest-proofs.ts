// What the tokens inside events prove (ID4, ID19). Each distinct token is checked once per request.
import { isRecord, textOf } from '../domain/ingest/json-shape.js';
import type { EventProof, SignedIdentity } from '../domain/ingest/source.js';
import type { Clock } from '../ports/clock.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import type { VerifyIdentity } from './sign-in-visitor.js';
import { verifyUserHash } from './verify-user-hash.js';
import type { UserHash } from './verify-user-hash.js';
import { findVisitor } from './visitor-principal.js';

export interface ProofDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  verifyIdentity: VerifyIdentity;
}

export interface ProofReader {
  /** A token that is expired, forged, revoked or another site's proves nothing: the event is then the claim it would be without it. */
  read(call: unknown): Promise<EventProof>;
}

export function createProofReader(
  deps: ProofDeps,
  { site, defaults }: { site: SiteRecord; defaults: Record<string, unknown> },
): ProofReader {
  const identities = new Map<string, SignedIdentity | null>();
  const devices = new Map<string, string | null>();

  const identityOf = async (token: string): Promise<SignedIdentity | null> => {
    const held = identities.get(token);
    if (held !== undefined) return held;
    const verified = await deps.verifyIdentity(site, token);
    const identity = verified.ok ? verified : null;
    identities.set(token, identity);
    return identity;
  };
  // ID5: old installations only; a hash stands for one user id.
  const hashedIdentityOf = async ({ userId, hash }: UserHash): Promise<SignedIdentity | null> => {
    const key = `${hash} ${userId}`;
    const held = identities.get(key);
    if (held !== undefined) return held;
    const identity = await verifyUserHash(deps, site, { userId, hash });
    identities.set(key, identity);
    return identity;
  };
  const deviceOf = async (token: string): Promise<string | null> => {
    const held = devices.get(token);
    if (held !== undefined) return held;
    const visitor = await findVisitor(deps, token);
    const anonymousId = visitor !== null && visitor.siteId === site.id ? visitor.anonymousId : null;
    devices.set(token, anonymousId);
    return anonymousId;
  };

  return {
    async read(call) {
      const own = isRecord(call) && isRecord(call['context']) ? call['context'] : {};
      const identityToken = textOf(own['identityToken'] ?? defaults['identityToken']);
      const deviceToken = textOf(own['deviceToken'] ?? defaults['deviceToken']);
      const anonymousId = deviceToken === null ? null : await deviceOf(deviceToken);
      if (identityToken !== null) return { identity: await identityOf(identityToken), anonymousId };
      const userId = isRecord(call) ? textOf(call['userId']) : null;
      const hash = textOf(own['userHash'] ?? defaults['userHash']);
      return { identity: userId === null || hash === null ? null : await hashedIdentityOf({ userId, hash }), anonymousId };
    },
  };
}
