// Device sessions of visitors: start or continue, sign in, reset (ID18–ID20, W40–W44).
import { limits } from '@throughline/types';
import type { HttpErrorCode, SessionAnswer, SessionRequest } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { SiteRecord, VisitorRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';
import { signIn } from './sign-in-visitor.js';
import type { SignedIdentity } from '../domain/ingest/source.js';
import type { VerifyIdentity } from './sign-in-visitor.js';
import type { PublishDeps } from './publish-consequences.js';
import { toldBefore } from './told.js';
import { ownItems } from './visitor-cards.js';
import { findVisitor, newDeviceToken, principalOf } from './visitor-principal.js';

export interface VisitorSessionDeps extends PublishDeps {
  store: Store;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  bus: Bus;
  limiter: Limiter;
  verifyIdentity: VerifyIdentity;
  /** True while a socket of this visitor is open. */
  isOnline(siteId: string, visitorId: string): boolean;
}
export type SessionOutcome = { ok: true; answer: SessionAnswer } | { ok: false; code: HttpErrorCode; retryMs?: number };

/** What the widget learns of its session: names, conversations, own items. `deviceToken`: only when it is new. */
export async function sessionAnswer(deps: VisitorSessionDeps, visitor: VisitorRecord, deviceToken?: string): Promise<SessionOutcome> {
  const { store } = deps;
  const { siteId, userId } = visitor;
  const own = userId === null ? null : await ownItems(deps, { siteId, userId });
  const conversations = await store.visitorConversations({ principal: principalOf(visitor) });
  // Who never wrote and is nobody known has told nothing.
  const told = conversations.length === 0 && visitor.userId === null ? undefined : await toldBefore(store, visitor);
  const answer: SessionAnswer = {
    visitorId: visitor.id,
    anonymousId: visitor.anonymousId,
    userId: visitor.userId,
    verified: visitor.userId !== null,
    epoch: store.epoch,
    conversations,
    ...(told === undefined ? {} : { told }),
    ...(own === null || own.items.length + own.promises.length + (own.cards?.length ?? 0) === 0 ? {} : { items: own }),
  };
  return { ok: true, answer: deviceToken === undefined ? answer : { ...answer, deviceToken } };
}

/** Continue the session of the token, or start one. A refused identity token changes nothing and starts nothing. */
export async function startSession(
  deps: VisitorSessionDeps,
  { site, request, address }: { site: SiteRecord; request: SessionRequest; address: string },
): Promise<SessionOutcome> {
  const { store, vault, ids, clock, limiter } = deps;
  const taken = await limiter.take(`${site.id} ${address} sessions`, limits.RATE_SESSIONS_PER_ADDRESS);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };

  const identity = request.identityToken === undefined ? null : await deps.verifyIdentity(site, request.identityToken);
  if (identity !== null && !identity.ok) return { ok: false, code: identity.code };

  const held = request.deviceToken === undefined ? null : await findVisitor(deps, request.deviceToken);
  // Another person on the same device gets a session of their own: nothing of A reaches B (W42, S122).
  const stranger = held !== null && identity !== null && held.userId !== null && held.userId !== identity.userId;
  if (held !== null && held.siteId === site.id && !stranger) {
    return identity === null ? sessionAnswer(deps, held) : raise(deps, { site, visitor: held, identity });
  }
  // ID19: the first person's session ends with the second's first word, whether or not the page said reset.
  if (stranger && request.deviceToken !== undefined) await resetVisitor(deps, { site, deviceToken: request.deviceToken });

  const token = newDeviceToken(ids, site.id);
  const anonymousId = stranger ? undefined : request.anonymousId;
  const created = await store.createVisitor({
    siteId: site.id,
    anonymousId: anonymousId ?? `anon_${ids.hex128()}`,
    tokenHash: vault.digest(token),
    now: clock.now(),
  });
  if (identity === null) return sessionAnswer(deps, created, token);
  const signedIn = await signIn(deps, { site, visitor: created, identity }); // nobody has seen its token yet: nothing to replace
  return signedIn.ok ? sessionAnswer(deps, signedIn.visitor, token) : signedIn;
}

/**
 * Signs the visitor of a session in. The token from before dies with it (S24): on a shared machine somebody may have copied it, and from
 * now on a token opens the person's whole history.
 */
async function raise(
  deps: VisitorSessionDeps,
  { site, visitor, identity }: { site: SiteRecord; visitor: VisitorRecord; identity: SignedIdentity },
): Promise<SessionOutcome> {
  const token = newDeviceToken(deps.ids, site.id);
  const signedIn = await signIn(deps, { site, visitor, identity, tokenHash: deps.vault.digest(token) });
  if (!signedIn.ok) return signedIn;
  return sessionAnswer(deps, signedIn.visitor, signedIn.rotated ? token : undefined);
}

/** Sign the visitor in; the answer holds the token that replaces it. Another user than before is refused: the widget resets first (W42). */
export async function identifyVisitor(
  deps: VisitorSessionDeps,
  { site, visitor, identityToken }: { site: SiteRecord; visitor: VisitorRecord; identityToken: string },
): Promise<SessionOutcome> {
  const taken = await deps.limiter.take(`${site.id} ${visitor.id} identify`, limits.RATE_IDENTIFY);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const identity = await deps.verifyIdentity(site, identityToken);
  if (!identity.ok) return { ok: false, code: identity.code };
  if (visitor.userId !== null && visitor.userId !== identity.userId) return { ok: false, code: 'conflict' };
  return raise(deps, { site, visitor, identity });
}

/** Log-out: the token dies and its sockets close (ID19). An unknown token is answered like a known one (S12). */
export async function resetVisitor(
  deps: VisitorSessionDeps,
  { site, deviceToken }: { site: SiteRecord; deviceToken: string },
): Promise<void> {
  const visitor = await findVisitor(deps, deviceToken);
  if (visitor === null || visitor.siteId !== site.id) return;
  await deps.store.revokeVisitor({ siteId: site.id, id: visitor.id });
  deps.bus.publish({ type: 'revoked', siteId: site.id, principal: visitor.id });
}
