// Whose a write is: a customer given by id, or identifiers that the store resolves like those of any event (C17, ID6, ID8).
import type { CustomerRef, Trust } from '@throughline/types';
import { isKnownType, ruleOf } from '../domain/identity/identifier-types.js';
import type { EventIdentifier } from '../domain/ingest/event.js';
import type { Store } from '../ports/store.js';
import type { Actor } from './actor.js';

export interface Owner {
  /** A root of this site. */
  customerId?: string;
  identifiers: EventIdentifier[];
}
export type OwnerFound = { ok: true; owner: Owner } | { ok: false; code: 'unknown_customer' | 'forbidden' | 'bad_request' };

/** The root of a customer id, following merges; null when this site has no such customer. */
export async function rootOf({ store }: { store: Pick<Store, 'customer'> }, siteId: string, id: string): Promise<string | null> {
  const found = await store.customer({ siteId, id });
  if (found === null) return null;
  return 'customer' in found ? found.customer.id : found.redirected;
}

export async function ownerOf(deps: { store: Pick<Store, 'customer'> }, actor: Actor, ref: CustomerRef): Promise<OwnerFound> {
  if ('customerId' in ref) {
    const customerId = await rootOf(deps, actor.siteId, ref.customerId);
    return customerId === null ? { ok: false, code: 'unknown_customer' } : { ok: true, owner: { customerId, identifiers: [] } };
  }
  if (ref.identifiers.some(({ type }) => !isKnownType(type))) return { ok: false, code: 'bad_request' };
  if (!actor.attests && ref.identifiers.some(({ attested }) => attested)) return { ok: false, code: 'forbidden' };
  const identifiers = ref.identifiers.map(({ type, value, attested }) => ({
    type,
    value,
    trust: trustOf(type, actor.attests, attested),
    proven: actor.attests,
  }));
  return { ok: true, owner: { identifiers } };
}

/** The rules of an interaction's identifiers: a back end's user id is verified, what it attests is attested, the rest is a claim. */
function trustOf(type: string, attests: boolean, attested: boolean): Trust {
  if (!attests) return 1;
  if (type === 'user_id') return 3;
  const { kind } = ruleOf(type);
  if (kind === 'device') return 0;
  return kind === 'person' && attested ? 2 : 1;
}
