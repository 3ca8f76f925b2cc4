// Who a device token speaks for. The token names its site, so the site comes from the credential (S11), and is looked up by digest (S34).
import { isStorableText, limits } from '@throughline/types';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { VisitorRecord } from '../ports/store-accounts.js';
import type { Admission, Principal } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

const SECRET_BYTES = 32; // 256 bits (S24)

export type VisitorPrincipal = Principal & { type: 'visitor' };

export function principalOf(visitor: VisitorRecord): VisitorPrincipal {
  return { type: 'visitor', siteId: visitor.siteId, id: visitor.id, anonymousId: visitor.anonymousId, userId: visitor.userId };
}

/** `<site id>.<256 random bits>`: given to the widget once, stored hashed. */
export function newDeviceToken(ids: Ids, siteId: string): string {
  return `${siteId}.${ids.secret(SECRET_BYTES)}`;
}

interface TokenDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
}

/** How the store finds a device token; null when it is none. */
function tokenQuery({ vault, clock }: TokenDeps, deviceToken: string): Parameters<Store['visitor']>[0] | null {
  const dot = deviceToken.indexOf('.');
  if (dot <= 0 || !isStorableText(deviceToken)) return null;
  return {
    siteId: deviceToken.slice(0, dot),
    tokenHash: vault.digest(deviceToken),
    now: clock.now(),
    ttlMs: limits.VISITOR_TOKEN_TTL_MS,
  };
}

/** The visitor of a device token, or null: unknown, revoked, too long unseen. */
export function findVisitor(deps: TokenDeps, deviceToken: string): Promise<VisitorRecord | null> {
  const query = tokenQuery(deps, deviceToken);
  return query === null ? Promise.resolve(null) : deps.store.visitor(query);
}

/** The same with what they listen to: a handshake. */
export function findAdmission(deps: TokenDeps, deviceToken: string): Promise<Admission | null> {
  const query = tokenQuery(deps, deviceToken);
  return query === null ? Promise.resolve(null) : deps.store.admitVisitor(query);
}
