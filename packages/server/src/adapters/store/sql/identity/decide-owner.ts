// Whose is this event: a customer named by id, the one its conversation was given to, the one its resume code points at, or whoever
// identity resolution finds (ID11). Decided once without the site's lock; if it would change who is who, once more under it.
import { RESUME_CODE_TYPE } from '../../../../domain/identity/identifier-types.js';
import { withImpliedClaims } from '../../../../domain/identity/implied-claims.js';
import type { Resolution, RootCustomer } from '../../../../domain/identity/model.js';
import { normaliseIdentifiers } from '../../../../domain/identity/normalise.js';
import { resolve } from '../../../../domain/identity/resolve.js';
import { resolveNamed } from '../../../../domain/identity/resolve-named.js';
import type { IngestEvent } from '../../../../domain/ingest/event.js';
import { rootOrNull } from '../context/root-or-null.js';
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
  /** The live code the event redeems; null: none came, or it is wrong, used or expired. */
  code: { id: string } | null;
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
    const held = event.resumeCodeHash === undefined ? null : await liveCode(tx, { siteId, hash: event.resumeCodeHash, now });
    const code = held === null ? null : { id: held.id };
    if (named !== null) {
      const view = await loadIdentityView(tx, siteId, { identifiers, code: null, pointed: named, now });
      return { resolution: resolveNamed(view, asked, named), view, code: held?.customer.id === named.id ? code : null };
    }
    const link: CodeLink | null =
      held === null ? null : { identifier: { type: RESUME_CODE_TYPE, value: held.id, trust: 2, proven: true }, customer: held.customer };
    const view = await loadIdentityView(tx, siteId, { identifiers, code: link, pointed: null, now });
    const all = link === null ? identifiers : [...identifiers, link.identifier];
    return { resolution: resolve(view, { ...asked, identifiers: all }), view, code };
  };
  const first = await decide();
  if (tx.dialect !== 'postgres' || !(changesIdentity(first.resolution) || first.code !== null)) return first;
  await lockIdentity(tx, siteId);
  return decide();
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
