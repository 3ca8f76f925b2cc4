// Whose is this event: a customer named by id, the one its conversation was given to, the one its resume code points at, or whoever
// identity resolution finds (ID11). Decided once without the site's lock; if it would change who is who, once more under it.
import { RESUME_CODE_TYPE, ruleOf } from '../../../../domain/identity/identifier-types.js';
import { withImpliedClaims } from '../../../../domain/identity/implied-claims.js';
import type { Resolution, RootCustomer, SeenIdentifier, SuggestionMade } from '../../../../domain/identity/model.js';
import { normaliseIdentifiers } from '../../../../domain/identity/normalise.js';
import { resolve } from '../../../../domain/identity/resolve.js';
import { resolveNamed } from '../../../../domain/identity/resolve-named.js';
import type { IngestEvent } from '../../../../domain/ingest/event.js';
import { rootOrNull } from '../context/root-or-null.js';
import { redeemable } from '../delivery/grant-operations.js';
import type { Tx } from '../operation.js';
import { changesIdentity } from './apply-resolution.js';
import { givenOwner } from './conversation-owner.js';
import { unsignedUserIdSelects } from './identity-settings.js';
import { loadIdentityView } from './load-view.js';
import type { CodeLink, LoadedView } from './load-view.js';
import { liveCode } from './resume-code-rows.js';
import { lockIdentity } from './site-lock.js';

export interface OwnerDecision {
  resolution: Resolution;
  view: LoadedView;
  /** The live code the event redeems; null: none came, or it is wrong, used or expired. `conv`: what it opens to `redeemedBy`. */
  code: { id: string; conv?: string } | null;
}

/** Null when the event names a customer that does not exist. */
export async function decideOwner(
  tx: Tx,
  event: IngestEvent,
  { siteId, now }: { siteId: string; now: number },
): Promise<OwnerDecision | null> {
  const named = await namedCustomer(tx, event, siteId);
  if (named === 'unknown') return null;
  const identifiers = withImpliedClaims(normaliseIdentifiers(event.identifiers));
  const newCustomerId = tx.newId('customer');
  const unsigned = named === null && identifiers.some(({ type, trust }) => type === 'user_id' && trust === 1);
  const asked = {
    siteId,
    identifiers,
    now,
    newCustomerId,
    unsignedUserIdSelects: unsigned && (await unsignedUserIdSelects(tx, siteId)),
  };

  const decide = async (): Promise<OwnerDecision> => {
    const held = await heldCode(tx, event, { siteId, now });
    const code = held === null ? null : { id: held.id, ...('conv' in held ? { conv: held.conv } : {}) };
    if (named !== null) {
      const view = await loadIdentityView(tx, siteId, { identifiers, code: null, pointed: named, now });
      return { resolution: resolveNamed(view, asked, named), view, code: held?.customer.id === named.id ? code : null };
    }
    if (held !== null && 'conv' in held) {
      const view = await loadIdentityView(tx, siteId, { identifiers, code: null, pointed: null, now });
      return { resolution: withPossibleMatch(resolve(view, asked), identifiers, held.customer), view, code };
    }
    const byDevice = identifiers.some(({ type }) => ruleOf(type).kind === 'device');
    const lent = held?.object.type === 'conversation' && byDevice;
    const identifier = { type: RESUME_CODE_TYPE, value: held?.id ?? '', trust: 2, proven: true } as const;
    const link: CodeLink | null = held === null ? null : { identifier, customer: held.customer, lent };
    const view = await loadIdentityView(tx, siteId, { identifiers, code: link, pointed: null, now });
    const all = link === null ? identifiers : [...identifiers, link.identifier];
    return { resolution: resolve(view, { ...asked, identifiers: all }), view, code };
  };
  const first = await decide();
  if (tx.dialect !== 'postgres' || !(changesIdentity(first.resolution) || first.code !== null)) return first;
  await lockIdentity(tx, siteId);
  return decide();
}

/**
 * A code that a page redeems opens its conversation and says nothing about who is who: neither side gets anything of the other (ID20). Agents
 * see that the two may be one, unless two users say that they are not.
 */
function withPossibleMatch(resolution: Resolution, identifiers: readonly SeenIdentifier[], { id, userId }: RootCustomer): Resolution {
  const device = identifiers.find(({ type }) => ruleOf(type).kind === 'device');
  const areTwo = userId !== null && resolution.userId !== null && userId !== resolution.userId;
  if (device === undefined || id === resolution.target || areTwo) return resolution;
  const { type, value } = device;
  const suggestion: SuggestionMade = { target: resolution.target, candidate: id, reason: 'device_not_proven', type, value };
  return { ...resolution, suggestions: [...resolution.suggestions, suggestion] };
}

/** The live code of the event; one that a visitor redeems has to open a conversation to them. */
async function heldCode(tx: Tx, { resumeCodeHash: hash, redeemedBy }: IngestEvent, { siteId, now }: { siteId: string; now: number }) {
  if (hash === undefined) return null;
  return redeemedBy === undefined ? liveCode(tx, { siteId, hash, now }) : redeemable(tx, { siteId, hash, visitorId: redeemedBy, now });
}

/** Null: nobody named one. */
async function namedCustomer(
  tx: Tx,
  { customerId, conversationId }: IngestEvent,
  siteId: string,
): Promise<RootCustomer | 'unknown' | null> {
  if (customerId !== undefined) return (await rootOrNull(tx, siteId, customerId)) ?? 'unknown';
  const given = conversationId === null ? null : await givenOwner(tx, siteId, conversationId);
  return given === null ? null : rootOrNull(tx, siteId, given);
}
