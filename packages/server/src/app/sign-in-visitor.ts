// A proven sign-in reaches everything it touches: the device session, the customer's identity, the open conversations and what their
// agents see (ID11, ID18, W42).
import type { SignedIdentity } from '../domain/ingest/source.js';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { SiteRecord, VisitorRecord } from '../ports/store-accounts.js';
import type { EventIdentifier, IngestEvent } from '../ports/store-customers.js';
import type { Store } from '../ports/store.js';
import { principalOf } from './visitor-principal.js';

export type VerifyIdentity = (
  site: SiteRecord,
  token: string,
) => Promise<({ ok: true } & SignedIdentity) | { ok: false; code: 'token_invalid' | 'token_expired' }>;

const VERIFIED = 3; // the trust of a signed user id

/** `rotated`: the device token handed in is the one that counts from now on. `conflict`: another user signed in on the device first. */
export type SignedIn = { ok: true; visitor: VisitorRecord; rotated: boolean } | { ok: false; code: 'conflict' };

interface SignInDeps {
  store: Store;
  clock: Clock;
  bus: Bus;
  isOnline(siteId: string, visitorId: string): boolean;
}

function identifiersOf(visitor: VisitorRecord, identity: SignedIdentity): EventIdentifier[] {
  const identifiers: EventIdentifier[] = [
    { type: 'anonymous_id', value: visitor.anonymousId, trust: 0, proven: true },
    { type: 'user_id', value: identity.userId, trust: 3, proven: true },
  ];
  if (identity.email !== undefined) {
    identifiers.push({ type: 'email', value: identity.email, trust: identity.emailVerified ? 2 : 1, proven: true });
  }
  if (identity.phone !== undefined) {
    identifiers.push({ type: 'phone', value: identity.phone, trust: identity.phoneVerified ? 2 : 1, proven: true });
  }
  return identifiers;
}

function signedInEvent(visitor: VisitorRecord, identity: SignedIdentity, now: number): IngestEvent {
  return {
    index: 0,
    messageId: `sign-in ${visitor.id} ${identity.userId}`,
    type: 'identify',
    name: '',
    title: 'Signed in on the website',
    channel: 'web',
    department: null,
    visibility: 'shared',
    data: {},
    identifiers: identifiersOf(visitor, identity),
    traits: identity.traits,
    traitTrust: 3,
    occurredAt: now,
    originalTimestamp: null,
    flags: [],
    unverified: false,
    conversationId: null,
    causationId: null,
    correlationId: null,
  };
}

/** Tells the agents of a conversation who its visitor turned out to be. The frozen context says whether they know already. */
async function tellAgents(
  { store, clock, bus, isOnline }: SignInDeps,
  { visitor, conv, changed }: { visitor: VisitorRecord; conv: string; changed: boolean },
): Promise<void> {
  const { siteId } = visitor;
  const held = await store.openConversation({ siteId, conv, agentId: '' });
  const known = 'context' in held && held.context.customer.verification.level >= VERIFIED;
  if (known && !changed) return;
  const now = clock.now();
  if (!known) {
    await store.appendSystem({
      siteId,
      conv,
      lane: 'int',
      kind: 'identity_verified',
      body: { level: VERIFIED, method: 'jwt' },
      author: { type: 'system', id: 'relay' },
      now,
    });
  }
  await store.refreshHandoff({ siteId, conv, online: isOnline(siteId, visitor.id), now });
  const handoff = await store.openConversation({ siteId, conv, agentId: '' });
  if (!('ok' in handoff)) bus.publish({ type: 'handoff', siteId, handoff });
}

/**
 * Records the sign-in. Every step may be repeated, so a sign-in that failed halfway is finished by the next one; once it is complete, a
 * repeat changes nothing. `tokenHash`: digest of the device token that replaces the one from before the sign-in (S24).
 */
export async function signIn(
  deps: SignInDeps,
  { site, visitor, identity, tokenHash }: { site: SiteRecord; visitor: VisitorRecord; identity: SignedIdentity; tokenHash?: string },
): Promise<SignedIn> {
  const { store, clock } = deps;
  const now = clock.now();
  const source = site.sources.find((candidate) => candidate.kind === 'public');
  if (source === undefined) throw new Error(`Site ${site.id} has no public source`);
  // The event first: its message id makes it harmless to repeat, and what comes after tells agents about the customer it made.
  await store.ingest({ siteId: site.id, sourceId: source.id, events: [signedInEvent(visitor, identity, now)], now });
  const asked = { siteId: site.id, id: visitor.id, userId: identity.userId, method: 'jwt', now };
  const verified = await store.verifyVisitor(tokenHash === undefined ? asked : { ...asked, tokenHash });
  if (!verified.ok) return verified;
  const rotated = verified.changed && tokenHash !== undefined;
  // A socket from before the sign-in was opened with the old token: whoever holds only that one stays out from here on (S24).
  // So is whoever heard, by a code, what belongs to another user now.
  const shutOut = new Set([...(rotated ? [visitor.id] : []), ...verified.cutOff]);
  for (const principal of shutOut) deps.bus.publish({ type: 'revoked', siteId: site.id, principal });
  // Not what a code opened to the device: the sign-in says nothing about whose that is.
  const own = await store.visitorConversations({ principal: principalOf(verified.visitor), own: true });
  for (const { id } of own.filter((candidate) => !candidate.closed)) {
    await tellAgents(deps, { visitor: verified.visitor, conv: id, changed: verified.changed });
  }
  return { ok: true, visitor: verified.visitor, rotated };
}
